package dev.inturn.benchmarks.contender;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;

/** A parallel stream over a range of indices. It needs all items to be there, at random access, before it begins. */
final class ParallelStreamOverRange implements Contender {

    private final ForkJoinPool pool;

    ParallelStreamOverRange(Settings settings) {
        pool = new ForkJoinPool(settings.parallelism());
    }

    @Override
    public <I, R> void run(Job<I, R> job) {
        // A stream whose terminal operation runs in a pool works in that pool.
        pool.submit(() -> LongStream.range(0, job.count())
                        .parallel()
                        .mapToObj(job.items())
                        .map(job.function())
                        .forEachOrdered(job.sink()))
                .join();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
