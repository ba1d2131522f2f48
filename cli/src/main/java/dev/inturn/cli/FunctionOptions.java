package dev.inturn.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what to do with a line. */
final class FunctionOptions {

    private static final int DEFAULT_MAX_OUTPUT = 16 << 20;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @ArgGroup(multiplicity = "1", heading = "%nFunctions (one of them):%n")
    private Choice choice = new Choice();

    @ArgGroup(validate = false, heading = "%nOptions for --exec and --function:%n")
    private Details details = new Details();

    /** The functions, of which one is chosen. */
    static final class Choice {

        @Option(
                names = "--json",
                required = true,
                description = "Parse the line as one JSON value and write it compactly.")
        private boolean json;

        @Option(
                names = "--pick",
                paramLabel = "POINTER",
                required = true,
                description = "Write the value at this JSON pointer (RFC 6901), such as /user/name or /items/0; may be"
                        + " repeated. Values are separated by tabs. A string is written raw, but with tab, newline,"
                        + " carriage return and backslash as \\t \\n \\r \\\\; anything else as compact JSON; a missing"
                        + " value is empty. --pick= is the whole document.")
        private List<Pointer> picks = new ArrayList<>();

        @Option(
                names = "--exec",
                paramLabel = "COMMAND",
                required = true,
                converter = CommandTemplateConverter.class,
                description = "Run this command, and write what it prints, less the last newline. {} in a word is the"
                        + " line; without {} the line, and a newline, is the command's input. No shell is involved: see"
                        + " below.")
        private @Nullable CommandTemplate exec;

        @Option(
                names = "--function",
                paramLabel = "CLASS|FILE.java",
                required = true,
                description = "Call this java.util.function.Function<String, String> of yours. The class is public,"
                        + " with a public constructor without arguments; one instance is called by many threads at"
                        + " once. A source file is compiled first; the class is named as the file.")
        private @Nullable String function;
    }

    /** What can be said beside. */
    static final class Details {

        @Option(
                names = "--classpath",
                paramLabel = "PATH",
                description = "Where --function finds classes: folders and jars, as for java -cp (default: the current"
                        + " folder).")
        private @Nullable String classPath;

        @Option(
                names = "--multiline",
                description = "Allow results of several lines. Without it they fail, so that line N of the output"
                        + " belongs to line N of the input.")
        private boolean multiline;

        @Option(
                names = "--timeout",
                paramLabel = "TIME",
                description = "How long a command may take for one line. Then it is killed, and the line fails"
                        + " (default: for ever).")
        private @Nullable Duration timeout;

        @Option(
                names = "--max-output",
                paramLabel = "SIZE",
                converter = ByteCountConverter.class,
                description = "How many bytes a command may print for one line. Then it is killed, and the line fails"
                        + " (default: 16m).")
        private @Nullable Integer maxOutput;
    }

    /** To be filled in. */
    FunctionOptions() {}

    /** Filled in already, by a command where a function need not be chosen. */
    FunctionOptions(@Nullable CommandSpec command, Choice choice, Details details) {
        this.command = command;
        this.choice = choice;
        this.details = details;
    }

    /**
     * The function that was asked for, to be closed after use.
     *
     * @param streams where it may say something to people
     * @throws ParameterException if the options do not fit together
     * @throws Failure if the function cannot be had
     */
    LineFunction function(Streams streams) {
        check();
        if (choice.exec != null) {
            int maxOutput = Objects.requireNonNullElse(details.maxOutput, DEFAULT_MAX_OUTPUT);
            return new Exec(choice.exec, details.timeout, maxOutput, details.multiline, streams.err());
        }
        if (choice.function != null) {
            ClassPath classPath = ClassPath.parse(Objects.requireNonNullElse(details.classPath, "."));
            return new UserFunction(choice.function, classPath, details.multiline, streams.err());
        }
        return new Json(choice.json ? Json::copy : new Picks(choice.picks));
    }

    private void check() {
        boolean exec = choice.exec != null;
        boolean function = choice.function != null;
        require(function || details.classPath == null, "--classpath goes with --function only");
        require(exec || function || !details.multiline, "--multiline goes with --exec and --function only");
        require(exec || details.timeout == null, "--timeout goes with --exec only");
        require(exec || details.maxOutput == null, "--max-output goes with --exec only");
        require(details.timeout == null || !details.timeout.isZero(), "--timeout must be longer than 0s");
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(Objects.requireNonNull(command).commandLine(), message);
        }
    }
}
