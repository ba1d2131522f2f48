package dev.inturn.benchmarks.contender;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The pattern that this project began with: workers take numbered items from a bounded channel, put their results into a
 * map under a mutex, and whoever finds the next one there sends it on into a second bounded channel, from which one
 * thread delivers. Behind a slow item the map grows without a bound.
 */
final class ChannelsAndMap implements Contender {

    private final int parallelism;
    private final int window;

    ChannelsAndMap(Settings settings) {
        parallelism = settings.parallelism();
        window = settings.window();
    }

    @Override
    public <I, R> void run(Job<I, R> job) throws InterruptedException {
        Channels<I, R> channels = new Channels<>(job, window);
        Thread[] threads = new Thread[parallelism + 1];
        for (int worker = 0; worker < parallelism; worker++) {
            threads[worker] = start(channels::work);
        }
        threads[parallelism] = start(channels::deliver);
        long sequence = 0;
        for (Iterator<I> items = job.iterator(); items.hasNext(); ) {
            channels.in.put(new Numbered<>(sequence++, items.next()));
        }
        for (int worker = 0; worker < parallelism; worker++) {
            channels.in.put(new Numbered<>(-1, null));
        }
        for (int worker = 0; worker < parallelism; worker++) {
            threads[worker].join();
        }
        channels.out.put(new Numbered<>(-1, null));
        threads[parallelism].join();
    }

    private static Thread start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    /** A value and its place; the end has none. */
    private record Numbered<T>(long sequence, @Nullable T value) {}

    private static final class Channels<I, R> {
        private final Job<I, R> job;
        private final BlockingQueue<Numbered<I>> in;
        private final BlockingQueue<Numbered<R>> out;
        private final ReentrantLock mutex = new ReentrantLock();
        private final Map<Long, Numbered<R>> done = new HashMap<>();
        private long next;

        private Channels(Job<I, R> job, int size) {
            this.job = job;
            in = new ArrayBlockingQueue<>(size);
            out = new ArrayBlockingQueue<>(size);
        }

        private void work() throws InterruptedException {
            while (true) {
                Numbered<I> item = in.take();
                I value = item.value();
                if (value == null) {
                    return;
                }
                Numbered<R> result =
                        new Numbered<>(item.sequence(), job.function().apply(value));
                mutex.lock();
                try {
                    done.put(result.sequence(), result);
                    Numbered<R> ready = done.remove(next);
                    while (ready != null) {
                        out.put(ready);
                        ready = done.remove(++next);
                    }
                } finally {
                    mutex.unlock();
                }
            }
        }

        private void deliver() throws InterruptedException {
            while (true) {
                R value = out.take().value();
                if (value == null) {
                    return;
                }
                job.sink().accept(value);
            }
        }
    }
}
