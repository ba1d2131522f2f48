package dev.inturn.cli;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which way to take.
 *
 * <p>A way is taken only if it reaches {@link #WORTH_IT} times the rate of the plain loop, and that is no chance. Among those that are as fast as the fastest the one of the fewest threads is taken, and the
 * strategy that comes first.
 *
 * @param choice what to do
 * @param way the strategy to take, if it is one
 * @param text the same in words
 */
record Verdict(Choice choice, Optional<Rates> way, String text) {

    /** What a verdict can be. */
    enum Choice {
        /** Take a strategy. */
        STRATEGY,
        /** Take a plain loop: it is faster, or as fast. */
        LOOP,
        /** The measurement does not tell. */
        UNDECIDED
    }

    /** Less than this is not worth a thread. */
    static final double WORTH_IT = 1.05;

    /** How likely a way may be taken that is no faster. */
    private static final double MAX_CHANCE = 0.05;

    /** What stays below this is as good as not faster, though it could be. */
    private static final double HARDLY_FASTER = 1.10;

    /** What reaches this share of the fastest is as fast. */
    private static final double AS_FAST = 0.97;

    static Verdict of(Measurements measurements) {
        Optional<Rates> different = measurements.different();
        if (different.isPresent()) {
            return new Verdict(
                    Choice.UNDECIDED, Optional.empty(), "None: outputs that differ are not worth being compared.");
        }
        Rates fastest = measurements.fastestOrdered().orElseThrow();
        Ratio speedUp = measurements.speedUp(fastest);
        String itsSpeed = "%s is %s times as fast as the plain loop".formatted(name(fastest), range(speedUp));
        if (!speedUp.reliable()) {
            return new Verdict(
                    Choice.UNDECIDED,
                    Optional.empty(),
                    "Too few rounds to tell: as far as they go, " + itsSpeed + "; --rounds=5 or more tell.");
        }
        List<Rates> faster = measurements.ordered().stream()
                .filter(rates -> isFaster(rates, measurements))
                .toList();
        if (!faster.isEmpty()) {
            return strategy(measurements, faster);
        }
        if (speedUp.high() < 1) {
            return new Verdict(
                    Choice.LOOP,
                    Optional.empty(),
                    "Take a plain loop: it is the fastest; of the others, " + itsSpeed + ".");
        }
        if (speedUp.median() < WORTH_IT && speedUp.high() < HARDLY_FASTER) {
            return new Verdict(
                    Choice.LOOP,
                    Optional.empty(),
                    "Take a plain loop: it is as good; the fastest of the others, " + itsSpeed + ".");
        }
        return new Verdict(
                Choice.UNDECIDED,
                Optional.empty(),
                "The spread is too wide to tell: " + itsSpeed
                        + ". Try again when the machine has less to do, with more --rounds or a longer --time.");
    }

    /** Whether a way is faster than the plain loop: enough to be worth it, and surely so. */
    static boolean isFaster(Rates rates, Measurements measurements) {
        Ratio speedUp = measurements.speedUp(rates);
        // Of many ways that are as fast as the loop, one or the other looks faster: so each must do better than that.
        double chance = speedUp.chance() * measurements.ordered().size();
        return speedUp.reliable() && speedUp.low() > 1 && speedUp.median() >= WORTH_IT && chance <= MAX_CHANCE;
    }

    private static Verdict strategy(Measurements measurements, List<Rates> faster) {
        Rates fastest = faster.stream()
                .max(Comparator.comparingDouble(
                        rates -> measurements.speedUp(rates).median()))
                .orElseThrow();
        List<Rates> asFast =
                faster.stream().filter(rates -> isAsFast(rates, fastest)).toList();
        // The strategies stand in their own order, which the first minimum keeps.
        Rates chosen = asFast.stream()
                .min(Comparator.comparingInt(rates -> rates.way().parallelism()))
                .orElseThrow();
        String others = asFast.stream()
                .filter(rates -> !rates.equals(chosen))
                .map(Verdict::name)
                .collect(joining(", "));
        String text = "Take --strategy=%s --parallelism=%d: it is %s times as fast as the plain loop.%s"
                .formatted(
                        chosen.way().name(),
                        chosen.way().parallelism(),
                        range(measurements.speedUp(chosen)),
                        others.isEmpty() ? "" : " As fast, within the spread: " + others + ".");
        return new Verdict(Choice.STRATEGY, Optional.of(chosen), text);
    }

    private static boolean isAsFast(Rates rates, Rates fastest) {
        Ratio share = rates.over(fastest);
        return rates.equals(fastest) || share.high() >= 1 || share.median() >= AS_FAST;
    }

    /** A way with how many threads it works on. */
    static String name(Rates rates) {
        int threads = rates.way().parallelism();
        return rates.way().name() + " with " + threads + (threads == 1 ? " thread" : " threads");
    }

    private static String range(Ratio ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.low(), ratio.high());
    }
}
