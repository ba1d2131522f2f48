package dev.inturn.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command {@code benchmarks/run}. */
public final class Main {

    /** Something a user gave was wrong. */
    private static final int USAGE = 2;

    private static final int HELP_WIDTH = 100;

    private Main() {}

    /**
     * Runs the benchmarks and exits.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line, whose mistakes are told in one line. */
    static CommandLine commandLine() {
        return new CommandLine(new BenchmarksCommand())
                .setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler((e, line, result) -> {
                    if (e instanceof ParameterException wrong) {
                        return wrongUsage(wrong, new String[0]);
                    }
                    e.printStackTrace(line.getErr());
                    return line.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        e.getCommandLine().getErr().println("benchmarks: " + e.getMessage() + " (see benchmarks/run --help)");
        return USAGE;
    }
}
