package dev.inturn.strategy.lockfree;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.PumpThreads;
import dev.inturn.spi.Run;
import java.util.concurrent.ExecutorService;

/**
 * One ring of slots is the queue of work and the reorder buffer at once; whoever completes the next result delivers it.
 * No lock, and nothing allocated for an item.
 *
 * <p>The choice for short items, and where in doubt. Memory for the ring is taken when the run starts: two references
 * for each item of the capacity, rounded up to a power of two.
 */
public final class LockFreeStrategy implements OrderingStrategy {

    /** Made by the service loader, or by hand. */
    public LockFreeStrategy() {}

    @Override
    public String name() {
        return "lockfree";
    }

    @Override
    public String description() {
        return "a ring of atomic slots; no lock and no allocation per item; made for short items";
    }

    @Override
    public int priority() {
        return 30;
    }

    @Override
    public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
        return PumpThreads.newPool(parallelism, threadNamePrefix);
    }

    @Override
    public <I, O> Engine<I> start(Run<I, O> run) {
        return new LockFreeEngine<>(run);
    }
}
