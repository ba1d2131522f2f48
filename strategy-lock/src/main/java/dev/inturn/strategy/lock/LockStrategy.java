package dev.inturn.strategy.lock;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.PumpThreads;
import dev.inturn.spi.Run;
import java.util.concurrent.ExecutorService;

/**
 * A queue of items under one mutex, taken once for a run of short items, and a slot for each outcome. User code never
 * runs under the mutex.
 *
 * <p>The one to read first, and the one to trust: it is correct by inspection. Memory grows with what is in flight, not
 * with the capacity.
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
        return "a queue under one mutex, and slots for the outcomes; the simplest; good for items of a microsecond and more";
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
