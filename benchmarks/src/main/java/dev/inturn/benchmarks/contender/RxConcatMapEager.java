package dev.inturn.benchmarks.contender;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** RxJava's {@code concatMapEager}: a publisher for each item, subscribed to on a pool of some threads. */
final class RxConcatMapEager implements Contender {

    private final ExecutorService pool;
    private final int window;

    RxConcatMapEager(Settings settings) {
        pool = Executors.newFixedThreadPool(settings.parallelism());
        window = settings.window();
    }

    @Override
    public <I, R> void run(Job<I, R> job) {
        Flowable.fromIterable(job::iterator)
                .concatMapEager(
                        item -> Flowable.fromCallable(() -> job.function().apply(item))
                                .subscribeOn(Schedulers.from(pool)),
                        window,
                        1)
                .doOnNext(job.sink()::accept)
                .ignoreElements()
                .blockingAwait();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
