package dev.inturn.cli;

import static java.util.stream.Collectors.joining;

import dev.inturn.Outcome;
import dev.inturn.Strategies;
import dev.inturn.StrategyLookupException;
import dev.inturn.spi.OrderingStrategy;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code inturn compare}: the plain loop and every strategy on the same work. */
@Command(
        name = "compare",
        header = "Measures whether ordered parallelism pays for a function and an input, and which strategy suits.",
        description = {
            "",
            "Reads lines into memory, applies the function to them by a plain loop and by every strategy, several"
                    + " rounds in turn, and checks that all outputs are the same. Prints a table, a verdict, and what"
                    + " the measurement says of the three conditions under which ordered parallelism pays.",
            "",
            "Without FILE, and without a function, it makes up JSON events and takes --json, so it runs anywhere."
                    + " With a function, no FILE is the standard input, as in \"inturn map\".",
            "",
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nFiles:%n",
        footer = {
            "",
            "Speed-ups compare measurements of the same round. A strategy is taken if it is faster than the plain loop"
                    + " by 5%% or more and that is unlikely to be chance; of several that are as fast, the one with the"
                    + " fewest threads. The row \"no order\" is no choice: it shows what the work could gain at most.",
            "",
            "The function is called many times for each line. The results are thrown away, and so is what a command or"
                    + " a function says on stderr; but what else it does is done each time. How many times a command of"
                    + " --exec will run is said before they are measured.",
            "",
            "The exit code is 1 if an output differs, or if a line fails and --on-error is fail.",
            "",
            "Examples:",
            "  inturn compare",
            "  inturn compare --pick=/user/name --pick=/text tweets.ndjson",
            "  inturn compare --events=50000 --parallelism=2,4,8 --svg=comparison.svg",
        },
        footerHeading = "")
final class CompareCommand implements Callable<Integer> {

    private static final int DEFAULT_LINES = 100_000;
    private static final int MAX_LINES = 10_000_000;
    private static final int DEFAULT_EVENTS = 20_000;
    private static final int MAX_ROUNDS = 50;
    private static final Duration MAX_TIME = Duration.ofMinutes(1);

    /** The lines may take this part of the heap. */
    private static final int LINES_SHARE = 4;

    /** The results may take this part of the heap, and for moments three times as much. */
    private static final int RESULTS_SHARE = 16;

    /** How the comparison is written. Named as on the command line. */
    enum Format {
        text,
        json
    }

    private final Streams streams;

    @Spec
    private @Nullable CommandSpec command;

    @ArgGroup(multiplicity = "0..1", heading = "%nFunctions (one of them, or none for --json on made-up events):%n")
    private FunctionOptions.@Nullable Choice function;

    @ArgGroup(validate = false, heading = "%nOptions for --exec and --function:%n")
    private FunctionOptions.Details details = new FunctionOptions.Details();

    @Option(
            names = "--strategies",
            paramLabel = "NAME",
            split = ",",
            description = "What to compare with the plain loop: see \"inturn strategies\" (default: all of them).")
    private List<String> strategies = new ArrayList<>();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            split = ",",
            description = "How many threads work at once, each in turn (default: 1, half the number of processors, that"
                    + " number, and twice as many).")
    private List<Integer> parallelism = new ArrayList<>();

    @Option(names = "--capacity", paramLabel = "N", description = "As in \"inturn map\".")
    private @Nullable Integer capacity;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many times each is measured, after a warm-up; 5 or more tell something (default:"
                    + " ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            defaultValue = "300ms",
            description = "How long the plain loop takes in a round, about: the lines are worked on several times, or"
                    + " fewer of them are used (default: ${DEFAULT-VALUE}).")
    private Duration time = Duration.ZERO;

    @Option(
            names = "--lines",
            paramLabel = "N",
            description = "How many lines to use at most, however long that takes (default: 100,000, or fewer if the"
                    + " plain loop would take longer than --time).")
    private @Nullable Integer lines;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Use so many JSON events that are made up, however long that takes (default without input and"
                    + " function: 20,000, or fewer as with --lines).")
    private @Nullable Integer events;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What the events, and the order in the rounds, are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--on-error",
            paramLabel = "fail|skip|mark",
            description = "What to do with a line that fails, as in \"inturn map\" (default: fail). Lines are named"
                    + " once.")
    private OnError onError = OnError.fail;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            description = "Write it for people, or as one JSON object (default: text).")
    private Format format = Format.text;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw it as well, into this file.")
    private @Nullable Path svg;

    @Mixin
    private InputOptions input = new InputOptions();

    CompareCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkRange("rounds", rounds, MAX_ROUNDS);
        checkRange("lines", lines, MAX_LINES);
        checkRange("events", events, MAX_LINES);
        if (time.isZero() || time.compareTo(MAX_TIME) > 0) {
            throw wrong("time must be between 1ms and 1m");
        }
        if (events != null && !input.files().isEmpty()) {
            throw wrong("--events makes up the input, so there is nothing to do with "
                    + input.files().get(0));
        }
        if (function == null && !input.files().isEmpty()) {
            throw wrong("a function is missing: say what to do with the lines of "
                    + input.files().get(0));
        }
        List<Way.Ordered> ways = ways();
        if (svg != null) {
            ComparisonChart.checkWritable(svg);
        }
        try (LineFunction applied = function()) {
            ComparisonReport report = compare(ways, applied);
            write(report);
            if (report.difference().isPresent()) {
                throw new Failure(ExitCode.ITEM_FAILED, report.difference().get());
            }
            return ExitCode.OK;
        } catch (OutOfMemoryError e) {
            throw new Failure(
                    ExitCode.INPUT_OUTPUT,
                    "out of memory; INTURN_JAVA_OPTS=-Xmx4g gives 4 GiB, and fewer --lines need less");
        }
    }

    private ComparisonReport compare(List<Way.Ordered> ways, LineFunction applied) throws InterruptedException {
        boolean madeUp = isMadeUp();
        int maxLines = lines != null ? lines : madeUp ? MAX_LINES : DEFAULT_LINES;
        ReadRate.Timed source = new ReadRate.Timed(madeUp ? new Events(eventCount(), seed) : inputs());
        Sample sample = Sample.read(source, maxLines, Runtime.getRuntime().maxMemory() / LINES_SHARE);
        if (sample.lines().isEmpty()) {
            throw new Failure(
                    ExitCode.INPUT_OUTPUT,
                    sample.end() == Sample.End.INPUT
                            ? "there are no lines to compare with"
                            : "the first line takes too much memory; INTURN_JAVA_OPTS=-Xmx4g gives 4 GiB");
        }
        ComparisonProgress progress = new ComparisonProgress(streams, sample, runsCommand());
        progress.read(time);
        Optional<ReadRate> readRate = Optional.empty();
        if (!madeUp) {
            readRate = Optional.of(
                    !input.files().isEmpty() && ReadRate.canReadAgain(input.files())
                            ? ReadRate.again(inputs(), sample.lines().size())
                            : source.rate());
        }
        Comparison comparison = new Comparison(ways, rounds, seed);
        Pace.Limits limits = new Pace.Limits(
                time.toNanos(),
                comparison.fewestLines(),
                lines != null || events != null,
                Runtime.getRuntime().maxMemory() / RESULTS_SHARE);
        try (Stop stop = new Stop()) {
            Work work = new Work(sample.lines(), 1, Outcome.capture(applied), applied.isQuick(), onError, stop);
            Measurements measurements = comparison.run(work, limits, streams.err(), progress);
            return ComparisonReport.of(inputName(), functionName(), measurements, readRate);
        } finally {
            progress.end();
        }
    }

    /** What it says beside is not passed on: it would be so many times. */
    private LineFunction function() {
        if (function == null) {
            return new Json(Json::copy);
        }
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Streams muted = new Streams(streams.in(), streams.out(), nowhere, streams.outIsPipe(), streams.terminal());
        return input.checked(new FunctionOptions(command, function, details).function(muted));
    }

    private void write(ComparisonReport report) {
        Output output = new Output(streams);
        output.write(
                format == Format.json
                        ? ComparisonJson.of(report)
                        : ComparisonText.of(report).getBytes(StandardCharsets.UTF_8));
        output.flush();
        if (svg != null) {
            ComparisonChart.write(report, svg);
        }
    }

    private List<Way.Ordered> ways() {
        List<Way.Ordered> ways = new ArrayList<>();
        for (String name : strategyNames()) {
            for (int threads : parallelism()) {
                ways.add(new Way.Ordered(name, threads, RunOptions.settings(command, name, threads, capacity)));
            }
        }
        return ways;
    }

    private Iterable<String> strategyNames() {
        if (!strategies.isEmpty()) {
            return new LinkedHashSet<>(strategies);
        }
        List<String> all;
        try {
            all = Strategies.all().stream().map(OrderingStrategy::name).toList();
        } catch (StrategyLookupException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        if (all.isEmpty()) {
            throw wrong("no strategy was found on the class path");
        }
        return all;
    }

    private Iterable<Integer> parallelism() {
        if (!parallelism.isEmpty()) {
            return new TreeSet<>(parallelism);
        }
        int processors = Runtime.getRuntime().availableProcessors();
        return new TreeSet<>(List.of(1, (processors + 1) / 2, processors, 2 * processors));
    }

    private boolean isMadeUp() {
        return events != null || (input.files().isEmpty() && function == null);
    }

    private int eventCount() {
        return events != null ? events : DEFAULT_EVENTS;
    }

    private Inputs inputs() {
        return input.open(streams.in(), new InFlight(Long.MAX_VALUE));
    }

    private String inputName() {
        if (isMadeUp()) {
            return "JSON events made up from seed " + seed;
        }
        return input.files().isEmpty() ? Inputs.STANDARD_INPUT : String.join(" ", input.files());
    }

    /** The function as it stands on the command line. */
    private String functionName() {
        if (function == null) {
            return "--json";
        }
        return Objects.requireNonNull(command).commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> option.group() != null)
                .distinct()
                .map(option -> option.arity().max() == 0
                        ? option.longestName()
                        : option.originalStringValues().stream()
                                .map(value -> option.longestName() + "=" + quoted(value))
                                .collect(joining(" ")))
                .collect(joining(" "));
    }

    private static String quoted(String value) {
        return value.matches("[\\w/.,:=@%+~-]*") ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private boolean runsCommand() {
        return Objects.requireNonNull(command).commandLine().getParseResult().hasMatchedOption("--exec");
    }

    private void checkRange(String name, @Nullable Integer value, int max) {
        if (value != null && (value < 1 || value > max)) {
            throw wrong(name + " must be between 1 and " + max + ", but is " + value);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }
}
