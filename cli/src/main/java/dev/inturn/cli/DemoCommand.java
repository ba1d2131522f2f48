package dev.inturn.cli;

import dev.inturn.Inturn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    private static final int PARALLELISM = 5;

    /** How many requests there may be. */
    static final class Requests extends WholeNumber {
        Requests() {
            super(1, 1_000_000);
        }
    }

    private final Streams streams;

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
            converter = Requests.class,
            description = "How many requests there are (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private TimelineOption timeline = new TimelineOption();

    DemoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        Inturn settings = run.settings(PARALLELISM);
        TimelineOption.Recorder recorder = timeline.open(settings, streams);
        Demo demo = new Demo(streams, requests, processDuration, requestEvery);
        recorder.run(demo, demo::process, demo, List.of());
        return ExitCode.OK;
    }
}
