package dev.inturn.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program {@code inturn}. */
public final class Main {

    private static final int HELP_WIDTH = 100;

    private Main() {}

    /**
     * Runs the program and exits.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(Streams.ofProcess(), args));
    }

    /** Runs the program and returns its exit code. */
    static int run(Streams streams, String... args) {
        return commandLine(streams).execute(args);
    }

    private static CommandLine commandLine(Streams streams) {
        return new CommandLine(new InturnCommand())
                .addSubcommand(new DemoCommand(streams))
                .addSubcommand(new MapCommand(streams))
                .addSubcommand(new StrategiesCommand(streams))
                .addSubcommand(new CommandLine.HelpCommand())
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(Pointer.class, new PointerConverter())
                // Arguments are taken as they are.
                .setExpandAtFiles(false)
                .setOut(writer(streams.out()))
                .setErr(writer(streams.err()))
                .setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler((e, arguments) -> wrongUsage(streams, e))
                .setExecutionExceptionHandler((e, commandLine, result) -> ended(streams, e));
    }

    private static PrintWriter writer(OutputStream out) {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    private static int wrongUsage(Streams streams, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        // Some of picocli's messages begin with "Error: ".
        String message = String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
        streams.say(message + " (see " + command + " --help)");
        return ExitCode.USAGE;
    }

    private static int ended(Streams streams, Exception e) {
        if (e instanceof Failure failure) {
            if (!failure.getMessage().isEmpty()) {
                streams.say(failure.getMessage());
            }
            return failure.exitCode();
        }
        if (e instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        e.printStackTrace(streams.err());
        return ExitCode.BUG;
    }
}
