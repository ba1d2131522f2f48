package dev.inturn.benchmarks.contender;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two threads that share nothing, each of which loops over half of the items and drops the results: the ceiling, which no
 * two threads that keep an order can reach. The sink is called when both are done.
 */
final class TwoLoops implements Contender {

    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    @Override
    public <I, R> void run(Job<I, R> job) throws Exception {
        long half = job.count() / 2;
        Future<?> first = pool.submit(() -> loop(job, 0, half));
        Future<?> second = pool.submit(() -> loop(job, half, job.count()));
        first.get();
        second.get();
    }

    private static <I, R> void loop(Job<I, R> job, long from, long to) {
        Kept<R> kept = new Kept<>();
        PlainLoop.loop(new Job<>(job.count(), job.items(), job.function(), kept), from, to);
        if (kept.count != to - from) {
            throw new IllegalStateException("%d of %d items".formatted(kept.count, to - from));
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    /** A sink of one thread's own, about as dear as one that checks. */
    private static final class Kept<R> implements OrderedSink<R> {
        private long count;

        @Override
        public void accept(R result) {
            if (result.hashCode() != -1) {
                count++;
            }
        }
    }
}
