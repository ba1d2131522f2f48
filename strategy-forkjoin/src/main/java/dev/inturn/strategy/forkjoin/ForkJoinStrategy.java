package dev.inturn.strategy.forkjoin;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.Run;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tasks in a {@link ForkJoinPool}, and a linked list of items instead of a buffer: each item is linked to its successor,
 * and the right to deliver travels along the links.
 *
 * <p>The choice where a ForkJoinPool is there already, as the common pool is, and where the capacity is large but seldom
 * used: memory grows with what is in flight. A submitter that is itself a worker of the pool gives its place up while it
 * waits. Any other kind of executor is refused.
 *
 * <p>On Java 17 a task was seen to wait in the pool for a busy worker although another had just fallen asleep. A pool of
 * the run's own has spare workers, which makes that rarer; one of the user's has what it has.
 */
public final class ForkJoinStrategy implements OrderingStrategy {

    /**
     * How many workers a pool of our own has beyond the parallelism, which the count of tasks still holds. On Java 17
     * a queued task was seen to wait for a busy worker while another slept; probably it was queued when that one was
     * between its last look and its sleep. With spare workers there is likely one more that is fast asleep and hears it:
     * this makes the case rarer, and does not exclude it.
     */
    private static final int SPARE_WORKERS = 2;

    /** The limit of {@link ForkJoinPool}. */
    private static final int MAX_WORKERS = 0x7fff;

    /** Made by the service loader, or by hand. */
    public ForkJoinStrategy() {}

    @Override
    public String name() {
        return "forkjoin";
    }

    @Override
    public String description() {
        return "tasks in a ForkJoinPool over a linked list; shares the common pool or one of yours";
    }

    @Override
    public int priority() {
        return 20;
    }

    @Override
    public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
        AtomicInteger number = new AtomicInteger();
        return new ForkJoinPool(
                Math.min(parallelism + SPARE_WORKERS, MAX_WORKERS),
                pool -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    thread.setName(threadNamePrefix + number.incrementAndGet());
                    return thread;
                },
                null,
                true); // First in, first out: the default deque would take the newest task first.
    }

    @Override
    public void checkExecutor(Executor executor) {
        if (!(executor instanceof ForkJoinPool)) {
            throw new IllegalArgumentException(
                    "the strategy forkjoin needs a java.util.concurrent.ForkJoinPool, but the"
                            + " executor is a " + executor.getClass().getName()
                            + "; give it a ForkJoinPool or none, or choose another strategy");
        }
    }

    @Override
    public <I, O> Engine<I> start(Run<I, O> run) {
        return new ForkJoinEngine<>(run);
    }
}
