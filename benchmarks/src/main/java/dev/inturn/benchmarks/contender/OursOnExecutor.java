package dev.inturn.benchmarks.contender;

import dev.inturn.Inturn;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Settings of ours, and what is to be closed after the last run.
 *
 * @param inturn the settings
 * @param executor closed in the end
 */
record OursOnExecutor(Inturn inturn, AutoCloseable executor) {

    /** The strategy that works in a pool of its own kind only. */
    private static final String FORK_JOIN = "forkjoin";

    /**
     * A strategy of ours on an executor of the run's own; or for a function that waits, on virtual threads, where this
     * Java has them and the strategy takes them.
     */
    static OursOnExecutor of(String strategy, Settings settings) {
        Inturn inturn = Inturn.defaults()
                .strategy(strategy)
                .parallelism(settings.parallelism())
                .capacity(settings.window());
        if (settings.waits() && Runtime.version().feature() >= 21 && !strategy.equals(FORK_JOIN)) {
            ExecutorService virtual = virtualThreads();
            return new OursOnExecutor(inturn.executor(virtual), virtual::shutdown);
        }
        return new OursOnExecutor(inturn, () -> {});
    }

    /** A new virtual thread for each task; by reflection, as the sources are of an older Java. */
    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java should have virtual threads", e);
        }
    }

    static void close(AutoCloseable executor) {
        try {
            executor.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
