package dev.inturn.benchmarks.contender;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;

/** Pekko Streams' {@code mapAsync}: a future for each item, completed by a pool of some threads. */
final class PekkoMapAsync implements Contender {

    private final ActorSystem system = ActorSystem.create(
            "benchmarks",
            // It would write to the standard output, where the tables go.
            ConfigFactory.parseString("pekko.loglevel = OFF, pekko.stdout-loglevel = OFF")
                    .withFallback(ConfigFactory.load()));
    private final ExecutorService pool;
    private final int window;

    PekkoMapAsync(Settings settings) {
        pool = Executors.newFixedThreadPool(settings.parallelism());
        window = settings.window();
    }

    @Override
    public <I, R> void run(Job<I, R> job) {
        Source.fromIterator(job::iterator)
                .mapAsync(
                        window,
                        item -> CompletableFuture.supplyAsync(
                                () -> job.function().apply(item), pool))
                .runForeach(job.sink()::accept, system)
                .toCompletableFuture()
                .join();
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        pool.shutdown();
    }
}
