package dev.inturn.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures the plain loop and other ways on the same work, in rounds.
 *
 * <p>First the plain loop runs alone: see {@link Pace}. Then each way runs once as a warm-up, and once in each round, in
 * an order that is drawn anew: so whatever the machine does beside, it does to all of them. The output of each run is
 * compared with that of the plain loop.
 */
final class Comparison {

    /** So many lines for each thread are the fewest that tell something about threads. */
    private static final int MIN_LINES_PER_THREAD = 4;

    /** Hears how far it is. */
    interface Progress {
        /**
         * The plain loop takes long to show its pace.
         *
         * @param lines how many it works on at least
         * @param seconds how long all of it will take at most, about
         */
        void slow(double nanosPerLine, int lines, double seconds);

        /**
         * All is known, and measuring begins.
         *
         * @param calls how many times the function will be called
         * @param seconds how long it will take at most, about
         */
        void planned(Pace pace, long calls, Comparison comparison, double seconds);

        /** A measurement begins; round 0 is the warm-up. */
        void measuring(int round, int rounds, Way way);
    }

    private final List<Way> ways;
    private final int maxParallelism;
    private final int rounds;
    private final long seed;

    /**
     * A comparison to be made.
     *
     * @param ordered what to compare with the plain loop
     * @param rounds how many times each is measured
     * @param seed of the order in the rounds
     */
    Comparison(List<Way.Ordered> ordered, int rounds, long seed) {
        this.ways = allWays(ordered);
        this.maxParallelism = ordered.stream().mapToInt(Way::parallelism).max().orElse(1);
        this.rounds = rounds;
        this.seed = seed;
    }

    /** All that is measured: the loop first, and last what shows how much is possible. */
    private static List<Way> allWays(List<Way.Ordered> ordered) {
        List<Way> all = new ArrayList<>();
        all.add(new Way.Loop());
        all.addAll(ordered);
        ordered.stream()
                .map(Way::parallelism)
                .filter(parallelism -> parallelism > 1)
                .distinct()
                .sorted()
                .map(Way.Unordered::new)
                .forEach(all::add);
        return List.copyOf(all);
    }

    /** How many lines are the fewest to measure, if there are so many. */
    int fewestLines() {
        return MIN_LINES_PER_THREAD * maxParallelism;
    }

    /** How many ways there are, with the plain loop and those without order. */
    int ways() {
        return ways.size();
    }

    int rounds() {
        return rounds;
    }

    /** How many measurements there are, with those for the warm-up. */
    private long measurements() {
        return (rounds + 1L) * ways.size();
    }

    /**
     * Measures all ways.
     *
     * @param all the lines and what to do with them
     * @param err where to say which lines fail, once
     * @throws Failure if a line fails and that is not allowed
     */
    Measurements run(Work all, Pace.Limits limits, PrintStream err, Progress progress) throws InterruptedException {
        Pace pace = Pace.of(
                all,
                limits,
                err,
                (lines, nanos) -> progress.slow(nanos, lines, (measurements() + 1) * lines * nanos / 1e9));
        announce(pace, progress);

        Work work = pace.work();
        double[][] rates = new double[ways.size()][rounds];
        List<Optional<Line>> differences = new ArrayList<>(Collections.nCopies(ways.size(), Optional.empty()));
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, ways.size()).boxed().toList());
        Random random = new Random(seed);
        for (int round = 0; round <= rounds; round++) {
            Collections.shuffle(order, random);
            for (int index : order) {
                Way way = ways.get(index);
                progress.measuring(round, rounds, way);
                ExpectedOutput.Check check = pace.expected().check();
                double rate = rate(way, work, check);
                if (way.isOrdered() && differences.get(index).isEmpty()) {
                    differences.set(index, check.difference(work.passes()));
                }
                if (round > 0) {
                    rates[index][round - 1] = rate;
                }
            }
        }
        List<Rates> measured = IntStream.range(0, ways.size())
                .mapToObj(i -> new Rates(ways.get(i), rates[i], differences.get(i)))
                .toList();
        Disorder disorder = maxParallelism > 1 ? Disorder.measure(work, disorderParallelism(measured)) : null;
        return new Measurements(pace, measured, Optional.ofNullable(disorder));
    }

    private void announce(Pace pace, Progress progress) {
        Work work = pace.work();
        long perMeasurement = work.size();
        // One pass more shows in which order results are ready.
        long calls = measurements() * perMeasurement + (maxParallelism > 1 ? perMeasurement : 0);
        double seconds = calls * pace.nanosPerLine() / 1e9;
        progress.planned(pace, calls, this, seconds);
    }

    private static double rate(Way way, Work work, ExpectedOutput.Check check) throws InterruptedException {
        long begin = System.nanoTime();
        way.run(work, check);
        return work.size() * 1e9 / (System.nanoTime() - begin);
    }

    /** That of the fastest parallel way. */
    private static int disorderParallelism(List<Rates> rates) {
        return rates.stream()
                .filter(each -> each.way().parallelism() > 1)
                .max(Comparator.comparingDouble(Rates::median))
                .orElseThrow()
                .way()
                .parallelism();
    }
}
