package dev.inturn.cli;

import java.time.Duration;

/** Says on the standard error what a comparison is about to do, and shows on a terminal how far it is. */
final class ComparisonProgress implements Comparison.Progress {

    /** From here on it is said early. */
    private static final int LONG_SECONDS = 60;

    private static final String MORE_MEMORY = "INTURN_JAVA_OPTS=-Xmx4g gives 4 GiB";

    private final Streams streams;
    private final Sample sample;
    private final boolean runsCommand;
    private final StatusLine status;

    /**
     * What tells of a comparison.
     *
     * @param sample the lines that were read
     * @param runsCommand whether the function is a command, which may do anything
     */
    ComparisonProgress(Streams streams, Sample sample, boolean runsCommand) {
        this.streams = streams;
        this.sample = sample;
        this.runsCommand = runsCommand;
        this.status = new StatusLine(streams);
    }

    /**
     * The lines are read, and the plain loop begins.
     *
     * @param time how long a measurement is to take
     */
    void read(Duration time) {
        String size = "uses the first " + count(sample.lines().size()) + "; there are more";
        switch (sample.end()) {
            case INPUT -> {}
            case LINES -> streams.say(size + " (--lines)");
            case MEMORY -> streams.say(size + ", but no memory for them; " + MORE_MEMORY);
        }
        if (runsCommand) {
            streams.say("runs the command for " + Numbers.seconds(Pace.MEASUREMENTS * time.toMillis() / 1e3)
                    + " or so to learn how long it takes; how many times it will run is said then");
        }
        status.show("plain loop, to learn its pace");
    }

    @Override
    public void slow(double nanosPerLine, int lines, double seconds) {
        if (seconds < LONG_SECONDS) {
            return;
        }
        String least = "a line takes %s, and %s are the fewest to use"
                .formatted(Numbers.nanos(nanosPerLine), Numbers.count(lines));
        streams.say(least + ": this may take " + Numbers.seconds(seconds)
                + "; fewer --lines, --rounds and --strategies, or a lower --parallelism, take less");
    }

    @Override
    public void planned(Pace pace, long calls, Comparison comparison, double seconds) {
        status.erase();
        String used = "uses %s of the %s"
                .formatted(
                        Numbers.count(pace.work().lines().size()),
                        count(sample.lines().size()));
        switch (pace.cut()) {
            case NONE -> {}
            case TIME ->
                streams.say(used + ", so that it does not take long; --lines="
                        + sample.lines().size() + " uses all");
            case MEMORY -> streams.say(used + ": the results of more take too much memory; " + MORE_MEMORY);
        }
        if (runsCommand) {
            streams.say("will run the command " + Numbers.count(calls) + " times");
        }
        streams.say("compares %d ways in %s and a warm-up: takes about %s"
                .formatted(comparison.ways(), Numbers.rounds(comparison.rounds()), Numbers.seconds(seconds)));
    }

    @Override
    public void measuring(int round, int rounds, Way way) {
        String name = way.name() + ", " + way.parallelism() + (way.parallelism() == 1 ? " thread" : " threads");
        status.show((round == 0 ? "warm-up: " : "round " + round + " of " + rounds + ": ") + name);
    }

    /** Nothing more comes. */
    void end() {
        status.erase();
    }

    private static String count(int lines) {
        return lines == 1 ? "1 line" : Numbers.count(lines) + " lines";
    }
}
