package dev.inturn.benchmarks.contender;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.StreamSupport;

/**
 * A parallel stream over an iterator. It reads ever larger batches ahead, and delivers nothing of a batch before all
 * before it is done: the window is not bounded.
 */
final class ParallelStreamOverIterator implements Contender {

    private final ForkJoinPool pool;

    ParallelStreamOverIterator(Settings settings) {
        pool = new ForkJoinPool(settings.parallelism());
    }

    @Override
    public <I, R> void run(Job<I, R> job) {
        // A stream whose terminal operation runs in a pool works in that pool.
        pool.submit(() -> StreamSupport.stream(
                                Spliterators.spliteratorUnknownSize(job.iterator(), Spliterator.ORDERED), true)
                        .map(job.function())
                        .forEachOrdered(job.sink()))
                .join();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
