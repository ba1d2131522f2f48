package dev.inturn.benchmarks.report;

import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.scenario.Workloads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** What was measured, as tables in Markdown. What was not measured is left out. */
public final class Report {

    /** What two threads that share nothing reach at least if nothing else runs. */
    private static final double LEAST_CEILING = 1.9;

    private final Results results;
    private final Machine machine;

    /** Creates the report of some results from one machine. */
    public Report(Results results, Machine machine) {
        this.results = results;
        this.machine = machine;
    }

    @Override
    public String toString() {
        List<Table> tables = new ArrayList<>();
        tables.add(nanosPerItem());
        tables.add(speedUps());
        tables.add(sharesOfCeiling());
        tables.add(real());
        tables.add(uneven());
        tables.add(waiting());
        tables.add(latency());
        tables.add(memory());
        tables.add(submitters());
        tables.add(longRuns());
        StringBuilder text = new StringBuilder("# Benchmarks\n\n" + machine + "\n\n"
                + "Medians over the forks, the lowest and highest fork in brackets. Speed-ups are over the plain loop in the"
                + " same fork.\n" + cacheLine() + busyMachine());
        tables.stream()
                .filter(table -> !table.isEmpty())
                .forEach(table -> text.append('\n').append(table));
        text.append('\n').append(new Verdict(results));
        if (!results.failures().isEmpty()) {
            text.append("\n## Failures\n\n");
            results.failures()
                    .forEach((key, why) -> text.append("- ")
                            .append(key)
                            .append(": ")
                            .append(why)
                            .append('\n'));
        }
        return text.toString();
    }

    private String cacheLine() {
        return results.figureOfAll(Measure.CACHE_LINE_NANOS)
                .map(nanos -> "A cache line takes " + Numbers.spread(Optional.of(nanos), Numbers::plain)
                        + " ns from one processor to another; what hands items over depends on that.\n")
                .orElse("");
    }

    /** Figures of a machine that has other work to do say little, which two threads that share nothing can tell. */
    private String busyMachine() {
        return results.keys().stream()
                .filter(key -> key.entrant() == Entrant.CEILING)
                .map(key -> results.median(key, Measure.SPEED_UP))
                .flatMap(Optional::stream)
                .max(Double::compare)
                .filter(most -> most < LEAST_CEILING)
                .map(
                        most -> "\n**Two threads that share nothing reach only " + Numbers.ratio(most)
                                + " here: this machine has fewer than two processors to itself. Do not trust these figures.**\n")
                .orElse("");
    }

    private Table nanosPerItem() {
        return grainTable(
                "Grain: ns an item",
                "Parallelism 2, one thread submits. The head of a column is the work of an item.",
                key -> Numbers.spread(results.figure(key, Measure.NANOS_PER_ITEM), Numbers::plain),
                false);
    }

    private Table speedUps() {
        return grainTable(
                "Grain: speed-up over the plain loop",
                "Break-even is the work of an item from which on it is faster than the loop.",
                key -> Numbers.spread(results.figure(key, Measure.SPEED_UP), Numbers::ratio),
                true);
    }

    private Table sharesOfCeiling() {
        Table table = grainTable(
                "Grain: share of what two threads reach that share nothing",
                "",
                key -> Numbers.one(results.shareOfCeiling(key), Numbers::percent),
                false);
        boolean isMeasured = results.keys().stream().anyMatch(key -> key.entrant() == Entrant.CEILING);
        return isMeasured ? table : new Table("", "", List.of(""));
    }

    private Table grainTable(String title, String note, Function<Key, String> cell, boolean hasBreakEven) {
        List<Long> grains = grains();
        boolean hasFour = results.keys().stream().anyMatch(Report::isOversubscribed);
        List<String> head = new ArrayList<>(List.of("contender", "window"));
        grains.forEach(grain -> head.add(Numbers.time(grain)));
        if (hasFour) {
            head.add("1 us, parallelism 4");
        }
        if (hasBreakEven) {
            head.add("break-even");
        }
        Table table = new Table(title, note, head);
        for (Entrant entrant : entrants(key -> isGrain(key) || isOversubscribed(key))) {
            List<String> row =
                    new ArrayList<>(List.of(entrant.title(), entrant.window().toString()));
            grains.forEach(grain ->
                    row.add(cell.apply(Key.throughput(entrant, Workloads.of(Workloads.CPU, grain), 2))));
            if (hasFour) {
                row.add(cell.apply(Key.throughput(entrant, Workloads.of(Workloads.CPU, 1_000), 4)));
            }
            if (hasBreakEven) {
                row.add(
                        entrant.isOurs() || entrant.isPeer()
                                ? Numbers.breakEven(
                                        BreakEven.of(results, entrant, grains, 2), grains.get(grains.size() - 1))
                                : Numbers.NONE);
            }
            table.add(row);
        }
        return table;
    }

