package dev.inturn.strategy.forkjoin;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A first-in, first-out pool that pushes a task once more if it is still queued after a while although a worker is idle.
 *
 * <p>Before Java 23 a worker looks at the queues for the last time before it enlists as idle, and not afterwards unless
 * all others are idle too. A task that is pushed in between finds nobody to wake. It waits until one of the busy workers
 * is done, for ever if they wait for something else, while that one sleeps.
 */
/*
 * Why no task is overlooked for longer than the delay:
 *
 *   - While a task is queued, a look is due. Who executes pushes the task, then reads `watched`; who looks clears
 *     `watched`, then reads the queues. There is a full fence between the two on both sides, so one sees the other.
 *   - A look that finds a queued task and an idle worker takes out all that is queued and pushes it again. A push into
 *     an empty queue signals: it wakes an idle worker, which then looks at all queues.
 *   - If there was none left to be woken, or the push was behind another's and gave no signal, the task is still
 *     queued, and so the next look is due.
 *
 * Once nothing is queued, no look is due.
 */
final class WatchedPool extends ForkJoinPool {

    /** So long that looks cost next to nothing even if each item of a trickle is a task: one is due at a time. */
    private static final long DELAY_MILLIS = 10;

    private static final Executor LATER =
            CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    /** Whether a look is due. */
    private final AtomicBoolean watched = new AtomicBoolean();

    WatchedPool(int parallelism, ForkJoinWorkerThreadFactory threads) {
        super(parallelism, threads, null, true);
    }

    @Override
    public void execute(Runnable task) {
        super.execute(task);
        watch();
    }

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            LATER.execute(this::look);
        }
    }

    private void look() {
        watched.set(false);
        VarHandle.fullFence();
        if ((hasQueuedSubmissions() || getQueuedTaskCount() > 0) && !isShutdown()) {
            watch();
            if (getActiveThreadCount() < getPoolSize()) {
                pushAgain();
            }
        }
    }

    // Not while it is shut down: it would refuse what was taken out.
    private synchronized void pushAgain() {
        if (!isShutdown()) {
            List<ForkJoinTask<?>> tasks = new ArrayList<>();
            drainTasksTo(tasks);
            tasks.forEach(this::execute);
        }
    }

    @Override
    public synchronized void shutdown() {
        super.shutdown();
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        return super.shutdownNow();
    }
}
