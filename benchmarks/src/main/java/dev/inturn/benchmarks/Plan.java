package dev.inturn.benchmarks;

import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.report.Key;
import dev.inturn.benchmarks.scenario.LatencyBenchmark;
import dev.inturn.benchmarks.scenario.Workloads;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is to be measured.
 *
 * @param scenarios the scenarios
 * @param grains what items cost in the scenario of that name, in nanoseconds
 * @param entrants who takes part
 * @param effort how thoroughly
 * @param file the input of one's own, or the empty string
 */
public record Plan(Set<Scenario> scenarios, List<Long> grains, List<Entrant> entrants, Effort effort, String file) {

    /** One millisecond, of which the calls that wait take one each. */
    public static final long WAIT_NANOS = 1_000_000;

    /** How many work at once where nothing else is said. */
    public static final int PARALLELISM = 2;
    /** More than the machine of the comparison has processors. */
    public static final int OVERSUBSCRIBED = 4;
    /** The window where one can be set. */
    public static final int WINDOW = 1024;
    /** The grain of items where one is enough. */
    public static final long MICROSECOND = 1_000;

    /** The grains, if nothing else is said. */
    public static final List<Long> GRAINS = List.of(0L, 50L, 100L, 200L, 500L, 1_000L, 10_000L, 100_000L);

    /** Fewer, where it shall be quick. */
    public static final List<Long> FEW_GRAINS = List.of(0L, 100L, 1_000L, 10_000L);
    /** How many calls wait at once. */
    public static final List<Integer> CALLS = List.of(10, 100, 1_000);

    private static final List<Integer> FEW_CALLS = List.of(100);
    /** How many submit. */
    public static final List<Integer> SUBMITTERS = List.of(1, 2, 4);
    /** The grains of the scenario with several submitters. */
    public static final List<Long> SUBMITTED_GRAINS = List.of(0L, 1_000L);
    /** The grains of the long runs. */
    public static final List<Long> LONG_GRAINS = List.of(0L, 100L, 1_000L);

    /** How many items may be under way with so many calls at once. */
    public static int window(int parallelism) {
        return Math.max(WINDOW, 2 * parallelism);
    }

    /** All that is to be measured, each once. */
    public Set<Key> keys() {
        Set<Key> keys = new LinkedHashSet<>();
        for (Scenario scenario : scenarios) {
            keys.addAll(
                    switch (scenario) {
                        case GRAIN -> grain();
                        case REAL -> real();
                        case UNEVEN -> uneven();
                        case WAITING -> waiting();
                        case LATENCY -> others(Key.Kind.LATENCY, this::isTimed, "trickle");
                        case MEMORY -> memory();
                        case SUBMITTERS -> submitters();
                        case LONG -> longRuns();
                    });
        }
        keys.removeIf(key -> !key.entrant().isAvailable() || !key.entrant().suits(key.parallelism()));
        return keys;
    }

    /** The grains that the items must be calibrated for. */
    public Set<Long> calibratedNanos() {
        Set<Long> nanos = new LinkedHashSet<>();
        for (Key key : keys()) {
            if (key.kind() == Key.Kind.LATENCY) {
                nanos.add(LatencyBenchmark.workNanos());
            } else if (Workloads.calibratedNanos(key.workload()) >= 0) {
                nanos.add(Workloads.calibratedNanos(key.workload()));
            }
        }
        return nanos;
    }

    private List<Key> grain() {
        List<Key> keys = new ArrayList<>();
        for (long grain : grains) {
            entrants.forEach(
                    entrant -> keys.add(Key.throughput(entrant, Workloads.of(Workloads.CPU, grain), PARALLELISM)));
        }
        if (!grains.contains(MICROSECOND)) {
            return keys;
        }
        for (Entrant entrant : entrants) {
            if (entrant.isOurs() || (entrant.isPeer() && !effort.isQuick())) {
                keys.add(Key.throughput(entrant, Workloads.of(Workloads.CPU, MICROSECOND), OVERSUBSCRIBED));
            }
        }
        return keys;
    }

    private List<Key> real() {
        List<Key> keys = new ArrayList<>();
        for (Entrant entrant : entrants) {
            keys.add(Key.throughput(entrant, Workloads.EVENTS, PARALLELISM));
        }
        if (!file.isEmpty()) {
            for (Entrant entrant : entrants) {
                keys.add(Key.throughput(entrant, Workloads.FILE + ":" + file, PARALLELISM));
            }
        }
        return keys;
    }

    private List<Key> uneven() {
        List<Key> keys = new ArrayList<>();
        for (String kind : List.of(Workloads.UNEVEN, Workloads.SLOW_HEAD)) {
            for (Entrant entrant : inShort(this::isTimed)) {
                keys.add(Key.throughput(entrant, Workloads.of(kind, MICROSECOND), PARALLELISM));
            }
        }
        return keys;
    }

    private List<Key> waiting() {
        List<Key> keys = new ArrayList<>();
        for (int calls : effort.isQuick() ? FEW_CALLS : CALLS) {
            for (Entrant entrant : inShort(this::isTimed)) {
                keys.add(Key.throughput(entrant, Workloads.of(Workloads.WAIT, WAIT_NANOS), calls));
            }
        }
        return keys;
    }

    private List<Key> memory() {
        List<Key> keys = new ArrayList<>();
        for (Entrant entrant : entrants) {
            if (isTimed(entrant)) {
                keys.add(Key.throughput(entrant, Workloads.of(Workloads.CPU, 0), PARALLELISM));
            }
        }
        keys.addAll(others(Key.Kind.STUCK_HEAD, this::isTimed, "stuck"));
        return keys;
    }

    private List<Key> submitters() {
        List<Key> keys = new ArrayList<>();
        for (long grain : SUBMITTED_GRAINS) {
            for (int submitters : SUBMITTERS) {
                for (Entrant entrant : entrants) {
                    if (entrant.takesManySubmitters()) {
                        String workload = Workloads.of(Workloads.CPU, grain);
                        keys.add(new Key(Key.Kind.THROUGHPUT, entrant, workload, PARALLELISM, submitters));
                    }
                }
            }
        }
        return keys;
    }

    private List<Key> longRuns() {
        List<Key> keys = new ArrayList<>();
        for (long grain : effort.isQuick() ? List.of(100L) : LONG_GRAINS) {
            String workload = Workloads.of(Workloads.FRESH, grain);
            keys.addAll(
                    others(Key.Kind.LONG, entrant -> entrant.isOurs() || entrant == Entrant.FUTURES_POOL, workload));
        }
        return keys;
    }

    private List<Key> others(Key.Kind kind, Predicate<Entrant> who, String workload) {
        return inShort(who).stream()
                .map(entrant -> new Key(kind, entrant, workload, PARALLELISM, 1))
                .toList();
    }

    /** Those of them that take part; where it shall be quick, of the peers only the one that people write by hand. */
    private List<Entrant> inShort(Predicate<Entrant> who) {
        return entrants.stream()
                .filter(who)
                .filter(entrant -> entrant.isOurs() || !effort.isQuick() || entrant == Entrant.FUTURES_POOL)
                .toList();
    }

    private boolean isTimed(Entrant entrant) {
        return entrant.isOurs() || entrant.isPeer();
    }
}