    private Table real() {
        List<String> workloads = results.keys().stream()
                .map(Key::workload)
                .filter(workload -> workload.equals(Workloads.EVENTS) || workload.startsWith(Workloads.FILE + ":"))
                .distinct()
                .toList();
        List<String> head = new ArrayList<>(List.of("contender"));
        for (String workload : workloads) {
            String name = workload.equals(Workloads.EVENTS) ? "events of 200 B" : workload.replaceFirst(".*[:/]", "");
            head.addAll(List.of(name + ": us", "speed-up", "of the ceiling"));
        }
        Table table = new Table("Real: JSON unmarshalled by Jackson", "Parallelism 2, one thread submits.", head);
        for (Entrant entrant : entrants(key -> workloads.contains(key.workload()))) {
            List<String> row = new ArrayList<>(List.of(entrant.title()));
            for (String workload : workloads) {
                Key key = Key.throughput(entrant, workload, 2);
                row.add(Numbers.one(
                        results.median(key, Measure.NANOS_PER_ITEM), nanos -> Numbers.ratio(nanos / 1_000)));
                row.add(Numbers.spread(results.figure(key, Measure.SPEED_UP), Numbers::ratio));
                row.add(Numbers.one(results.shareOfCeiling(key), Numbers::percent));
            }
            table.add(row);
        }
        return table;
    }

    private Table uneven() {
        Table table = new Table(
                "Uneven: time as a multiple of the model's",
                "The model is a queue with two servers, a window of 1,024 and delivery in order; handing over costs it"
                        + " nothing.",
                List.of("contender", "one in 100 takes 100 us, others 1 us", "head takes 20 ms, others 1 us"));
        for (Entrant entrant : entrants(Report::isUneven)) {
            List<String> row = new ArrayList<>(List.of(entrant.title()));
            for (String kind : List.of(Workloads.UNEVEN, Workloads.SLOW_HEAD)) {
                Key key = Key.throughput(entrant, Workloads.of(kind, 1_000), 2);
                row.add(Numbers.spread(results.figure(key, Measure.TIMES_MODEL), Numbers::ratio));
            }
            table.add(row);
        }
        return table;
    }

    private static boolean isUneven(Key key) {
        return key.workload().startsWith(Workloads.UNEVEN) || key.workload().startsWith(Workloads.SLOW_HEAD);
    }

    private Table waiting() {
        TreeSet<Integer> calls = new TreeSet<>();
        results.keys().stream().filter(Report::isWaiting).forEach(key -> calls.add(key.parallelism()));
        List<String> head = new ArrayList<>(List.of("contender"));
        calls.forEach(many -> head.addAll(List.of(many + " calls at once", "of the ideal of this machine")));
        Table table = new Table(
                "Waiting: calls of 1 ms, share of the ideal",
                "The ideal is 1 ms for each call, and all places taken all the time. That of this machine counts a call as it"
                        + " is in the plain loop of the same fork.",
                head);
        for (Entrant entrant : entrants(Report::isWaiting)) {
            List<String> row = new ArrayList<>(List.of(entrant.title()));
            for (int many : calls) {
                Key key = waitingKey(entrant, many);
                row.add(Numbers.one(shareOfIdeal(results, key), Numbers::percent));
                row.add(Numbers.one(shareOfOwnIdeal(results, key), Numbers::percent));
            }
            table.add(row);
        }
        return table;
    }

    static Key waitingKey(Entrant entrant, int calls) {
        return Key.throughput(entrant, Workloads.of(Workloads.WAIT, 1_000_000), calls);
    }

    /** Of what calls of a millisecond could reach. */
    static Optional<Double> shareOfIdeal(Results results, Key key) {
        return results.median(key, Measure.NANOS_PER_ITEM).map(nanos -> 1_000_000 / nanos / key.parallelism());
    }

    /** Of what calls could reach as long as they are in the plain loop. */
    static Optional<Double> shareOfOwnIdeal(Results results, Key key) {
        return results.median(key, Measure.SPEED_UP).map(speedUp -> speedUp / key.parallelism());
    }

    private Table latency() {
        Table table = new Table(
                "Latency: an item of 50 us each millisecond",
                "From the end of the function to the sink; then the time of the processor while nothing is under way.",
                List.of("contender", "p50, us", "p99, us", "p99.9, us", "idle, % of a processor"));
        for (Entrant entrant : entrants(key -> key.kind() == Key.Kind.LATENCY)) {
            Key key = latencyKey(entrant);
            table.add(List.of(
                    entrant.title(),
                    Numbers.spread(results.figure(key, Measure.LATENCY_P50), Numbers::plain),
                    Numbers.spread(results.figure(key, Measure.LATENCY_P99), Numbers::plain),
                    Numbers.spread(results.figure(key, Measure.LATENCY_P999), Numbers::plain),
                    Numbers.spread(results.figure(key, Measure.IDLE_PERCENT), Numbers::ratio)));
        }
        return table;
    }

    static Key latencyKey(Entrant entrant) {
        return new Key(Key.Kind.LATENCY, entrant, "trickle", 2, 1);
    }

