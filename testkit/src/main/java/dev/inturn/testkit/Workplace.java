package dev.inturn.testkit;

import dev.inturn.spi.OrderingStrategy;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An executor that a user may bring along.
 *
 * @param threads how many threads it has
 */
record Workplace(String name, Executor executor, int threads) implements AutoCloseable {

    private static final int THREADS = 4;

    /** The first Java version in which a ForkJoinPool overlooks no task. */
    private static final int POOLS_ARE_RELIABLE_SINCE = 23;

    private static final Executor LATER = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, Runnable::run);

    private static final ThreadFactory DAEMONS = task -> {
        Thread thread = new Thread(task, "testkit-worker");
        thread.setDaemon(true);
        return thread;
    };

    private static final ForkJoinPool COMMON = watched(ForkJoinPool.commonPool());

    /** Those on threads of their own that the strategy accepts. */
    static List<Workplace> acceptedBy(OrderingStrategy strategy) {
        Stream<Workplace> some = Stream.of(
                new Workplace("the strategy's own", strategy.newExecutor(THREADS, "testkit-"), THREADS),
                new Workplace("fixed pool", Executors.newFixedThreadPool(THREADS, DAEMONS), THREADS),
                new Workplace("single thread", Executors.newSingleThreadExecutor(DAEMONS), 1),
                new Workplace("thread per task", task -> DAEMONS.newThread(task).start(), Integer.MAX_VALUE),
                new Workplace("ForkJoinPool, last in, first out", watched(new ForkJoinPool(THREADS)), THREADS),
                new Workplace("common pool", COMMON, COMMON.getParallelism()));
        return Stream.concat(some, virtualThreads().stream())
                .filter(workplace -> accepts(strategy, workplace.executor()))
                .toList();
    }

    /** Those that run tasks in the calling thread, always or sometimes, and that the strategy accepts. */
    static List<Workplace> inTheCallingThread(OrderingStrategy strategy) {
        ThreadPoolExecutor.CallerRunsPolicy callerRuns = new ThreadPoolExecutor.CallerRunsPolicy();
        ExecutorService sometimes =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), DAEMONS, callerRuns);
        return Stream.of(
                        new Workplace("caller runs", Runnable::run, 1),
                        new Workplace("caller runs if the pool is busy", sometimes, 2))
                .filter(workplace -> accepts(strategy, workplace.executor()))
                .toList();
    }

    /** One that runs every task in the calling thread: an executor of that kind, or else a ForkJoinPool made so. */
    static Workplace callingThread(OrderingStrategy strategy) {
        return hooked(strategy, task -> {
            task.run();
            return () -> {};
        });
    }

    /**
     * One with exactly so many threads that takes its tasks first in, first out, as far as the strategy accepts such a
     * one: a pool of plain threads, or else a ForkJoinPool, or else what the strategy itself makes.
     */
    static Workplace firstInFirstOut(OrderingStrategy strategy, int threads) {
        Workplace plain = new Workplace("fixed pool", Executors.newFixedThreadPool(threads, DAEMONS), threads);
        if (accepts(strategy, plain.executor())) {
            return plain;
        }
        plain.close();
        ForkJoinPool.ForkJoinWorkerThreadFactory factory = ForkJoinPool.defaultForkJoinWorkerThreadFactory;
        Workplace forkJoin = new Workplace(
                "ForkJoinPool, first in, first out", watched(new ForkJoinPool(threads, factory, null, true)), threads);
        if (accepts(strategy, forkJoin.executor())) {
            return forkJoin;
        }
        forkJoin.close();
        return new Workplace("the strategy's own", strategy.newExecutor(threads, "testkit-"), threads);
    }

    /** Whether the strategy accepts the executor. */
    boolean isAcceptedBy(OrderingStrategy strategy) {
        return accepts(strategy, executor);
    }

    /** Present on Java 21 and later. */
    private static Optional<Workplace> virtualThreads() {
        try {
            Object executor =
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            return Optional.of(new Workplace("virtual threads", (Executor) executor, Integer.MAX_VALUE));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * One that lets a test have a hand in each task: a pool of plain threads, or else a ForkJoinPool.
     *
     * @param hook makes of each task what is executed, or throws to refuse it
     * @throws Breach if the strategy accepts neither
     */
    static Workplace hooked(OrderingStrategy strategy, UnaryOperator<Runnable> hook) {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, DAEMONS);
        Executor plain = task -> pool.execute(hook.apply(task));
        if (accepts(strategy, plain)) {
            return new Workplace("hooked", plain, THREADS);
        }
        return new Workplace("hooked ForkJoinPool", watched(new HookedForkJoinPool(hook)), THREADS);
    }

    /**
     * The pool; while tasks are queued it is made to look at its queues now and then, up to Java 22.
     *
     * <p>There a worker looks at the queues for the last time before it enlists as idle. A task that is pushed in between
     * finds nobody to wake, and waits until a busy worker is done; those that are held at a {@link Gate} never are. That
     * is the pool's fault, and not the strategy's, unless the strategy has made the pool: those are not watched.
     */
    static <P extends ForkJoinPool> P watched(P pool) {
        if (Runtime.version().feature() < POOLS_ARE_RELIABLE_SINCE) {
            watch(new WeakReference<>(pool));
        }
        return pool;
    }

    private static void watch(WeakReference<? extends ForkJoinPool> reference) {
        LATER.execute(() -> {
            ForkJoinPool pool = reference.get();
            if (pool != null && !pool.isShutdown()) {
                if (pool.hasQueuedSubmissions() || pool.getQueuedTaskCount() > 0) {
                    // Each from a thread of its own: so it goes, sooner or later, into an empty queue, and that wakes.
                    DAEMONS.newThread(() -> push(pool)).start();
                }
                watch(reference);
            }
        });
    }

    private static void push(ForkJoinPool pool) {
        try {
            // Not a Runnable, for which there may be a hook.
            pool.execute(ForkJoinTask.adapt(() -> {}));
        } catch (RejectedExecutionException shutDown) {
            // Then there is nothing to be woken for.
        }
    }

    private static final class HookedForkJoinPool extends ForkJoinPool {
        private final UnaryOperator<Runnable> hook;

        HookedForkJoinPool(UnaryOperator<Runnable> hook) {
            super(THREADS);
            this.hook = hook;
        }

        @Override
        public void execute(Runnable task) {
            super.execute(hook.apply(task));
        }
    }

    private static boolean accepts(OrderingStrategy strategy, Executor executor) {
        try {
            strategy.checkExecutor(executor);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        // Does nothing to the common pool.
        if (executor instanceof ExecutorService service) {
            service.shutdown();
        }
    }
}
