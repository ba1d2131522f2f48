package dev.inturn.testkit;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.PumpThreads;
import dev.inturn.spi.Run;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** A correct strategy that is as simple as can be, or the same with one thing made wrong. */
final class ReferenceStrategy implements OrderingStrategy {

    private final @Nullable Mutation mutation;

    /**
     * Chooses what is wrong.
     *
     * @param mutation null for nothing
     */
    ReferenceStrategy(@Nullable Mutation mutation) {
        this.mutation = mutation;
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String description() {
        return mutation == null ? "correct" : "wrong: " + mutation;
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
        return PumpThreads.newPool(parallelism, threadNamePrefix);
    }

    @Override
    public <I, O> Engine<I> start(Run<I, O> run) {
        return new ReferenceEngine<>(run, mutation);
    }
}
