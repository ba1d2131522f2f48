package dev.inturn.benchmarks.contender;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * A window of futures: the calling thread submits to a pool, and takes the oldest result before it submits one more than
 * fit. This is what one writes by hand. A result waits for the next item to come.
 */
final class FutureWindow implements Contender {

    private final ExecutorService pool;
    private final int size;

    FutureWindow(ExecutorService pool, Settings settings) {
        this.pool = pool;
        this.size = settings.window();
    }

    @Override
    public <I, R> void run(Job<I, R> job) throws Exception {
        ArrayDeque<Future<R>> window = new ArrayDeque<>(size);
        Step<I, R> function = job.function();
        for (Iterator<I> items = job.iterator(); items.hasNext(); ) {
            if (window.size() == size) {
                job.sink().accept(window.remove().get());
            }
            I item = items.next();
            window.add(pool.submit(() -> function.apply(item)));
        }
        while (!window.isEmpty()) {
            job.sink().accept(window.remove().get());
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
