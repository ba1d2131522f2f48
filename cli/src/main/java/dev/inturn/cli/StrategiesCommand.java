package dev.inturn.cli;

import dev.inturn.Strategies;
import dev.inturn.StrategyLookupException;
import dev.inturn.spi.OrderingStrategy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code inturn strategies}: what can be chosen by {@code --strategy}. */
@Command(
        name = "strategies",
        header = "Lists the strategies found, the best first.",
        description = {
            "",
            "One line each: the name to give to --strategy, and how it works. All give the same output.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        optionListHeading = "%nOptions:%n")
final class StrategiesCommand implements Callable<Integer> {

    private final Streams streams;

    StrategiesCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        List<OrderingStrategy> strategies;
        try {
            strategies = Strategies.all();
        } catch (StrategyLookupException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
        if (strategies.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "no strategy was found on the class path");
        }
        int width = strategies.stream()
                .mapToInt(strategy -> strategy.name().length())
                .max()
                .orElse(1);
        Output output = new Output(streams);
        for (OrderingStrategy strategy : strategies) {
            String line = ("%-" + width + "s  %s%n").formatted(strategy.name(), strategy.description());
            output.write(line.getBytes(StandardCharsets.UTF_8));
        }
        output.flush();
        return ExitCode.OK;
    }
}
