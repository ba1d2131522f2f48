package dev.inturn.cli;

import dev.inturn.Inturn;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code inturn demo}: ordered calls to a slow service. */
@Command(
        name = "demo",
        header = "Shows the idea: slow requests, several at a time, answered in order.",
        description = {
            "",
            "One request a second comes in; each takes 5 seconds; five are processed at a time. So the first answer"
                    + " comes after 5 seconds, and then one a second, in the order of the requests. Each answer is"
                    + " printed as it comes out, as the number of its request.",
            "",
            "Where requests come faster than they are processed they queue. On a terminal, what is in flight is shown"
                    + " behind the answers.",
            "",
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Durations are a whole number and a unit, ms, s, m or h: 500ms, 5s, 2m.",
            "",
            "Example:",
            "  inturn demo --process-duration=1s --request-every=100ms --parallelism=10 --requests=50",
        },
        footerHeading = "")
final class DemoCommand implements Callable<Integer> {

    private static final int MAX_REQUESTS = 1_000_000;

    private final Streams streams;

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "How answers are brought into order: see \"inturn strategies\" (default: the first of them).")
    private @Nullable String strategy;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many requests are processed at a time (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--process-duration",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "How long each request takes (default: ${DEFAULT-VALUE}).")
    private Duration processDuration = Duration.ZERO;

    @Option(
            names = "--request-every",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "How much time lies between requests (default: ${DEFAULT-VALUE}).")
    private Duration requestEvery = Duration.ZERO;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many requests there are (default: ${DEFAULT-VALUE}).")
    private int requests;

    DemoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (requests < 1 || requests > MAX_REQUESTS) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "requests must be between 1 and " + MAX_REQUESTS + ", but is " + requests);
        }
        Inturn settings = RunOptions.settings(command, strategy, parallelism, null);
        Demo demo = new Demo(streams, requests, processDuration, requestEvery);
        Job.run(settings, demo, demo::process, demo);
        return ExitCode.OK;
    }
}
