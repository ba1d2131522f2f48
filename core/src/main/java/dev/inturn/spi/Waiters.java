package dev.inturn.spi;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The threads that wait for something of an engine: for room, or until it is empty. A part for engines that hold no
 * lock; safe for use by many threads.
 *
 * <p><b>No wake-up is lost.</b> Who waits says so, and then tries once more. Who changes something writes it (volatile, or
 * by a read-modify-write, or before a full fence), and then asks {@link #any}. One of the two sees the other.
 */
// The count is written with the lock held: its additions need not be atomic.
@SuppressWarnings("NonAtomicVolatileUpdate")
public final class Waiters {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();

    /** How many wait that were not woken since they tried last. Written with the lock held. */
    private volatile int count;

    /** How often those who wait were woken. Guarded by the lock. */
    private long wakeUps;

    /** Begins with none. */
    public Waiters() {}

    /** Whether someone waits who was not woken yet. */
    public boolean any() {
        return count != 0;
    }

    /** Lets all who wait try again. */
    public void wake() {
        lock.lock();
        try {
            wakeUps++;
            count = 0;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tries until the answer is not {@link Engine#FULL}: now, and whenever it is woken.
     *
     * @param attempt what to try; called with the lock of this object held, so it must not call the run
     * @param nanos how long to wait, in nanoseconds
     * @return the last answer
     * @throws InterruptedException if the thread is or becomes interrupted while it would have to wait
     */
    public long await(LongSupplier attempt, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long remaining = nanos;
            while (true) {
                long wakeUpsBefore = wakeUps;
                count++;
                try {
                    long answer = attempt.getAsLong();
                    if (answer != Engine.FULL || remaining <= 0) {
                        return answer;
                    }
                    remaining = awaitNanos(woken, remaining);
                } finally {
                    if (wakeUps == wakeUpsBefore) {
                        count--;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The same as {@link Condition#awaitNanos}, but if the calling thread is a worker of a {@link ForkJoinPool}, the pool
     * may put another one in its place meanwhile: the thread may be waiting for what only its own pool can do.
     *
     * @param condition what to wait for, with its lock held
     * @param nanos how long to wait, in nanoseconds
     * @return how much of that time is left
     * @throws InterruptedException if the thread is or becomes interrupted
     */
    @SuppressWarnings("WaitNotInLoop") // as with the condition's own method, the caller looks again
    public static long awaitNanos(Condition condition, long nanos) throws InterruptedException {
        if (!(Thread.currentThread() instanceof ForkJoinWorkerThread)) {
            return condition.awaitNanos(nanos);
        }
        Wait wait = new Wait(condition, nanos);
        try {
            ForkJoinPool.managedBlock(wait);
        } catch (RejectedExecutionException e) {
            // The pool has as many threads as it may have.
            return condition.awaitNanos(nanos);
        }
        return wait.remaining;
    }

    private static final class Wait implements ForkJoinPool.ManagedBlocker {
        private final Condition condition;
        private long remaining;
        private boolean over;

        Wait(Condition condition, long nanos) {
            this.condition = condition;
            this.remaining = nanos;
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the caller looks again
        public boolean block() throws InterruptedException {
            remaining = condition.awaitNanos(remaining);
            over = true;
            return true;
        }

        @Override
        public boolean isReleasable() {
            return over;
        }
    }
}
