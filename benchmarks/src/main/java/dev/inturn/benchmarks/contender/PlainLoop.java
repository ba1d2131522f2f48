package dev.inturn.benchmarks.contender;

/** One thread, one item after another: what every other contender is compared with. */
final class PlainLoop implements Contender {

    @Override
    public <I, R> void run(Job<I, R> job) {
        loop(job, 0, job.count());
    }

    /** The loop over a part of a job. */
    static <I, R> void loop(Job<I, R> job, long from, long to) {
        Step<I, R> function = job.function();
        OrderedSink<R> sink = job.sink();
        for (long place = from; place < to; place++) {
            sink.accept(function.apply(job.items().apply(place)));
        }
    }
}
