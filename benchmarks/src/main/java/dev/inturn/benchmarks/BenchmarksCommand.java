package dev.inturn.benchmarks;

import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.report.JsonReport;
import dev.inturn.benchmarks.report.Key;
import dev.inturn.benchmarks.report.Machine;
import dev.inturn.benchmarks.report.Report;
import dev.inturn.benchmarks.report.Results;
import dev.inturn.benchmarks.report.SpeedUpChart;
import dev.inturn.benchmarks.scenario.Calibration;
import dev.inturn.benchmarks.scenario.JsonLines;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the strategies of Inturn beside what else keeps the order of parallel work. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the strategies of Inturn beside what else keeps the order of parallel work.",
            "Every contender is checked for order and completeness before it is timed, and compared with the plain loop in"
                    + " the same JVM. Tables go to the standard output; tables, JSON and a chart to a folder."
        })
final class BenchmarksCommand implements Callable<Integer> {

    /** A contender has failed. */
    private static final int FAILED = 1;

    private static final int DEFAULT_FORKS = 5;
    private static final int DEFAULT_PEER_FORKS = 3;
    private static final double DEFAULT_MINUTES = 2;
    private static final double QUICK_MINUTES = 0.2;
    private static final double MOST_MINUTES = 24 * 60;
    private static final double SECONDS_PER_MINUTE = 60;
    /** Less cannot be told from no work. */
    private static final long LEAST_GRAIN_NANOS = 20;
    /** A turn of 100 ms still has some 100 items of that. */
    private static final long MOST_GRAIN_NANOS = 1_000_000;

