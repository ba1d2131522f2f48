package dev.inturn.strategy.forkjoin;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.Run;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tasks in a {@link ForkJoinPool}, and a linked list instead of a buffer: items and outcomes lie in segments that are
 * linked as they are needed and cut off once they are delivered. A task claims short items in runs, and what it has not
 * begun yet is split off by whoever has nothing to do.
 *
 * <p>The choice where a ForkJoinPool is there already, as the common pool is, and where the capacity is large but seldom
 * used: memory grows with what is in flight. A submitter that is itself a worker of the pool gives its place up while it
 * waits. Any other kind of executor is refused.
 *
 * <p>Up to Java 22 a ForkJoinPool may leave a task waiting for a busy worker although another has just fallen asleep. A
 * pool of the run's own makes good for that within some 10 milliseconds, and so does one from {@link #newExecutor} that
 * several runs share; any other pool does not.
 */
public final class ForkJoinStrategy implements OrderingStrategy {

    /** The limit of {@link ForkJoinPool}. */
    private static final int MAX_WORKERS = 0x7fff;

    /** The first Java version whose pools lose no signal; see {@link WatchedPool}. */
    private static final int RELIABLE_SINCE = 23;

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
        ForkJoinWorkerThreadFactory threads = pool -> {
            ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
            thread.setName(threadNamePrefix + number.incrementAndGet());
            return thread;
        };
        int workers = Math.min(parallelism, MAX_WORKERS);
        // First in, first out: the default deque would take the newest task first.
        return Runtime.version().feature() < RELIABLE_SINCE
                ? new WatchedPool(workers, threads)
                : new ForkJoinPool(workers, threads, null, true);
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
