package dev.inturn.testkit;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The pumps of one run, counted from the moment they are handed to the executor until they have ended, and how many of
 * them are held at a {@link Gate} inside the function or the sink.
 *
 * <p>A run is <em>at rest</em> when every pump that has a thread is held. Then nothing moves until the driver opens a
 * gate or submits, so what is seen at rest is exact: no waiting for some time, no guess.
 */
final class PumpCount {

    /** How many threads the executor has. Pumps beyond that stay queued at rest. */
    private final int threads;

    /** The monitor of the whole stage: what the driver compares changes under it alone. */
    final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private int queued;
    private int running;
    private int held;

    PumpCount(int threads) {
        this.threads = threads;
    }

    void queued() {
        change(1, 0, 0);
    }

    void withdrawn() {
        change(-1, 0, 0);
    }

    void started() {
        change(-1, 1, 0);
    }

    void ended() {
        change(0, -1, 0);
    }

    /** A pump has arrived at a closed gate. */
    void held() {
        change(0, 0, 1);
    }

    /** A pump was let go. To be called by who lets it go, not by the pump: it counts as moving from then on. */
    void released() {
        change(0, 0, -1);
    }

    private void change(int toQueued, int toRunning, int toHeld) {
        lock.lock();
        try {
            queued += toQueued;
            running += toRunning;
            held += toHeld;
            if (isAtRest()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isAtRest() {
        return running == held && (queued == 0 || running >= threads);
    }

    /** Waits until the run is at rest. A pump that has nothing to do and does not end keeps it from that. */
    void awaitRest() throws InterruptedException {
        await("P5", "all pumps should end or be held in the function or the sink", this::isAtRest);
    }

    /**
     * Waits until there is no pump. After a cancellation that is rest: what is held will get away by an interrupt.
     *
     * @param rule the id of the rule by which it comes to that
     */
    void awaitNone(String rule) throws InterruptedException {
        await(rule, "all pumps should end", () -> queued + running == 0);
    }

    private void await(String rule, String what, BooleanSupplier condition) throws InterruptedException {
        lock.lock();
        try {
            if (!Watchdog.await(Watchdog.limitNanos(), nanos -> awaitChange(condition, nanos))) {
                throw Breach.hang(rule, what + ": " + this);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitChange(BooleanSupplier condition, long nanos) throws InterruptedException {
        long remaining = nanos;
        while (!condition.getAsBoolean() && remaining > 0) {
            remaining = changed.awaitNanos(remaining);
        }
        return condition.getAsBoolean();
    }

    /** Whether a pump exists, on its way or running. */
    boolean any() {
        lock.lock();
        try {
            return queued + running > 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "%d pumps queued, %d running, %d of these held".formatted(queued, running, held);
    }
}
