package dev.inturn.cli;

import dev.inturn.Outcome;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.BitSet;
import java.util.List;

/**
 * What the plain loop shows when it runs alone for a while: what its output is, how fast it is, and so how much work
 * makes up a measurement.
 *
 * @param work that work
 * @param cut why it has fewer lines than there are
 * @param expected the output for its lines
 * @param failed how many of its lines fail
 * @param nanosPerLine how long a line takes
 * @param calls how many times the function was called for all this
 */
record Pace(Work work, Cut cut, ExpectedOutput expected, int failed, double nanosPerLine, long calls) {

    /** Why there are fewer lines than there could be. */
    enum Cut {
        NONE,
        /** All of them would take too long. */
        TIME,
        /** Their results would take too much memory. */
        MEMORY
    }

    /**
     * How much there may be of it.
     *
     * @param nanos how long a measurement of the plain loop shall take at least
     * @param fewestLines to be used however long they take
     * @param allLines whether to use all lines, however long they take
     * @param maxOutput how many bytes the results may have
     */
    record Limits(long nanos, int fewestLines, boolean allLines, long maxOutput) {

        /** How many passes over some lines make up a measurement. */
        int passes(int lines, double nanosPerLine) {
            return (int) Math.max(1, Math.ceil(nanos / (lines * nanosPerLine)));
        }
    }

    /** Hears that there is little to see yet, though time is over. */
    @FunctionalInterface
    interface Slow {
        /**
         * Called once.
         *
         * @param lines how many there will be at least
         */
        void slow(int lines, double nanosPerLine);
    }

    /** The loop is watched for so many measurements' time, of which the last counts: the first lines are slower. */
    static final int MEASUREMENTS = 5;

    /** A measurement may take this part of the time it should. */
    private static final double ENOUGH = 0.8;

    /** One alone may have had to wait for a processor. */
    private static final int MIN_TRIES = 3;

    private static final int MAX_TRIES = 8;

    /**
     * Runs the plain loop.
     *
     * @param all all lines there are
     * @param err where to say which lines fail
     * @param slow hears it if this takes long
     * @throws Failure if a line fails and that is not allowed
     */
    static Pace of(Work all, Limits limits, PrintStream err, Slow slow) throws InterruptedException {
        List<Line> lines = all.lines();
        Bytes output = new Bytes(1 << 16);
        long[] ends = new long[lines.size()];
        BitSet failed = new BitSet();
        Cut cut = Cut.NONE;
        Watch watch = new Watch(MEASUREMENTS * limits.nanos());

        MapResults results = all.results(output, err, new InFlight(Long.MAX_VALUE));
        int fewest = limits.allLines() ? lines.size() : Math.min(limits.fewestLines(), lines.size());
        boolean told = false;
        int done = 0;
        while (done < lines.size() && (done < fewest || !watch.isOver())) {
            Outcome<Line, byte[]> outcome = all.apply(lines.get(done));
            results.accept(outcome);
            results.end();
            watch.lineDone();
            if (output.size() > limits.maxOutput()) {
                cut = Cut.MEMORY;
                break;
            }
            failed.set(done, outcome.failed());
            ends[done++] = output.size();
            if (watch.isOver() && !told && done < fewest) {
                told = true;
                slow.slow(fewest, watch.nanosPerLine());
            }
        }
        if (done == 0) {
            throw new Failure(
                    ExitCode.INPUT_OUTPUT,
                    lines.get(0).place() + ": its result takes too much memory; INTURN_JAVA_OPTS=-Xmx4g gives 4 GiB");
        }
        warmUp(all.first(done), watch);

        Size size = new Size(all, done, limits, watch.nanosPerLine());
        long calls = watch.lines();
        // What was seen so far may be slower than what comes: try it out, unless it takes long anyway.
        for (int i = 0; i < MAX_TRIES && (i < MIN_TRIES || size.isTooShort()) && !watch.wasLong(); i++) {
            calls += size.work().size();
            size.tryOut();
        }
        Work work = size.work();
        int used = work.lines().size();
        if (used < done || cut == Cut.NONE) {
            cut = used < lines.size() ? Cut.TIME : Cut.NONE;
        }
        ExpectedOutput expected = new ExpectedOutput(work.lines(), output, ends);
        return new Pace(work, cut, expected, failed.get(0, used).cardinality(), size.nanosPerLine, calls);
    }

    /** Goes on as long as there is time. */
    private static void warmUp(Work work, Watch watch) throws InterruptedException {
        MapResults results = work.results(OutputStream.nullOutputStream(), new InFlight(Long.MAX_VALUE));
        while (!watch.isOver()) {
            for (Line line : work.lines()) {
                results.accept(work.apply(line));
                watch.lineDone();
                if (watch.isOver()) {
                    break;
                }
            }
        }
    }

    /** How much work makes up a measurement. */
    private static final class Size {
        private final Work all;
        private final int available;
        private final Limits limits;
        private double nanosPerLine;
        private long linesTried;

        /**
         * A first guess.
         *
         * @param available how many lines there is an output of
         */
        Size(Work all, int available, Limits limits, double nanosPerLine) {
            this.all = all;
            this.available = available;
            this.limits = limits;
            this.nanosPerLine = nanosPerLine;
        }

        boolean isTooShort() {
            return linesTried * nanosPerLine < ENOUGH * limits.nanos();
        }

        Work work() {
            int used = available;
            if (!limits.allLines()) {
                double enough = Math.max(limits.fewestLines(), Math.ceil(limits.nanos() / nanosPerLine));
                used = (int) Math.min(available, enough);
            }
            return all.first(used).withPasses(limits.passes(used, nanosPerLine));
        }

        void tryOut() throws InterruptedException {
            Work work = work();
            long begin = System.nanoTime();
            new Way.Loop().run(work, OutputStream.nullOutputStream());
            double nanos = System.nanoTime() - begin;
            linesTried = work.size();
            nanosPerLine = Math.min(nanosPerLine, nanos / linesTried);
        }
    }

    /** Takes the time of lines, and leaves out the first ones if there is time enough. */
    private static final class Watch {
        private final long nanos;
        private final long begin = System.nanoTime();
        private long now = begin;
        private long lines;
        /** Where the part that counts begins. */
        private long countedBegin = begin;

        private long linesBefore;

        Watch(long nanos) {
            this.nanos = nanos;
        }

        void lineDone() {
            now = System.nanoTime();
            lines++;
            if (linesBefore == 0 && now - begin >= nanos / MEASUREMENTS * (MEASUREMENTS - 1)) {
                countedBegin = now;
                linesBefore = lines;
            }
        }

        boolean isOver() {
            return now - begin >= nanos;
        }

        /** Whether it took so long that nothing is compiled any more that makes it faster. */
        boolean wasLong() {
            return now - begin > 2 * nanos;
        }

        long lines() {
            return lines;
        }

        double nanosPerLine() {
            return lines == linesBefore
                    ? (double) (now - begin) / lines
                    : (double) (now - countedBegin) / (lines - linesBefore);
        }
    }
}