    private static final String CHART = "speed-up.svg";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--quick", description = "A first impression in a quarter of an hour: one short fork of each.")
    private boolean isQuick;

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "NAME",
            description =
                    "What to measure: grain, real, uneven, waiting, latency, memory, submitters, long. All by default;"
                            + " long not with --quick.")
    private List<String> scenarioNames = List.of();

    @Option(
            names = "--grains",
            split = ",",
            paramLabel = "NANOS",
            description =
                    "What an item of the scenario grain costs, in nanoseconds. By default 0, 50, 100, 200, 500, 1000,"
                            + " 10000 and 100000; with --quick 0, 100, 1000 and 10000. With 1000 comes parallelism 4.")
    private List<Long> grains = List.of();

    @Option(
            names = "--contenders",
            split = ",",
            paramLabel = "NAME",
            description = "Who takes part, by name, or by the first part of one, such as lockfree for lockfree-run and"
                    + " lockfree-push. All by default.")
    private List<String> contenderNames = List.of();

    @Option(
            names = "--forks",
            paramLabel = "N",
            description =
                    "How many JVMs measure each figure: by default 5 for ours and the ceiling, and 3 for each peer; 1"
                            + " with --quick.")
    private @Nullable Integer forks;

    @Option(
            names = "--peer-forks",
            paramLabel = "N",
            description = "How many measure each peer; by default as many as --forks; 3 without it, 1 with --quick.")
    private @Nullable Integer peerForks;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "How long each of the runs of the scenario long takes: 2 by default.")
    private @Nullable Double minutes;

    @Option(
            names = "--tweets",
            paramLabel = "FILE",
            description = "A file of JSON documents, one a line, to be unmarshalled in the scenario real as well.")
    private @Nullable Path file;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where to write figures.md, figures.json, speed-up.svg and the log of JMH; by default"
                    + " benchmarks/target/figures.")
    private Path output = Path.of(System.getProperty("inturn.benchmarks.output", "figures"));

    @Option(
            names = "--report",
            paramLabel = "JSON",
            description = "Measures nothing, but reports what such a figures.json holds; several are taken together.")
    private List<Path> reports = List.of();

    @Override
    public Integer call() throws IOException {
        if (!reports.isEmpty()) {
            return report();
        }
        Plan plan = plan();
        createOutput();
        Machine machine = Machine.here();
        Results results = new Results();
        PrintWriter err = spec.commandLine().getErr();
        err.println(machine);
        err.println("calibrating");
        err.flush();
        String[] jvmArguments = Calibration.jvmArguments(plan.calibratedNanos());
        Path logFile = output.resolve("jmh.log");
        try (PrintStream log = new PrintStream(Files.newOutputStream(logFile), true, StandardCharsets.UTF_8)) {
            new Measuring(plan, new ForkRunner(plan.effort(), jvmArguments, log), err)
                    .measure(results, () -> write(results, machine));
        }
        write(results, machine);
        print(results, machine);
        return results.failures().isEmpty() ? 0 : FAILED;
    }

    private int report() throws IOException {
        Results results = new Results();
        Machine machine = null;
        for (Path report : reports) {
            try {
                JsonReport read = JsonReport.read(report);
                machine = read.machine();
                results.addAll(read.results());
            } catch (IOException | IllegalArgumentException e) {
                throw wrong("--report: cannot read " + report + ": " + firstLine(e));
            }
        }
        if (machine != null) {
            createOutput();
            write(results, machine);
            print(results, machine);
        }
        return 0;
    }

    private void print(Results results, Machine machine) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(new Report(results, machine));
        out.flush();
        spec.commandLine()
                .getErr()
                .println("written to " + output + ": figures.md, figures.json, "
                        + (Files.exists(output.resolve(CHART)) ? CHART + ", " : "") + "jmh.log");
    }

    private void write(Results results, Machine machine) {
        try {
            Files.writeString(
                    output.resolve("figures.json"),
                    JsonReport.of(results, machine).toJson());
            Files.writeString(output.resolve("figures.md"), new Report(results, machine).toString());
            if (!SpeedUpChart.write(results, machine, output.resolve(CHART))) {
                // None of an earlier run is to be taken for one of this run.
                Files.deleteIfExists(output.resolve(CHART));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createOutput() {
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            throw wrong("--output: cannot create the folder " + output + ": " + firstLine(e));
        }
        if (!Files.isWritable(output)) {
            throw wrong("--output: cannot write into " + output);
        }
    }

    Plan plan() {
        checkAtLeastOne("--forks", forks);
        checkAtLeastOne("--peer-forks", peerForks);
        if (minutes != null && !(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw wrong("--minutes must be more than 0 and at most " + (int) MOST_MINUTES + ", but is " + minutes);
        }
        int ours = forks != null ? forks : isQuick ? 1 : DEFAULT_FORKS;
        int peers = peerForks != null ? peerForks : forks != null ? forks : isQuick ? 1 : DEFAULT_PEER_FORKS;
        double length = minutes != null ? minutes : isQuick ? QUICK_MINUTES : DEFAULT_MINUTES;
        int longSeconds = (int) Math.max(1, Math.round(length * SECONDS_PER_MINUTE));
        Effort effort = new Effort(isQuick, ours, peers, longSeconds);
        Plan plan = new Plan(scenarios(), grains(), entrants(), effort, checkedFile());
        Set<Key> keys = plan.keys();
        if (keys.isEmpty()) {
            throw wrong("none of these contenders takes part in these scenarios, or none on Java "
                    + Runtime.version().feature());
        }
        return plan;
    }

    private void checkAtLeastOne(String option, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw wrong(option + " must be at least 1, but is " + value);
        }
    }

    private List<Long> grains() {
        for (long grain : grains) {
            if (grain != 0 && (grain < LEAST_GRAIN_NANOS || grain > MOST_GRAIN_NANOS)) {
                throw wrong("--grains must be 0, or from " + LEAST_GRAIN_NANOS + " to " + MOST_GRAIN_NANOS
                        + " nanoseconds, but one is " + grain);
            }
        }
        List<Long> all = !grains.isEmpty() ? grains : isQuick ? Plan.FEW_GRAINS : Plan.GRAINS;
        return all.stream().distinct().sorted().toList();
    }

    private Set<Scenario> scenarios() {
        Set<Scenario> scenarios = new LinkedHashSet<>();
        for (String name : scenarioNames) {
            Scenario scenario = Scenario.named(name);
            if (scenario == null) {
                throw wrong("--scenarios: there is no '" + name + "'; there are " + Scenario.all());
            }
            scenarios.add(scenario);
        }
        if (scenarios.isEmpty()) {
            scenarios.addAll(Arrays.asList(Scenario.values()));
            if (isQuick) {
                scenarios.remove(Scenario.LONG);
            }
        }
        return scenarios;
    }

    private List<Entrant> entrants() {
        if (contenderNames.isEmpty()) {
            return List.of(Entrant.values());
        }
        Set<Entrant> entrants = new LinkedHashSet<>();
        for (String name : contenderNames) {
            List<Entrant> matching = Entrant.matching(name);
            if (matching.isEmpty()) {
                throw wrong("--contenders: there is no '" + name + "'; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(Entrant.values()).map(Entrant::id).toList()));
            }
            entrants.addAll(matching);
        }
        return List.copyOf(entrants);
    }

    private String checkedFile() {
        if (file == null) {
            return "";
        }
        try {
            JsonLines.documents(file);
            return file.toAbsolutePath().toString();
        } catch (UncheckedIOException e) {
            throw wrong("--tweets: cannot read " + file + ": "
                    + (Files.exists(file) ? firstLine(e) : "there is no such file"));
        } catch (IllegalArgumentException e) {
            throw wrong("--tweets: " + firstLine(e));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
