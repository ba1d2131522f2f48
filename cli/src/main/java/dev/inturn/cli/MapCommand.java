package dev.inturn.cli;

import dev.inturn.Inturn;
import dev.inturn.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inturn map}: lines in, one result line each out, in order. */
@Command(
        name = "map",
        header = "Applies a function to each line, on all processors, and writes the results in order.",
        description = {
            "",
            "Reads lines from the files, or the standard input, and writes one result line for each. The output is"
                    + " that of a plain loop, only sooner.",
            "",
            "The input is UTF-8. Lines end with \\n or \\r\\n; the last one needs no end. It may be endless: each"
                    + " result is written as soon as its line and all before it are done.",
            "",
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nFiles:%n",
        footer = {
            "",
            "A line fails if it is empty, malformed UTF-8, no JSON or more than one value, or nested more than 1,000"
                    + " levels deep. Numbers are written as they were read, digit by digit; of names that occur twice"
                    + " in an object --json writes both, and --pick takes the last. Half a surrogate pair in a string"
                    + " is written as \\uXXXX; in a name it makes the line fail.",
            "",
            "When the reader of the output goes away (| head), the program ends quietly, with exit code 0.",
            "",
            "Examples:",
            "  inturn map --pick=/user/name --pick=/text tweets.ndjson",
            "  tail -f events.ndjson | inturn map --json --on-error=skip",
        },
        footerHeading = "")
final class MapCommand implements Callable<Integer> {

    /** The long lines in flight may take this part of the heap. Their results take about as much again, at most. */
    private static final int HEAP_SHARE = 8;

    private final Streams streams;

    @ArgGroup(multiplicity = "1", heading = "%nFunctions (one of them):%n")
    private FunctionOptions function = new FunctionOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(
            names = "--on-error",
            paramLabel = "fail|skip|mark",
            description = {
                "What to do with a line that fails (default: fail).",
                "fail: write all before it, say FILE:LINE and the cause, and exit with 1.",
                "skip: say it, leave the line out, and go on; the exit code is 0.",
                "mark: say it, write an empty line in its place, and go on; the exit code is 0."
            })
    private OnError onError = OnError.fail;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Input files; - is the standard input (default).")
    private List<String> files = new ArrayList<>();

    MapCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        Inturn settings = run.settings();
        InFlight inFlight = new InFlight(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        Inputs inputs = new Inputs(files, streams.in(), inFlight);
        MapResults results = new MapResults(streams, inFlight, onError);
        Job.run(settings, inputs, Outcome.capture(function.function()), results);
        return ExitCode.OK;
    }
}
