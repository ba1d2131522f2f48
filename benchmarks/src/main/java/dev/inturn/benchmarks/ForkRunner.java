package dev.inturn.benchmarks;

import dev.inturn.benchmarks.report.Figure;
import dev.inturn.benchmarks.report.Key;
import dev.inturn.benchmarks.report.Measure;
import dev.inturn.benchmarks.scenario.LatencyBenchmark;
import dev.inturn.benchmarks.scenario.LongBenchmark;
import dev.inturn.benchmarks.scenario.StuckHeadBenchmark;
import dev.inturn.benchmarks.scenario.ThroughputBenchmark;
import dev.inturn.benchmarks.scenario.Workloads;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures one situation in one fresh JVM, by JMH, whose own output goes to a log. */
final class ForkRunner {

    private static final double MEGABYTE = 1 << 20;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final int MINUTES_UNTIL_HUNG = 10;

    private final Effort effort;
    private final String[] jvmArguments;
    private final PrintStream log;

    ForkRunner(Effort effort, String[] jvmArguments, PrintStream log) {
        this.effort = effort;
        this.jvmArguments = jvmArguments;
        this.log = log;
    }

    /**
     * Runs a fork.
     *
     * @throws RunnerException if the fork fails, for example since the contender does not keep the order
     */
    Map<Measure, Double> run(Key key) throws RunnerException {
        Class<?> benchmark = switch (key.kind()) {
            case THROUGHPUT -> ThroughputBenchmark.class;
            case LATENCY -> LatencyBenchmark.class;
            case STUCK_HEAD -> StuckHeadBenchmark.class;
            case LONG -> LongBenchmark.class;
        };
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark.getName()) + "\\.")
                .forks(1)
                .warmupIterations(effort.warmUps(key))
                .warmupTime(TimeValue.milliseconds(effort.warmUpMillis()))
                .measurementIterations(effort.iterations(key))
                .measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
                .timeout(TimeValue.minutes(MINUTES_UNTIL_HUNG))
                .shouldFailOnError(true)
                .jvmArgsAppend(jvmArguments(key))
                .param("contender", key.entrant().id())
                .param("parallelism", String.valueOf(key.parallelism()))
                .param("window", String.valueOf(Plan.window(key.parallelism())));
        switch (key.kind()) {
            case THROUGHPUT ->
                options.param("workload", key.workload()).param("submitters", String.valueOf(key.submitters()));
            case LATENCY -> options.param("items", String.valueOf(effort.trickleItems()));
            case LONG ->
                options.param("workload", key.workload()).param("seconds", String.valueOf(effort.longSeconds()));
            case STUCK_HEAD -> {
                // Nothing more to set.
            }
        }
        Collection<RunResult> results =
                new Runner(options.build(), OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL)).run();
        return figures(key, results);
    }

    private String[] jvmArguments(Key key) {
        List<String> all = new ArrayList<>(List.of(jvmArguments));
        if (!key.workload().startsWith(Workloads.WAIT)) {
            // The carriers of virtual threads: as many as compute for the others.
            all.add("-Djdk.virtualThreadScheduler.parallelism=" + key.parallelism());
        }
        return all.toArray(String[]::new);
    }

    /** The median of each measure over the iterations of the fork. */
    private static Map<Measure, Double> figures(Key key, Collection<RunResult> results) {
        List<Map<Measure, Double>> iterations = new ArrayList<>();
        for (RunResult result : results) {
            result.getBenchmarkResults()
                    .forEach(fork -> fork.getIterationResults()
                            .forEach(iteration -> iterations.add(measures(key.kind(), counters(iteration)))));
        }
        if (iterations.isEmpty()) {
            throw new IllegalStateException("the fork has told nothing");
        }
        Map<Measure, Double> medians = new EnumMap<>(Measure.class);
        for (Measure measure : iterations.get(0).keySet()) {
            medians.put(
                    measure,
                    Figure.median(iterations.stream()
                            .mapToDouble(iteration -> iteration.getOrDefault(measure, Double.NaN))
                            .toArray()));
        }
        return medians;
    }

    private static Map<String, Double> counters(IterationResult iteration) {
        Map<String, Double> counters = new LinkedHashMap<>();
        iteration.getSecondaryResults().forEach((name, result) -> counters.put(name, result.getScore()));
        return counters;
    }

    /** What the counters of an iteration mean. */
    static Map<Measure, Double> measures(Key.Kind kind, Map<String, Double> counters) {
        Counters told = new Counters(counters);
        Map<Measure, Double> measures = new EnumMap<>(Measure.class);
        switch (kind) {
            case THROUGHPUT -> {
                double nanos = told.ratio("nanos", "items");
                double loop = told.ratio("loopNanos", "loopItems");
                measures.put(Measure.NANOS_PER_ITEM, nanos);
                measures.put(Measure.LOOP_NANOS_PER_ITEM, loop);
                measures.put(Measure.SPEED_UP, loop / nanos);
                if (told.of("makespan") > 0) {
                    measures.put(Measure.TIMES_MODEL, nanos / loop / told.of("makespan"));
                }
                if (told.of("bytesKnown") > 0) {
                    measures.put(
                            Measure.BYTES_PER_ITEM,
                            told.ratio("bytes", "items") - told.ratio("loopBytes", "loopItems"));
                }
            }
            case LONG -> {
                double loop = told.ratio("loopNanos", "loopItems");
                measures.put(Measure.NANOS_PER_ITEM, told.ratio("nanos", "items"));
                measures.put(Measure.LOOP_NANOS_PER_ITEM, loop);
                measures.put(Measure.SPEED_UP, loop / told.ratio("nanos", "items"));
                measures.put(Measure.EARLY_SPEED_UP, loop / told.ratio("earlyNanos", "earlyItems"));
            }
            case LATENCY -> {
                measures.put(Measure.LATENCY_P50, told.of("p50") / NANOS_PER_MICRO);
                measures.put(Measure.LATENCY_P99, told.of("p99") / NANOS_PER_MICRO);
                measures.put(Measure.LATENCY_P999, told.of("p999") / NANOS_PER_MICRO);
                measures.put(Measure.IDLE_PERCENT, 100 * told.ratio("idleProcessorNanos", "idleNanos"));
            }
            case STUCK_HEAD -> {
                measures.put(Measure.ITEMS_BEHIND_HEAD, told.of("items"));
                measures.put(Measure.HELD_MEGABYTES, told.of("bytes") / MEGABYTE);
            }
        }
        return measures;
    }

    private record Counters(Map<String, Double> byName) {
        double of(String name) {
            Double value = byName.get(name);
            if (value == null) {
                throw new IllegalStateException("the fork has not told " + name + ", but " + byName);
            }
            return value;
        }

        double ratio(String name, String other) {
            return of(name) / of(other);
        }
    }
}
