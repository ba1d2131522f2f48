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
            converter = Parallelism.class,
            description = "How many threads work at once (default: the number of processors; for the demo 5).")
    private @Nullable Integer parallelism;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            converter = Capacity.class,
            description = "How many lines, or requests, may be taken and not yet written (default: 1024, or 8 times the"
                    + " parallelism if that is more). Long lines, of 4 KiB or more, are bounded by memory as well.")
    private @Nullable Integer capacity;

    /** How many threads there may be. */
    static final class Parallelism extends WholeNumber {
        Parallelism() {
            super(1, 32_767);
        }
    }

    /** How large the window may be. */
    static final class Capacity extends WholeNumber {
        Capacity() {
            super(1, 16_777_216);
        }
    }

    /**
     * The settings of the run.
     *
     * @throws ParameterException if one of the options is wrong
     */
    Inturn settings() {
        return settings(command, strategy, parallelism, capacity);
    }

    /**
     * The settings of a run that has a parallelism of its own.
     *
     * @param defaultParallelism the parallelism if none was asked for
     * @throws ParameterException if one of the options is wrong
     */
    Inturn settings(int defaultParallelism) {
        return settings(command, strategy, parallelism == null ? defaultParallelism : parallelism, capacity);
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
