package dev.inturn;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that work for a run right now, once for each pump and not for each item.
 *
 * <p>It lets {@code cancel} interrupt them, recognises calls that come from inside, and tells when no call is under
 * way. An interrupt that was set here is taken back, under the same lock, before the thread leaves: none outlives our
 * stay on a thread, and none arrives later.
 */
final class Callers {

    /** A thread's stay. */
    private static final class Stay {
        /** Whether we have interrupted the thread. Guarded by the lock. */
        boolean interrupted;

        /** A pump that the executor ran inside of this one, to be run when this one has ended. */
        @Nullable
        Runnable deferred;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nobody = lock.newCondition();
    private final Map<Thread, Stay> stays = new HashMap<>();

    /** Whether the calling thread works for this run. */
    boolean isInside() {
        lock.lock();
        try {
            return stays.containsKey(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /** Leaves a pump to the work that is further down the stack of the calling thread, which must be inside. */
    void defer(Runnable pump) {
        lock.lock();
        try {
            Stay stay = Objects.requireNonNull(stays.get(Thread.currentThread()), "not inside");
            Runnable earlier = stay.deferred;
            stay.deferred = earlier == null
                    ? pump
                    : () -> {
                        earlier.run();
                        pump.run();
                    };
        } finally {
            lock.unlock();
        }
    }

    /** Runs a pump with the calling thread registered, which must not be inside already. */
    void run(Runnable pump) {
        Thread thread = Thread.currentThread();
        Stay stay = new Stay();
        lock.lock();
        try {
            stays.put(thread, stay);
        } finally {
            lock.unlock();
        }
        try {
            for (Runnable next = pump; next != null; next = takeDeferred(stay)) {
                next.run();
            }
        } finally {
            leave(thread, stay);
        }
    }

    private @Nullable Runnable takeDeferred(Stay stay) {
        lock.lock();
        try {
            Runnable pump = stay.deferred;
            stay.deferred = null;
            return pump;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Thread thread, Stay stay) {
        lock.lock();
        try {
            stays.remove(thread);
            if (stay.interrupted) {
                Thread.interrupted();
            }
            if (stays.isEmpty()) {
                nobody.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts all who are inside, but for the calling thread: it cannot be blocked. */
    void interruptOthers() {
        lock.lock();
        try {
            stays.forEach((thread, stay) -> {
                // An interrupt that is pending already is not ours to take back.
                if (thread != Thread.currentThread() && !stay.interrupted && !thread.isInterrupted()) {
                    stay.interrupted = true;
                    thread.interrupt();
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nobody is inside.
     *
     * @return false if the time was over
     */
    boolean awaitNobody(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long remaining = nanos;
            while (!stays.isEmpty()) {
                if (remaining <= 0) {
                    return false;
                }
                remaining = nobody.awaitNanos(remaining);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
