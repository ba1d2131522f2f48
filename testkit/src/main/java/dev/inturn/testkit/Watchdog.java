package dev.inturn.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The bound of every wait in the kit: what takes longer is a hang, and is reported with the stacks of all threads. */
final class Watchdog {

    /** The one time-out of the kit. Correct strategies stay below it by orders of magnitude. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    /** What is in force. Only the kit's own tests lower it, for broken strategies that are meant to hang. */
    private static volatile Duration limit = LIMIT;

    /** A wait has so many parts: when the whole machine stands still for a while, only one of them is over. */
    private static final int PARTS = 20;

    /** How long to wait before another look at something that cannot signal. */
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private static final AtomicInteger THREADS = new AtomicInteger();

    /** Threads for what may block for ever: daemons, and never waited for. */
    static final ExecutorService ACTORS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "testkit-actor-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private Watchdog() {}

    /** What a test does. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    /** A wait for something. */
    @FunctionalInterface
    interface Wait {
        /** Waits for so long at most; returns whether it has come to pass. */
        boolean await(long nanos) throws InterruptedException;
    }

    static void limit(Duration newLimit) {
        limit = newLimit;
    }

    static long limitNanos() {
        return limit.toNanos();
    }

    /** Waits for so long at most, part by part; returns whether it has come to pass. */
    static boolean await(long nanos, Wait wait) throws InterruptedException {
        for (int part = 0; part < PARTS; part++) {
            if (wait.await(nanos / PARTS)) {
                return true;
            }
        }
        return false;
    }

    /** Waits until a latch is open, but no longer than the limit; returns whether it is. */
    static boolean await(CountDownLatch latch) throws InterruptedException {
        return await(limitNanos(), nanos -> latch.await(nanos, TimeUnit.NANOSECONDS));
    }

    /**
     * Runs a test on a thread of its own, so that it is noticed if it blocks where it must not. It may take twice the
     * limit: a wait inside of it that is bounded by the limit then fails first, and has more to tell.
     *
     * @param rule the id of the rule that is checked: what hangs or throws out of place breaks it, if nothing more
     *     precise is known
     * @param circumstances what to print if it fails
     */
    static void guard(String rule, Object circumstances, Body body) {
        Actor<Void> actor = Actor.start(() -> {
            body.run();
            return null;
        });
        try {
            if (!actor.isDoneWithin(2 * limitNanos())) {
                throw Breach.hang(rule, "a call should return");
            }
            actor.result();
        } catch (Breach breach) {
            throw breach.when(circumstances);
        } catch (Exception | AssertionError failure) {
            throw new Breach(rule, failure).when(circumstances);
        } finally {
            actor.interrupt();
        }
    }

    /**
     * Waits for something that cannot signal: the state of a thread, a collected reference.
     *
     * @param rule the id of the rule by which it comes to pass
     */
    static void await(String rule, String what, BooleanSupplier condition) {
        await(rule, () -> what, condition);
    }

    /** The same, with a text that is made when the wait was in vain. */
    static void await(String rule, Supplier<String> what, BooleanSupplier condition) {
        long start = System.nanoTime();
        int parts = 0;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limitNanos() / PARTS) {
                if (++parts == PARTS) {
                    throw Breach.hang(rule, what.get());
                }
                start = System.nanoTime();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Works for so long, as a function that computes does: the thread is busy, and takes no notice of an interrupt. */
    static void work(Duration time) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            Thread.onSpinWait();
        }
    }

    static String stacks() {
        StringBuilder text = new StringBuilder("All threads:\n");
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = entry.getKey();
            text.append('"').append(thread.getName()).append("\" ").append(thread.getState());
            for (StackTraceElement element : entry.getValue()) {
                text.append("\n    at ").append(element);
            }
            text.append('\n');
        }
        return text.toString();
    }
}
