package dev.inturn.spi;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The pool of plain threads for strategies that need nothing special. A part for engines. */
public final class PumpThreads {

    private static final long KEEP_ALIVE_SECONDS = 5;

    private PumpThreads() {}

    /**
     * A pool of daemon threads that takes its tasks first in, first out, and lets threads go that have been idle for
     * some seconds.
     *
     * @param parallelism how many threads at the most
     * @param threadNamePrefix what the name of each thread begins with; a number follows
     */
    public static ExecutorService newPool(int parallelism, String threadNamePrefix) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                parallelism, parallelism, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, threadNamePrefix + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