    private Table memory() {
        Table table = new Table(
                "Memory",
                "Bytes allocated for an item with no work, above those of the plain loop. Then the first of 100,000 items is"
                        + " stuck, and each result is 1 KB: how many are read behind it, and what the heap holds then.",
                List.of("contender", "window", "B an item", "items behind the head", "held, MB"));
        for (Entrant entrant : entrants(key -> key.kind() == Key.Kind.STUCK_HEAD)) {
            Key stuck = new Key(Key.Kind.STUCK_HEAD, entrant, "stuck", 2, 1);
            table.add(List.of(
                    entrant.title(),
                    entrant.window().toString(),
                    Numbers.one(
                            results.median(
                                    Key.throughput(entrant, Workloads.of(Workloads.CPU, 0), 2), Measure.BYTES_PER_ITEM),
                            Numbers::plain),
                    Numbers.one(results.median(stuck, Measure.ITEMS_BEHIND_HEAD), Numbers::plain),
                    Numbers.one(results.median(stuck, Measure.HELD_MEGABYTES), Numbers::plain)));
        }
        return table;
    }

    private Table submitters() {
        List<Integer> many = List.of(1, 2, 4);
        List<String> head = new ArrayList<>(List.of("contender"));
        many.forEach(each -> head.add("0 ns, " + each + (each == 1 ? " thread" : " threads") + ": ns"));
        many.forEach(each -> head.add("1 us, " + each + ": speed-up"));
        Table table = new Table("Submitters: several threads submit", "Parallelism 2.", head);
        for (Entrant entrant : entrants(key -> key.submitters() > 1)) {
            List<String> row = new ArrayList<>(List.of(entrant.title()));
            for (int each : many) {
                Key key = new Key(Key.Kind.THROUGHPUT, entrant, Workloads.of(Workloads.CPU, 0), 2, each);
                row.add(Numbers.spread(results.figure(key, Measure.NANOS_PER_ITEM), Numbers::plain));
            }
            for (int each : many) {
                Key key = new Key(Key.Kind.THROUGHPUT, entrant, Workloads.of(Workloads.CPU, 1_000), 2, each);
                row.add(Numbers.spread(results.figure(key, Measure.SPEED_UP), Numbers::ratio));
            }
            table.add(row);
        }
        return table;
    }

    private Table longRuns() {
        TreeSet<Long> grains = new TreeSet<>();
        results.keys().stream()
                .filter(key -> key.kind() == Key.Kind.LONG)
                .forEach(key -> grains.add(Workloads.calibratedNanos(key.workload())));
        List<String> head = new ArrayList<>(List.of("contender"));
        for (long grain : grains) {
            head.addAll(List.of(Numbers.time(grain) + ": ns", "speed-up", "in the first tenth"));
        }
        Table table = new Table(
                "Long: one run of minutes", "The figures of its last half; each result is a new object.", head);
        for (Entrant entrant : entrants(key -> key.kind() == Key.Kind.LONG)) {
            List<String> row = new ArrayList<>(List.of(entrant.title()));
            for (long grain : grains) {
                Key key = new Key(Key.Kind.LONG, entrant, Workloads.of(Workloads.FRESH, grain), 2, 1);
                row.add(Numbers.one(results.median(key, Measure.NANOS_PER_ITEM), Numbers::plain));
                row.add(Numbers.one(results.median(key, Measure.SPEED_UP), Numbers::ratio));
                row.add(Numbers.one(results.median(key, Measure.EARLY_SPEED_UP), Numbers::ratio));
            }
            table.add(row);
        }
        return table;
    }

    /** Who was measured there, in the order of the tables; one that this Java does not have is shown without figures. */
    private List<Entrant> entrants(Predicate<Key> where) {
        List<Key> keys = results.keys().stream().filter(where).toList();
        boolean hasPeers = keys.stream().filter(key -> key.entrant().isPeer()).count() > 1;
        return Arrays.stream(Entrant.values())
                .filter(entrant ->
                        keys.stream().anyMatch(key -> key.entrant() == entrant) || (hasPeers && !entrant.isAvailable()))
                .toList();
    }

    private List<Long> grains() {
        return grains(results);
    }

    /** The grains that were measured. */
    static List<Long> grains(Results results) {
        TreeSet<Long> grains = new TreeSet<>();
        results.keys().stream()
                .filter(Report::isGrain)
                .forEach(key -> grains.add(Workloads.calibratedNanos(key.workload())));
        return List.copyOf(grains);
    }

    private static boolean isGrain(Key key) {
        return key.kind() == Key.Kind.THROUGHPUT
                && key.workload().startsWith(Workloads.CPU + ":")
                && key.parallelism() == 2
                && key.submitters() == 1;
    }

    private static boolean isOversubscribed(Key key) {
        return key.workload().equals(Workloads.of(Workloads.CPU, 1_000)) && key.parallelism() == 4;
    }

    private static boolean isWaiting(Key key) {
        return key.workload().startsWith(Workloads.WAIT);
    }
}
