package dev.inturn.benchmarks;

import dev.inturn.benchmarks.report.Key;
import dev.inturn.benchmarks.report.Measure;
import dev.inturn.benchmarks.report.Results;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures all of a plan. Each round has one fork of each situation, so that what drifts on the machine drifts for all of
 * them. A contender that fails is left out from there on, and the others go on.
 */
final class Measuring {

    private final Plan plan;
    private final ForkRunner runner;
    private final PrintWriter err;

    Measuring(Plan plan, ForkRunner runner, PrintWriter err) {
        this.plan = plan;
        this.runner = runner;
        this.err = err;
    }

    /**
     * Measures.
     *
     * @param results where the figures go
     * @param afterRound called after each round, so that what was measured is not lost
     */
    void measure(Results results, Runnable afterRound) {
        // Not compiled yet, it tells too much.
        CacheLine.oneWayNanos();
        List<List<Key>> rounds = rounds();
        int all = rounds.stream().mapToInt(List::size).sum();
        int done = 0;
        long begin = System.nanoTime();
        for (List<Key> round : rounds) {
            for (Key key : round) {
                String left = done == 0 ? "" : ", " + left(System.nanoTime() - begin, done, all) + " left";
                done++;
                if (!results.hasFailed(key)) {
                    measure(results, key, "[%d/%d%s] %s".formatted(done, all, left, key));
                }
            }
            afterRound.run();
        }
    }

    private List<List<Key>> rounds() {
        List<List<Key>> rounds = new ArrayList<>();
        while (true) {
            int number = rounds.size();
            List<Key> round = plan.keys().stream()
                    .filter(key -> number < plan.effort().forks(key))
                    .toList();
            if (round.isEmpty()) {
                return rounds;
            }
            rounds.add(round);
        }
    }

    private void measure(Results results, Key key, String title) {
        try {
            double before = CacheLine.oneWayNanos();
            Map<Measure, Double> fork = runner.run(key);
            String summary = summary(fork);
            // The worse one: it may have changed at any time between.
            double line = Math.max(before, CacheLine.oneWayNanos());
            if (!Double.isNaN(line)) {
                fork.put(Measure.CACHE_LINE_NANOS, line);
                summary += String.format(Locale.ROOT, ", cache line %.0f ns", line);
            }
            results.add(key, fork);
            err.println(title + ": " + summary);
        } catch (RunnerException e) {
            String why = cause(e);
            results.fail(key, why);
            err.println(title + " HAS FAILED: " + why);
        }
        err.flush();
    }

    private static String summary(Map<Measure, Double> fork) {
        Double speedUp = fork.get(Measure.SPEED_UP);
        if (speedUp != null) {
            return String.format(
                    Locale.ROOT, "speed-up %.2f, %.1f ns an item", speedUp, fork.get(Measure.NANOS_PER_ITEM));
        }
        List<String> all = new ArrayList<>();
        fork.forEach((measure, value) -> all.add(String.format(
                Locale.ROOT, "%s %.1f", measure.name().toLowerCase(Locale.ROOT).replace('_', ' '), value)));
        return String.join(", ", all);
    }

    /** What the fork died of, as far as it came over: the innermost message. */
    private static String cause(Throwable e) {
        Throwable at = e;
        while (true) {
            Throwable inner = at.getCause() != null
                    ? at.getCause()
                    : at.getSuppressed().length > 0 ? at.getSuppressed()[0] : null;
            if (inner == null || inner == at) {
                return String.valueOf(at.getMessage()).lines().findFirst().orElse(at.toString());
            }
            at = inner;
        }
    }

    private static String left(long nanos, int done, int all) {
        Duration left = Duration.ofNanos(nanos / done * (all - done));
        return left.toMinutes() > 0 ? left.toMinutes() + " min" : left.toSeconds() + " s";
    }
}
