package dev.inturn.cli;

import dev.inturn.Inturn;
import dev.inturn.Strategies;
import dev.inturn.StrategyLookupException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how a run is done, and change nothing about its output. */
final class RunOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "How results are brought into order: see \"inturn strategies\" (default: the first of them).")
    private @Nullable String strategy;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "How many threads work at once (default: the number of processors).")
    private @Nullable Integer parallelism;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "How many lines may be read and not yet written (default: 1024, or 8 times the parallelism if"
                    + " that is more). Long lines, of 4 KiB or more, are bounded by memory as well.")
    private @Nullable Integer capacity;

    /**
     * The settings of the run.
     *
     * @throws ParameterException if one of the options is wrong
     */
    Inturn settings() {
        return settings(command, strategy, parallelism, capacity);
    }

    /**
     * Settings made of options.
     *
     * @param command that of the options
     * @param strategy the name, or null for the best
     * @param parallelism null for the default
     * @param capacity null for the default
     * @throws ParameterException if one of the options is wrong
     */
    static Inturn settings(
            @Nullable CommandSpec command,
            @Nullable String strategy,
            @Nullable Integer parallelism,
            @Nullable Integer capacity) {
        try {
            Inturn settings =
                    Inturn.defaults().strategy(strategy == null ? Strategies.best() : Strategies.named(strategy));
            if (parallelism != null) {
                settings = settings.parallelism(parallelism);
            }
            if (capacity != null) {
                settings = settings.capacity(capacity);
            }
            return settings;
        } catch (IllegalArgumentException | StrategyLookupException e) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
