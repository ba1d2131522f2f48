package dev.inturn.benchmarks.contender;

import dev.inturn.Inturn;
import java.util.concurrent.ExecutorService;

/** A strategy of ours in the scoped form: {@code run} from an iterator into a sink. */
final class ScopedInturn implements Contender {

    private final Inturn inturn;
    private final ExecutorService executor;

    ScopedInturn(String strategy, Settings settings) {
        OursOnExecutor ours = OursOnExecutor.of(strategy, settings);
        inturn = ours.inturn();
        executor = ours.executor();
    }

    @Override
    public <I, R> void run(Job<I, R> job) throws InterruptedException {
        inturn.run(job.iterator(), job.function(), job.sink());
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
