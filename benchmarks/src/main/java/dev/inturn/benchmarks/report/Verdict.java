package dev.inturn.benchmarks.report;

import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.scenario.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** What each of our strategies must reach and should aim at, beside what it has reached; and whether it beats the peers. */
final class Verdict {

    private static final String MISS = "**MISS**";

    /** The highest break-even grain that any may have: what was not measured up to there says nothing of it. */
    private static final long MOST_BREAK_EVEN = 120;

    /** What to reach: the better of two is the greater one, or the smaller one. */
    private enum Better {
        MORE,
        LESS
    }

    /**
     * One figure to be reached.
     *
     * @param title what it is
     * @param better which way
     * @param must for each strategy what must be reached
     * @param aim for each strategy what would be good
     * @param pushAllowance by how much the push form may fall short of that
     * @param text how to write it
     * @param measured how to find it
     */
    private record Goal(
            String title,
            Better better,
            List<Double> must,
            List<Double> aim,
            double pushAllowance,
            DoubleFunction<String> text,
            BiFunction<Results, Entrant, Optional<Double>> measured) {}

    private static final List<Entrant> RUN = List.of(Entrant.LOCKFREE_RUN, Entrant.FORKJOIN_RUN, Entrant.LOCK_RUN);
    private static final List<Entrant> PUSH = List.of(Entrant.LOCKFREE_PUSH, Entrant.FORKJOIN_PUSH, Entrant.LOCK_PUSH);

    private static final List<Goal> GOALS = List.of(
            goal("ns an item with no work", Better.LESS, 10, Numbers::plain, grain(0, 2, Measure.NANOS_PER_ITEM))
                    .reach(25, 15, 40, 25, 60, 40),
            goal("speed-up at 100 ns", Better.MORE, 0.3, Numbers::ratio, grain(100, 2, Measure.SPEED_UP))
                    .reach(1.45, 1.6, 1.3, 1.5, 1.1, 1.3),
            goal("speed-up at 1 us", Better.MORE, 0.05, Numbers::ratio, grain(1_000, 2, Measure.SPEED_UP))
                    .reach(1.92, 1.95, 1.90, 1.95, 1.85, 1.9),
            goal("speed-up at 10 us", Better.MORE, 0, Numbers::ratio, grain(10_000, 2, Measure.SPEED_UP))
                    .reach(1.96, 1.98, 1.95, 1.98, 1.95, 1.98),
            goal("speed-up at 100 us", Better.MORE, 0, Numbers::ratio, grain(100_000, 2, Measure.SPEED_UP))
                    .reach(1.96, 1.98, 1.95, 1.98, 1.95, 1.98),
            goal("parallelism 4 at 1 us", Better.MORE, 0, Numbers::ratio, grain(1_000, 4, Measure.SPEED_UP))
                    .reach(1.8, 1.9, 1.8, 1.9, 1.7, 1.85),
            goal("break-even grain, ns", Better.LESS, 0, Numbers::plain, Verdict::breakEven)
                    .reach(50, 20, 80, 40, MOST_BREAK_EVEN, 60),
            goal("allocated, B an item", Better.LESS, 0, Numbers::plain, grain(0, 2, Measure.BYTES_PER_ITEM))
                    .reach(1, 1, 8, 8, 32, 32),
            goal("100 calls of 1 ms, share of the ideal", Better.MORE, 0, Numbers::percent, Verdict::waiting)
                    .reach(0.95, 0.95, 0.95, 0.95, 0.95, 0.95),
            goal("added latency p50, us", Better.LESS, 0, Numbers::plain, latency(Measure.LATENCY_P50))
                    .reach(30, 30, 50, 50, 50, 50),
            goal("added latency p99, us", Better.LESS, 0, Numbers::plain, latency(Measure.LATENCY_P99))
                    .reach(300, 300, 500, 500, 500, 500),
            goal("idle, % of a processor", Better.LESS, 0, Numbers::ratio, latency(Measure.IDLE_PERCENT))
                    .reach(1, 1, 1, 1, 1, 1),
            goal("uneven, times the model", Better.LESS, 0, Numbers::ratio, model(Workloads.UNEVEN))
                    .reach(1.05, 1.05, 1.05, 1.05, 1.05, 1.05),
            goal("slow head, times the model", Better.LESS, 0, Numbers::ratio, model(Workloads.SLOW_HEAD))
                    .reach(1.05, 1.05, 1.05, 1.05, 1.05, 1.05));

    private final Results results;

    Verdict(Results results) {
        this.results = results;
    }

    @Override
    public String toString() {
        return goals("Verdict: the form run", RUN, false) + "\n" + goals("Verdict: the form push", PUSH, true) + "\n"
                + peers();
    }

    private Table goals(String title, List<Entrant> ours, boolean isPush) {
        List<String> head = new ArrayList<>(List.of("figure"));
        ours.forEach(entrant -> head.addAll(List.of(entrant.title() + ": must / aim", "measured")));
        Table table = new Table(title, "Medians. " + MISS + ": what must be reached is not.", head);
        for (Goal goal : GOALS) {
            List<String> row = new ArrayList<>(List.of(goal.title()));
            for (int strategy = 0; strategy < ours.size(); strategy++) {
                double allowance = isPush ? goal.pushAllowance() : 0;
                double must = allowed(goal, goal.must().get(strategy), allowance);
                double aim = allowed(goal, goal.aim().get(strategy), allowance);
                Optional<Double> measured = goal.measured().apply(results, ours.get(strategy));
                row.add(goal.text().apply(must)
                        + (must == aim ? "" : " / " + goal.text().apply(aim)));
                row.add(Numbers.one(measured, value -> judged(goal, value, must, aim)));
            }
            table.add(row);
        }
        return table;
    }

