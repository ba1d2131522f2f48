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
 * way. An interrupt that was set here is taken back before the thread leaves: none outlives our stay on a thread, and
 * none arrives later.
 *
 * <p>A thread has one interrupt flag, but may work for several runs, one inside of another. What an inner run sets or
 * takes back must not cost an outer one its cancellation: so the stays of a thread know of each other.
 */
final class Callers {

    /** The stay of the current thread that was begun last, in whatever run; its monitor is that of the thread. */
    private static final ThreadLocal<Stay> INNERMOST = new ThreadLocal<>();

    /** A thread's stay in one run. */
    private static final class Stay {
        private final Thread thread = Thread.currentThread();

        /** The stay, in another run, that this one is inside of. */
        private final @Nullable Stay outer = INNERMOST.get();

        /** Guards the interrupts of all stays of the thread. */
        private final Object monitor = outer == null ? this : outer.monitor;

        private final int outerCancelledBefore;
        private boolean cancelled;

        /** Whether the thread was interrupted for the sake of this stay. */
        private boolean interrupted;

        /** A pump that the executor ran inside of this one, to be run when this one has ended. Guarded by the lock. */
        @Nullable
        Runnable deferred;

        Stay() {
            synchronized (monitor) {
                outerCancelledBefore = outerCancelled();
            }
        }

        private int outerCancelled() {
            int count = 0;
            for (Stay stay = outer; stay != null; stay = stay.outer) {
                count += stay.cancelled ? 1 : 0;
            }
            return count;
        }

        void cancel() {
            synchronized (monitor) {
                cancelled = true;
                interruptOnce();
            }
        }

        /** Interrupts the thread if that is due, and was not possible up to now. */
        void interruptIfCancelled() {
            synchronized (monitor) {
                if (cancelled) {
                    interruptOnce();
                }
            }
        }

        private void interruptOnce() {
            // An interrupt that is pending already is not ours to take back.
            if (!interrupted && !thread.isInterrupted()) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** Takes our interrupt back, but gives the outer stays those that came meanwhile. */
        void end() {
            synchronized (monitor) {
                if (interrupted) {
                    Thread.interrupted();
                }
                if (outerCancelled() > outerCancelledBefore) {
                    interruptForOuter();
                }
            }
        }

        private void interruptForOuter() {
            for (Stay stay = outer; stay != null; stay = stay.outer) {
                if (stay.cancelled && !thread.isInterrupted()) {
                    stay.interrupted = true;
                    thread.interrupt();
                }
            }
        }
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
        Stay stay = new Stay();
        lock.lock();
        try {
            stays.put(stay.thread, stay);
        } finally {
            lock.unlock();
        }
        try {
            INNERMOST.set(stay);
            for (Runnable next = pump; next != null; next = takeDeferred(stay)) {
                next.run();
            }
        } finally {
            leave(stay);
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

    private void leave(Stay stay) {
        if (stay.outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(stay.outer);
        }
        lock.lock();
        try {
            stays.remove(stay.thread);
            stay.end();
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
            for (Stay stay : stays.values()) {
                if (stay.thread != Thread.currentThread()) {
                    stay.cancel();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Interrupts those whom {@link #interruptOthers} could not, as an interrupt from elsewhere was pending that has been
     * dealt with since.
     */
    void interruptLate() {
        lock.lock();
        try {
            stays.values().forEach(Stay::interruptIfCancelled);
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
