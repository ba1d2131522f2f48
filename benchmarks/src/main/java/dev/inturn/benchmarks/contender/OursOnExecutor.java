package dev.inturn.benchmarks.contender;

import dev.inturn.Inturn;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Settings of ours, and what is to be closed after the last run.
 *
 * @param inturn the settings
 * @param executor shut down in the end
 */
record OursOnExecutor(Inturn inturn, ExecutorService executor) {

    /** The strategy that works in a pool of its own kind only. */
    private static final String FORK_JOIN = "forkjoin";

    /**
     * A strategy of ours on the executor that it would make for a run, but one that lives as long as the pools of the
     * peers; or for a function that waits, on virtual threads, where this Java has them and the strategy takes them.
     */
    static OursOnExecutor of(String strategy, Settings settings) {
        Inturn inturn = Inturn.defaults()
                .strategy(strategy)
                .parallelism(settings.parallelism())
                .capacity(settings.window());
        if (settings.waits() && Runtime.version().feature() >= 21 && !strategy.equals(FORK_JOIN)) {
            return on(virtualThreads(), inturn);
        }
        return on(inturn.strategy().newExecutor(settings.parallelism(), "ours-"), inturn);
    }

    private static OursOnExecutor on(ExecutorService executor, Inturn inturn) {
        return new OursOnExecutor(inturn.executor(executor), executor);
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
}
