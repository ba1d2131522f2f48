package dev.inturn.benchmarks.contender;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor's {@code flatMapSequential}: a publisher for each item, subscribed to on a scheduler of some threads. */
final class ReactorFlatMapSequential implements Contender {

    private final Scheduler scheduler;
    private final int window;

    ReactorFlatMapSequential(Settings settings) {
        scheduler = settings.waits()
                ? Schedulers.newBoundedElastic(settings.parallelism(), Integer.MAX_VALUE, "reactor")
                : Schedulers.newParallel("reactor", settings.parallelism());
        window = settings.window();
    }

    @Override
    public <I, R> void run(Job<I, R> job) {
        Flux.fromIterable(job::iterator)
                .flatMapSequential(
                        item -> Mono.fromCallable(() -> job.function().apply(item))
                                .subscribeOn(scheduler),
                        window,
                        1)
                .doOnNext(job.sink())
                .blockLast();
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
