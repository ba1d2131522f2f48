package dev.inturn.cli;

import dev.inturn.Inturn;
import dev.inturn.Outcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code inturn map}: lines in, one result line each out, in order. */
@Command(
        name = "map",
        header = "Applies a function, or a command, to each line, many at a time, and writes the results in order.",
        description = {
            "",
            "Reads lines from the files, or the standard input, and writes one result line for each. The output is"
                    + " that of a plain loop.",
            "",
            "The input is UTF-8, or in another encoding that is named; the output is UTF-8. A byte order mark at the"
                    + " beginning of a file is skipped. Lines end with \\n or \\r\\n; the last one needs no end.",
            "",
            "The input may be endless: each result is written as soon as its line and all before it are done, or 10 ms"
                    + " later where one writing can serve several.",
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
            "Commands: COMMAND is split into words by the quoting rules of the shell, once; nothing is expanded, and no"
                    + " pipe or redirection is made. {} stays part of its word, and \\{\\} is the letters. So a line"
                    + " can become neither a second word nor a command, unless you ask a shell to read it: {} belongs in"
                    + " an argument, never inside a script for sh -c, which would run what the line says. Right is the"
                    + " COMMAND",
            "  sh -c 'echo \"$1\"' _ {}",
            "A line that begins with - may be taken for an option by the command; most know -- as the end of the"
                    + " options: --exec='grep -c x -- {}'.",
            "",
            "A command fails if its exit code is not 0; the exit code and the last line that it wrote to stderr are"
                    + " told. What one says on stderr that ends well is passed on. A line fails if it is to be an"
                    + " argument and has a NUL, is malformed UTF-8 or too long; as input each byte is passed as it is."
                    + " A command that has {} gets no input. The result is there when the command ends; if it leaves a"
                    + " process behind that holds its output open, half a second later, and what that one prints may be"
                    + " lost. --parallelism is worth raising where commands wait more than they compute. Ctrl-C ends them"
                    + " and what they have started.",
            "",
            "A function fails if it throws, or returns null. It sees the Java platform and its --classpath; what it"
                    + " prints goes to stderr; if it is AutoCloseable it is closed at the end.",
            "",
            "When the reader of the output goes away (| head), the program ends quietly, with exit code 0.",
            "",
            "Examples:",
            "  inturn map --pick=/user/name --pick=/text tweets.ndjson",
            "  tail -f events.ndjson | inturn map --json --on-error=skip",
            "  inturn map --parallelism=20 --timeout=10s --exec='curl -fsS -- {}' urls.txt",
            "  inturn map --function=Shout.java words.txt",
        },
        footerHeading = "")
final class MapCommand implements Callable<Integer> {

    /** The long lines in flight may take this part of the heap. Their results take about as much again, at most. */
    private static final int HEAP_SHARE = 8;

    private final Streams streams;

    @Mixin
    private FunctionOptions function = new FunctionOptions();

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private ObserveOptions observe = new ObserveOptions();

    @Mixin
    private TimelineOption timeline = new TimelineOption();

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

    MapCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        Inturn settings = run.settings();
        InFlight inFlight = new InFlight(Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        Inputs inputs = input.open(streams.in(), inFlight);
        TimelineOption.Recorder recorder = timeline.open(settings, streams);
        ObserveOptions.Instruments instruments = observe.begin(streams, settings, () -> input.size(streams.in()));
        try (LineFunction chosen = function.function(instruments.streams())) {
            MapResults results = new MapResults(instruments.streams(), inFlight, onError, chosen.isQuick());
            recorder.runLines(
                    inputs,
                    Outcome.capture(input.checked(chosen)),
                    instruments.counted(results),
                    instruments.observers());
        }
        return ExitCode.OK;
    }
}