    private static double allowed(Goal goal, double wanted, double allowance) {
        return goal.better() == Better.MORE ? wanted - allowance : wanted + allowance;
    }

    private static String judged(Goal goal, double value, double must, double aim) {
        String text = Double.isInfinite(value) ? "above all" : goal.text().apply(value);
        if (!reaches(goal, value, must)) {
            return text + " " + MISS;
        }
        return reaches(goal, value, aim) && must != aim ? text + " (aim)" : text;
    }

    private static boolean reaches(Goal goal, double value, double wanted) {
        return goal.better() == Better.MORE ? value >= wanted : value <= wanted;
    }

    /** Each of ours against every peer that streams with a bounded window, wherever both were measured. */
    private String peers() {
        StringBuilder text = new StringBuilder("## Verdict: against every peer with a bounded window\n\n");
        List<String> workloads = results.keys().stream()
                .filter(key -> key.kind() == Key.Kind.THROUGHPUT && key.parallelism() == 2 && key.submitters() == 1)
                .map(Key::workload)
                .filter(Verdict::isCompared)
                .distinct()
                .toList();
        int compared = 0;
        List<String> misses = new ArrayList<>();
        for (String workload : workloads) {
            for (Entrant ours : Entrant.values()) {
                Optional<Double> speedUp = speedUp(ours, workload);
                if (!ours.isOurs() || speedUp.isEmpty()) {
                    continue;
                }
                for (Entrant peer : Entrant.values()) {
                    Optional<Double> other = speedUp(peer, workload);
                    if (!peer.isPeer() || !peer.window().isBounded() || other.isEmpty()) {
                        continue;
                    }
                    compared++;
                    if (speedUp.get() <= other.get()) {
                        misses.add(String.format(
                                Locale.ROOT,
                                "- %s %s on %s: %.2f, %s %.2f",
                                MISS,
                                ours.title(),
                                workload,
                                speedUp.get(),
                                peer.title(),
                                other.get()));
                    }
                }
            }
        }
        text.append(
                "%d of %d comparisons (speed-ups over the plain loop; each of ours, each grain and real input) are won.%n"
                        .formatted(compared - misses.size(), compared));
        if (!misses.isEmpty()) {
            text.append('\n').append(String.join("\n", misses)).append('\n');
        }
        return text.toString();
    }

    private static boolean isCompared(String workload) {
        return workload.startsWith(Workloads.CPU + ":")
                || workload.equals(Workloads.EVENTS)
                || workload.startsWith(Workloads.FILE + ":");
    }

    private Optional<Double> speedUp(Entrant entrant, String workload) {
        return results.median(Key.throughput(entrant, workload, 2), Measure.SPEED_UP);
    }

    private static Optional<Double> breakEven(Results results, Entrant entrant) {
        List<Long> grains = Report.grains(results);
        OptionalDouble nanos = BreakEven.of(results, entrant, grains, 2);
        boolean isTold = nanos.isPresent()
                && (Double.isFinite(nanos.getAsDouble()) || grains.get(grains.size() - 1) >= MOST_BREAK_EVEN);
        return isTold ? Optional.of(nanos.getAsDouble()) : Optional.empty();
    }

    /** Of the ideal of this machine: how late a call returns is not the contender's. */
    private static Optional<Double> waiting(Results results, Entrant entrant) {
        return Report.shareOfOwnIdeal(results, Report.waitingKey(entrant, 100));
    }

    private static BiFunction<Results, Entrant, Optional<Double>> grain(long nanos, int parallelism, Measure measure) {
        return (results, entrant) ->
                results.median(Key.throughput(entrant, Workloads.of(Workloads.CPU, nanos), parallelism), measure);
    }

    private static BiFunction<Results, Entrant, Optional<Double>> latency(Measure measure) {
        return (results, entrant) -> results.median(Report.latencyKey(entrant), measure);
    }

    private static BiFunction<Results, Entrant, Optional<Double>> model(String kind) {
        return (results, entrant) ->
                results.median(Key.throughput(entrant, Workloads.of(kind, 1_000), 2), Measure.TIMES_MODEL);
    }

    private static Unset goal(
            String title,
            Better better,
            double pushAllowance,
            DoubleFunction<String> text,
            BiFunction<Results, Entrant, Optional<Double>> measured) {
        return (must, aim) -> new Goal(title, better, must, aim, pushAllowance, text, measured);
    }

    /** A goal that does not say yet what is to be reached. */
    private interface Unset {
        Goal of(List<Double> must, List<Double> aim);

        /** First what must be reached and then what is aimed at, for lockfree, forkjoin and lock. */
        default Goal reach(double... mustAndAim) {
            return of(every(2, 0, mustAndAim), every(2, 1, mustAndAim));
        }

        private static List<Double> every(int step, int first, double[] values) {
            return IntStream.range(0, values.length)
                    .filter(index -> index % step == first)
                    .mapToObj(index -> values[index])
                    .toList();
        }
    }
}
