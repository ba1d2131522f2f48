package dev.inturn;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.Run;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** The reference strategy, with an eye on what its last engine was given and on who waits in it. */
final class WatchedStrategy implements OrderingStrategy {

    private final OrderingStrategy reference = new ReferenceStrategy();

    /** How many calls that may wait each thread has begun. Guarded by this. */
    private final Map<Thread, Integer> waits = new HashMap<>();

    private volatile ExecutorService executor;
    private volatile String threadNamePrefix;
    private volatile Run<?, ?> run;

    @Override
    public String name() {
        return "watched";
    }

    @Override
    public String description() {
        return reference.description();
    }

    @Override
    public int priority() {
        return reference.priority();
    }

    @Override
    public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
        this.threadNamePrefix = threadNamePrefix;
        executor = reference.newExecutor(parallelism, threadNamePrefix);
        return executor;
    }

    /** The executor that was made for the last run, or null if none was made. */
    ExecutorService executor() {
        return executor;
    }

    String threadNamePrefix() {
        return threadNamePrefix;
    }

    /** What the last engine was given. */
    Run<?, ?> run() {
        return run;
    }

    /** Returns when the thread has begun so many calls of an engine that may wait. */
    synchronized void awaitWaits(Thread thread, int calls) throws InterruptedException {
        while (waits.getOrDefault(thread, 0) < calls) {
            wait();
        }
    }

    private synchronized void waits(long nanos) {
        if (nanos > 0) {
            waits.merge(Thread.currentThread(), 1, Integer::sum);
            notifyAll();
        }
    }

    @Override
    public <I, O> Engine<I> start(Run<I, O> run) {
        this.run = run;
        Engine<I> engine = reference.start(run);
        return new Engine<>() {
            @Override
            public long submit(I item, long nanos) throws InterruptedException {
                waits(nanos);
                return engine.submit(item, nanos);
            }

            @Override
            public void seal() {
                engine.seal();
            }

            @Override
            public boolean awaitEmpty(long nanos) throws InterruptedException {
                waits(nanos);
                return engine.awaitEmpty(nanos);
            }

            @Override
            public void stop() {
                engine.stop();
            }

            @Override
            public long accepted() {
                return engine.accepted();
            }
        };
    }
}
