package dev.inturn.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program {@code inturn}. */
public final class Main {

    private static final int HELP_WIDTH = 100;

    private static final String HELP = "help";
    private static final String COMPLETION = "generate-completion";

    /** The commands that tell of the others. */
    private static final Set<String> NEED_ALL = Set.of(HELP, COMPLETION);

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
        TextOutput text = new TextOutput(streams);
        int exitCode = commandLine(streams, text, args).execute(args);
        try {
            text.check();
            return exitCode;
        } catch (Failure e) {
            return ended(streams, e);
        }
    }

    /** The commands by name, in the order of the help. */
    private static Map<String, Function<Streams, Object>> commands() {
        Map<String, Function<Streams, Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("map", MapCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("strategies", StrategiesCommand::new);
        commands.put(COMPLETION, streams -> new AutoComplete.GenerateCompletion());
        commands.put(HELP, streams -> new CommandLine.HelpCommand());
        return commands;
    }

    private static CommandLine commandLine(Streams streams, TextOutput text, String... args) {
        CommandLine inturn = new CommandLine(new InturnCommand());
        Map<String, Function<Streams, Object>> commands = commands();
        // To read the options of a command takes as long as a short run: where one is named, it alone is read.
        if (args.length > 0 && commands.containsKey(args[0]) && !NEED_ALL.contains(args[0])) {
            commands.keySet().retainAll(Set.of(args[0]));
        }
        commands.values().forEach(command -> inturn.addSubcommand(command.apply(streams)));
        return inturn.registerConverter(Duration.class, new DurationConverter())
                .registerConverter(Pointer.class, new PointerConverter())
                // Arguments are taken as they are.
                .setExpandAtFiles(false)
                .setOut(writer(text))
                .setErr(writer(streams.err()))
                .setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler((e, arguments) -> wrongUsage(streams, e))
                .setExecutionExceptionHandler((e, commandLine, result) -> ended(streams, e));
    }

    private static PrintWriter writer(OutputStream out) {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    private static int wrongUsage(Streams streams, ParameterException e) {
        streams.say(WrongUsage.message(e));
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
