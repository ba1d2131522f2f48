package dev.inturn;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.function.Executable;

/** A call on a thread of its own, so that a test can look at it, and interrupt it, while it blocks. */
final class Background<T> {

    private static final Set<Thread.State> BLOCKED = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final FutureTask<T> task;
    private final Thread thread;
    private volatile boolean leftInterrupted;

    private Background(Callable<T> call) {
        task = new FutureTask<>(() -> {
            try {
                return call.call();
            } finally {
                leftInterrupted = Thread.currentThread().isInterrupted();
            }
        });
        thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    static <T> Background<T> call(Callable<T> call) {
        return new Background<>(call);
    }

    static Background<Void> run(Executable call) {
        return new Background<>(() -> {
            try {
                call.execute();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            return null;
        });
    }

    Thread thread() {
        return thread;
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean isDone() {
        return task.isDone();
    }

    /** Waits for the end of the call, which must not have failed. */
    T result() {
        try {
            return Uninterruptibles.getUninterruptibly(task);
        } catch (ExecutionException e) {
            throw new AssertionError("failed where a result was expected", e.getCause());
        }
    }

    /** Waits for the end of the call, which must have failed. */
    Throwable failure() {
        try {
            throw new AssertionError(
                    "returned " + Uninterruptibles.getUninterruptibly(task) + " where a failure was expected");
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** Whether the call, which has ended, has left its thread interrupted. */
    boolean leftInterrupted() {
        return leftInterrupted;
    }

    /** Returns when the call blocks or has ended. For places where no latch can tell. */
    void awaitBlocked() {
        awaitBlocked(thread);
    }

    /** Returns when the thread blocks or has ended; deaf to interruption. */
    static void awaitBlocked(Thread thread) {
        while (!isBlocked(thread) && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    /** Whether it waits, but not for a lock: that is a moment on its way to where it will block. */
    private static boolean isBlocked(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null
                && blocker.getClass().getEnclosingClass() != ReentrantLock.class
                && BLOCKED.contains(thread.getState());
    }
}
