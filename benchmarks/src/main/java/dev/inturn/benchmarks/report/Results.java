package dev.inturn.benchmarks.report;

import dev.inturn.benchmarks.contender.Entrant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that was measured: for each situation what each fork told, and what went wrong. */
public final class Results {

    private final Map<Key, List<Map<Measure, Double>>> forks = new LinkedHashMap<>();
    private final Map<Key, String> failures = new LinkedHashMap<>();

    /** Adds what a fork told. */
    public void add(Key key, Map<Measure, Double> fork) {
        forks.computeIfAbsent(key, k -> new ArrayList<>()).add(fork);
    }

    /** Adds all of other results. */
    public void addAll(Results others) {
        others.forks.forEach((key, told) -> told.forEach(fork -> add(key, fork)));
        failures.putAll(others.failures);
    }

    /** Notes that a contender has failed in a situation: it has no figures there. */
    public void fail(Key key, String why) {
        failures.put(key, why);
    }

    /** Whether a contender has failed in a situation. */
    public boolean hasFailed(Key key) {
        return failures.containsKey(key);
    }

    /** What has failed, and why. */
    public Map<Key, String> failures() {
        return failures;
    }

    /** All situations that have figures. */
    public Set<Key> keys() {
        Set<Key> keys = new LinkedHashSet<>(forks.keySet());
        keys.removeAll(failures.keySet());
        return keys;
    }

    /** What each fork told of a situation. */
    public List<Map<Measure, Double>> forks(Key key) {
        return failures.containsKey(key) ? List.of() : forks.getOrDefault(key, List.of());
    }

    /** A figure, if it was measured. */
    public Optional<Figure> figure(Key key, Measure measure) {
        return figure(forks(key), measure);
    }

    /** What all forks of all situations tell, if any does. */
    public Optional<Figure> figureOfAll(Measure measure) {
        return figure(keys().stream().map(this::forks).flatMap(List::stream).toList(), measure);
    }

    private static Optional<Figure> figure(List<Map<Measure, Double>> forks, Measure measure) {
        List<Double> values = forks.stream()
                .map(fork -> fork.get(measure))
                .filter(value -> value != null && !value.isNaN())
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Figure.of(values));
    }

    /** The median of a figure, if it was measured. */
    public Optional<Double> median(Key key, Measure measure) {
        return figure(key, measure).map(Figure::median);
    }

    /** A speed-up as a share of that of two threads which share nothing, if both were measured. */
    public Optional<Double> shareOfCeiling(Key key) {
        // Whatever the parallelism, there are two of those.
        Key ceiling = Key.throughput(Entrant.CEILING, key.workload(), 2);
        return median(key, Measure.SPEED_UP)
                .flatMap(speedUp -> median(ceiling, Measure.SPEED_UP).map(most -> speedUp / most));
    }
}
