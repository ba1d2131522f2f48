package dev.inturn.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One of the three conditions under which ordered parallelism pays, and what a comparison says of it.
 *
 * @param name the condition
 * @param answer whether it holds
 * @param text why
 */
record Condition(String name, Answer answer, String text) {

    /** Whether a condition holds. */
    enum Answer {
        YES,
        NO,
        /** The measurement cannot tell. */
        UNKNOWN
    }

    /** By so much one rate must exceed the other to be the larger one. */
    private static final double CLEARLY = 1.1;

    /** What the work must gain when nothing is in the way, to be called fit for it. */
    private static final double GAINS = 1.2;

    /**
     * All three.
     *
     * @param input how fast the input is; empty if it was made up
     */
    static List<Condition> of(Measurements measurements, Optional<ReadRate> input) {
        return List.of(inputQueues(measurements, input), workGains(measurements), orderMatters(measurements));
    }

    private static Condition inputQueues(Measurements measurements, Optional<ReadRate> input) {
        String name = "input queues up";
        double loop = measurements.loop().median();
        String worksOff = "the plain loop works off " + Numbers.rate(loop);
        if (input.isEmpty()) {
            return new Condition(
                    name,
                    Answer.UNKNOWN,
                    "the events were made up beforehand. It does wherever more lines come than that: " + worksOff
                            + " lines/s.");
        }
        double read = input.get().linesPerSecond();
        String comes = "this input comes at " + Numbers.rate(read) + " lines/s, and " + worksOff;
        if (read > CLEARLY * loop) {
            double best = measurements.fastestOrdered().map(Rates::median).orElse(loop);
            String limit = read < best ? " Beyond that, reading is the limit." : "";
            return new Condition(
                    name,
                    Answer.YES,
                    comes + "." + limit + " Whether as many come where it shall run cannot be seen from here.");
        }
        if (read * CLEARLY < loop) {
            return new Condition(name, Answer.NO, comes + ", so it waits for input.");
        }
        return new Condition(name, Answer.UNKNOWN, comes + ", which is about the same.");
    }

    private static Condition workGains(Measurements measurements) {
        String name = "work gains from being parallel";
        Rates fastest = measurements.fastestOrdered().orElseThrow();
        Ratio speedUp = measurements.speedUp(fastest);
        Optional<Rates> unordered = measurements.unordered();
        String possible = unordered
                .map(rates -> ", of %s that threads with nothing in common reach"
                        .formatted(Numbers.ratio(measurements.speedUp(rates).median())))
                .orElse("");
        if (Verdict.isFaster(fastest, measurements)) {
            return new Condition(
                    name,
                    Answer.YES,
                    "%s times the plain loop's rate by %s%s."
                            .formatted(Numbers.ratio(speedUp.median()), Verdict.name(fastest), possible));
        }
        if (!speedUp.reliable() || unordered.isEmpty()) {
            return new Condition(name, Answer.UNKNOWN, "too little was measured.");
        }
        Ratio most = measurements.speedUp(unordered.get());
        String each = Numbers.nanos(1e9 / measurements.loop().median());
        if (most.low() > 1 && most.median() >= GAINS && speedUp.median() < Verdict.WORTH_IT) {
            return new Condition(
                    name,
                    Answer.NO,
                    "a line is too little work, %s: threads with nothing in common reach %s times the plain loop's rate,"
                                    .formatted(each, Numbers.ratio(most.median()))
                            + " but handing lines over and putting results in order costs more than that gains.");
        }
        if (most.high() < GAINS && speedUp.high() < GAINS) {
            return new Condition(
                    name,
                    Answer.NO,
                    "not even threads with nothing in common do, at %s times the plain loop's rate: the work waits for"
                                    .formatted(Numbers.ratio(most.median()))
                            + " something that they share, or no processor is free.");
        }
        return new Condition(name, Answer.UNKNOWN, "the spread is too wide.");
    }

    private static Condition orderMatters(Measurements measurements) {
        String name = "order matters";
        String you = "only whoever reads the output knows. ";
        if (measurements.disorder().isEmpty()) {
            return new Condition(name, Answer.UNKNOWN, you + "Here, one thread worked at a time.");
        }
        Disorder disorder = measurements.disorder().get();
        String without = disorder.farthest() == 0
                ? "With %d threads and no order, all results would still have come in order, this time."
                        .formatted(disorder.parallelism())
                : String.format(
                        Locale.ROOT,
                        "With %d threads and no order, %s of the results would come before one that belongs in front of"
                                + " them, at most %,d places ahead.",
                        disorder.parallelism(),
                        Numbers.percent(disorder.share()),
                        disorder.farthest());
        return new Condition(name, Answer.UNKNOWN, you + without + cost(measurements));
    }

    /** What is lost by keeping the order, with as many threads. */
    private static String cost(Measurements measurements) {
        Rates fastest = measurements.fastestOrdered().orElseThrow();
        return measurements.all().stream()
                .filter(rates -> !rates.way().isOrdered()
                        && rates.way().parallelism() == fastest.way().parallelism())
                .findFirst()
                .map(rates -> {
                    Ratio kept = fastest.over(rates);
                    return kept.high() >= 1
                            ? " Keeping it costs nothing that could be measured."
                            : " Keeping it costs " + Numbers.percent(1 - kept.median()) + " of the rate.";
                })
                .orElse("");
    }
}
