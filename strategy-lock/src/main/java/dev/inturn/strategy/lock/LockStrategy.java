package dev.inturn.strategy.lock;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.PumpThreads;
import dev.inturn.spi.Run;
import java.util.concurrent.ExecutorService;

/**
 * A queue of items, a map of outcomes, and one mutex over both. User code never runs under it.
 *
 * <p>The one to read first, and the one to trust: it is correct by inspection. Fast enough for items of some
 * microseconds and more. Memory grows with what is in flight, not with the capacity.
 */
public final class LockStrategy implements OrderingStrategy {

    /** Made by the service loader, or by hand. */
    public LockStrategy() {}

    @Override
    public String name() {
        return "lock";
    }

    @Override
    public String description() {
        return "a queue, a map and one mutex; the simplest; good for items of some microseconds and more";
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
        return PumpThreads.newPool(parallelism, threadNamePrefix);
    }

    @Override
    public <I, O> Engine<I> start(Run<I, O> run) {
        return new LockEngine<>(run);
    }
}
