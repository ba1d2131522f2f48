package dev.inturn.cli;

/** What keeps a run from being faster. */
enum Limit {
    NOTHING_DONE("no line was written, so there is nothing to tell"),
    TOO_SHORT("the run was too short to tell"),
    SINK("the output: whoever takes it takes no more; workers and source wait for it"),
    PROCESSORS(
            "the processors: the workers are busy and make full use of them; only more processors or less work a line"
                    + " would make it faster"),
    WORKERS("the number of workers: all are busy and leave the processors idle; try a larger --parallelism"),
    OTHER_PROGRAMS("other programs, which take most of the processors; or the number of workers, if the function waits"
            + " rather than computes: then try a larger --parallelism"),
    HEAD(
            "a slow head: the workers wait for single lines that take longer than others; a larger --capacity lets more lines"
                    + " be worked on meanwhile"),
    WORK("too little work per line: to read a line and to hand it on costs as much; a plain loop may be as fast"),
    SOURCE("the source: lines come in more slowly than the workers could take them"),
    NOTHING_ALONE("nothing alone: source, workers and output take turns in waiting for each other");

    /** A run that is shorter is mostly the JVM's warming up. */
    static final long SHORT_NANOS = 100_000_000;

    /** What it takes to hand a line over and back is of this order. */
    static final long HAND_OVER_NANOS = 2_000;

    private static final double NEARLY_ALL = 0.8;
    private static final double MOST = 0.6;
    private static final double MUCH = 0.3;

    private final String sentence;

    Limit(String sentence) {
        this.sentence = sentence;
    }

    /** Says it, without a capital and a full stop. */
    String sentence() {
        return sentence;
    }

    /**
     * Judges a run.
     *
     * <p>Only one at a time is in the sink, and only one reads: who of them is busy all the time is the limit. Else it
     * is the workers, if they are. If they are not, they wait: for a head, or for a source that never waits for them. If
     * the source waits as well it is the handing over that takes the time, which shows where the work is small.
     */
    static Limit of(Figures run) {
        if (run.lines() == 0) {
            return NOTHING_DONE;
        }
        if (run.time() < SHORT_NANOS) {
            return TOO_SHORT;
        }
        double sink = run.share(run.sinkTime());
        double head = run.share(run.alone());
        if (sink >= NEARLY_ALL && run.sinkTime() >= run.functionTime() / run.parallelism()) {
            return SINK;
        }
        if (run.busyShare() >= NEARLY_ALL) {
            return busyWorkers(run);
        }
        if (head >= MUCH) {
            return HEAD;
        }
        double work = run.perLine(run.functionTime());
        // A line that takes much longer than its work and the handing over has waited for something else.
        if (work < HAND_OVER_NANOS && run.perLine(run.time()) < 2 * HAND_OVER_NANOS) {
            return WORK;
        }
        if (run.share(run.sourceTime()) >= MOST) {
            return SOURCE;
        }
        if (sink >= MOST) {
            return SINK;
        }
        if (run.busyShare() >= MOST) {
            return busyWorkers(run);
        }
        if (work < 2 * HAND_OVER_NANOS) {
            return WORK;
        }
        return run.machineBusy() && run.processorShare() < MOST ? OTHER_PROGRAMS : NOTHING_ALONE;
    }

    private static Limit busyWorkers(Figures run) {
        if (run.processorShare() >= MOST) {
            return run.parallelism() >= run.processors() ? PROCESSORS : WORKERS;
        }
        return run.machineBusy() ? OTHER_PROGRAMS : WORKERS;
    }
}
