package dev.inturn.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a cache line takes from one processor to another (core-to-core latency): two threads write it in turns, half
 * a round trip counts. Whatever hands items over depends on it. On a virtual machine it was seen to change every few
 * seconds between 24 and 180 ns, and with it the speed-up at 100 ns an item by 15 per cent.
 *
 * <p>With more than two processors it is that of the two on which the threads happen to run.
 */
final class CacheLine {

    static final String THREAD_NAME = "cache-line";

    private static final int ATTEMPTS = 5;
    private static final long ATTEMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    /** How many round trips go by without a look at the clock. */
    private static final int STRIDE = 16;

    private static final long END = -1;

    private CacheLine() {}

    /**
     * Measures, which takes some milliseconds.
     *
     * @return nanoseconds one way, the best of some attempts; NaN if there is one processor only
     */
    static double oneWayNanos() {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return Double.NaN;
        }
        AtomicLong line = new AtomicLong();
        Thread other = new Thread(() -> answer(line), THREAD_NAME);
        other.setDaemon(true);
        other.start();
        double best = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            best = Math.min(best, attempt(line));
        }
        line.set(END);
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return best;
    }

    private static double attempt(AtomicLong line) {
        long begin = System.nanoTime();
        long now = begin;
        long roundTrips = 0;
        while (now - begin < ATTEMPT_NANOS) {
            for (int i = 0; i < STRIDE; i++) {
                ask(line);
            }
            roundTrips += STRIDE;
            now = System.nanoTime();
        }
        return (now - begin) / (2.0 * roundTrips);
    }

    /** Makes an even number odd, and waits until it is even again. No pause: it would be measured as well. */
    private static void ask(AtomicLong line) {
        long answered = line.get() + 2;
        line.set(answered - 1);
        while (line.get() != answered) {
            // The other thread is about to answer.
        }
    }

    private static void answer(AtomicLong line) {
        long now = line.get();
        while (now != END) {
            if ((now & 1) != 0) {
                line.set(now + 1);
            }
            now = line.get();
        }
    }
}
