package dev.inturn.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code inturn}: what the commands have in common. */
@Command(
        name = "inturn",
        header = "Parallel work, delivered in turn: many processors, and the output of a plain loop.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all done; or the reader of the output has gone away",
            "1:a line failed; all before it were written. Or outputs differ that are compared",
            "2:wrong usage",
            "3:the input could not be read or the output not written",
            "70:a bug in this program",
            "130:ended by Ctrl-C (143 by SIGTERM); what was delivered is written",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  inturn demo",
            "  inturn map --pick=/user/name --pick=/text tweets.ndjson",
            "  tail -f events.ndjson | inturn map --json",
            "  inturn compare",
            "",
            "\"inturn help COMMAND\" tells more. The environment variable INTURN_JAVA_OPTS holds options for the JVM,"
                    + " such as -Xmx64m.",
        })
final class InturnCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        CommandLine inturn = Objects.requireNonNull(command).commandLine();
        throw new ParameterException(inturn, "a command is missing; there are " + WrongUsage.commands(inturn));
    }
}
