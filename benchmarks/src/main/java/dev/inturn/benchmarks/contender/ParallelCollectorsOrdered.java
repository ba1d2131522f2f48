package dev.inturn.benchmarks.contender;

import com.pivovarit.collectors.ParallelCollectors;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;

/**
 * The collector {@code parallelToOrderedStream} of parallel-collectors. It reads the whole source and makes a future for
 * each item before the first result comes out: the window is not bounded.
 */
final class ParallelCollectorsOrdered implements Contender {

    private final ExecutorService pool;
    private final int parallelism;

    ParallelCollectorsOrdered(Settings settings) {
        parallelism = settings.parallelism();
        pool = Executors.newFixedThreadPool(parallelism);
    }

    @Override
    public <I, R> void run(Job<I, R> job) {
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(job.iterator(), Spliterator.ORDERED), false)
                .collect(ParallelCollectors.<I, R>parallelToOrderedStream(job.function(), pool, parallelism))
                .forEachOrdered(job.sink());
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
