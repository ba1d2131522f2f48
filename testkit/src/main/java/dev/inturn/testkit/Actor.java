package dev.inturn.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done on a thread of its own, so that one can see whether it blocks.
 *
 * @param <T> type of what it returns
 */
final class Actor<T extends @Nullable Object> implements Runnable {

    private final Callable<? extends T> action;
    private final CompletableFuture<Thread> thread = new CompletableFuture<>();
    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    /** Guarded by this: set when the thread does other things again, and must not be interrupted any more. */
    private boolean left;

    private Actor(Callable<? extends T> action) {
        this.action = action;
    }

    static <T extends @Nullable Object> Actor<T> start(Callable<? extends T> action) {
        Actor<T> actor = new Actor<>(action);
        Watchdog.ACTORS.execute(actor);
        return actor;
    }

    @Override
    public void run() {
        thread.complete(Thread.currentThread());
        try {
            T result = action.call();
            leave();
            outcome.complete(result);
        } catch (Throwable thrown) {
            leave();
            outcome.completeExceptionally(thrown);
        }
    }

    private synchronized void leave() {
        left = true;
        // The thread goes back to the pool.
        Thread.interrupted();
    }

    /** Interrupts the action if it is under way. */
    synchronized void interrupt() {
        if (!left && thread.isDone()) {
            thread.join().interrupt();
        }
    }

    boolean isDone() {
        return outcome.isDone();
    }

    /** Waits until the action has ended, or its thread waits for something, if only for a moment. */
    void awaitBlockedOrDone() {
        Thread itsThread = thread.join();
        Watchdog.await("B2", "a call should return, or wait without spinning", () -> {
            Thread.State state = itsThread.getState();
            return isDone() || state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        });
    }

    /** How often the action's thread has begun to wait for something, since it exists. */
    long waits() {
        ThreadInfo info =
                ManagementFactory.getThreadMXBean().getThreadInfo(thread.join().getId());
        return info.getWaitedCount();
    }

    boolean isDoneWithin(long nanos) throws InterruptedException {
        return Watchdog.await(nanos, this::awaitOutcome);
    }

    private boolean awaitOutcome(long nanos) throws InterruptedException {
        try {
            outcome.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            return true;
        }
    }

    /** What the action, which has ended, has returned or thrown. */
    T result() throws Exception {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw (Error) e.getCause();
        }
    }

    /**
     * Waits until the action has ended.
     *
     * @param rule the id of the rule by which it must end
     */
    T await(String rule, String what) throws Exception {
        if (!isDoneWithin(Watchdog.limitNanos())) {
            throw Breach.hang(rule, what);
        }
        return result();
    }
}
