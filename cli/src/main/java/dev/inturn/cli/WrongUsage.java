package dev.inturn.cli;

import static java.util.stream.Collectors.joining;

import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What to say about a wrong command line, in one line. */
final class WrongUsage {

    private WrongUsage() {}

    static String message(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return reason(e) + " (see " + command + " --help)";
    }

    private static String reason(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String argument = unmatched.getUnmatched().get(0);
            CommandLine command = e.getCommandLine();
            return command.getSubcommands().isEmpty()
                    ? "unexpected argument '" + argument + "'"
                    : "unknown command '" + argument + "'; there are " + commands(command);
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            ArgGroupSpec group = missing.getMissing().get(0).group();
            if (group != null && group.exclusive()) {
                return "say what to do: "
                        + group.args().stream().map(WrongUsage::synopsis).collect(joining(", "));
            }
        }
        // Some of picocli's messages begin with "Error: ".
        return String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
    }

    /** The names of the commands that a command has. */
    static String commands(CommandLine command) {
        return String.join(", ", command.getSubcommands().keySet());
    }

    private static String synopsis(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return argument.paramLabel();
        }
        return option.longestName() + (option.arity().max() > 0 ? "=" + option.paramLabel() : "");
    }
}
