package dev.inturn.benchmarks.contender;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A strategy of ours in the push form: the calling thread submits, or several threads, each of which has its share of
 * the places: every n-th.
 */
final class PushedInturn implements Contender {

    private final Inturn inturn;
    private final ExecutorService executor;
    private final ExecutorService submitters;
    private final int threads;

    PushedInturn(String strategy, Settings settings) {
        OursOnExecutor ours = OursOnExecutor.of(strategy, settings);
        inturn = ours.inturn();
        executor = ours.executor();
        threads = settings.submitters();
        submitters = Executors.newCachedThreadPool();
    }

    @Override
    public <I, R> void run(Job<I, R> job) throws Exception {
        try (OrderedProcessor<I> processor = inturn.processor(job.function(), job.sink())) {
            if (threads == 1) {
                for (Iterator<I> items = job.iterator(); items.hasNext(); ) {
                    processor.submit(items.next());
                }
            } else {
                submitByMany(job, processor);
            }
        }
    }

    private <I> void submitByMany(Job<I, ?> job, OrderedProcessor<I> processor) throws Exception {
        Future<?>[] all = new Future<?>[threads];
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            all[thread] = submitters.submit(() -> {
                for (long place = first; place < job.count(); place += threads) {
                    processor.submit(job.items().apply(place));
                }
                return null;
            });
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    @Override
    public void close() {
        submitters.shutdown();
        executor.shutdown();
    }
}
