package dev.inturn.testkit;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.Run;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A strategy as it is, but seen: its pumps are counted, and its executor and its engine can be had.
 *
 * <p>For one run.
 */
final class Observed implements OrderingStrategy {

    private final OrderingStrategy strategy;
    private final PumpCount pumps;
    private @Nullable ExecutorService ownExecutor;
    private @Nullable Engine<?> engine;

    /** Who has promised to emit again at once. */
    private volatile @Nullable Thread promise;

    private volatile @Nullable Breach breach;

    Observed(OrderingStrategy strategy, PumpCount pumps) {
        this.strategy = strategy;
        this.pumps = pumps;
    }

    @Override
    public String name() {
        return strategy.name();
    }

    @Override
    public String description() {
        return strategy.description();
    }

    @Override
    public int priority() {
        return strategy.priority();
    }

    @Override
    public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
        ExecutorService executor = strategy.newExecutor(parallelism, threadNamePrefix);
        ownExecutor = executor;
        return executor;
    }

    @Override
    public void checkExecutor(Executor executor) {
        strategy.checkExecutor(executor);
    }

    @Override
    public <I, O> Engine<I> start(Run<I, O> run) {
        Engine<I> started = strategy.start(new CountingRun<>(run));
        engine = started;
        return started;
    }

    /** The executor that the strategy made for the run, or null if it was given one. */
    @Nullable
    ExecutorService ownExecutor() {
        return ownExecutor;
    }

    /**
     * The engine itself. The core looks after those who wait ten times a second, which would hide a wake-up that is
     * lost: here nobody does.
     */
    @SuppressWarnings("unchecked") // the core hands items that are not null to the engine as they are
    <I> Engine<I> engine() {
        return (Engine<I>) Objects.requireNonNull(engine);
    }

    /** Throws if the engine was seen breaking the promise of more that goes with an outcome. */
    void verify() {
        if (breach != null) {
            throw breach;
        }
    }

    private void checkPromise(String seen) {
        if (promise == Thread.currentThread()) {
            promise = null;
            breach = new Breach("P1", "a pump promised to emit more at once, but " + seen);
        }
    }

    private void keepPromise() {
        Thread promised = promise;
        promise = null;
        if (promised != null && promised != Thread.currentThread()) {
            breach = new Breach("P1", "a pump promised to emit more at once, but another thread emitted");
        }
    }

    private final class CountingRun<I, O> implements Run<I, O> {

        private final Run<I, O> run;

        CountingRun(Run<I, O> run) {
            this.run = run;
        }

        @Override
        public int parallelism() {
            return run.parallelism();
        }

        @Override
        public int capacity() {
            return run.capacity();
        }

        @Override
        public boolean execute(Runnable pump) {
            pumps.queued();
            boolean willRun = run.execute(() -> {
                pumps.started();
                try {
                    pump.run();
                } finally {
                    checkPromise("ended");
                    pumps.ended();
                }
            });
            if (!willRun) {
                pumps.withdrawn();
            }
            return willRun;
        }

        @Override
        public boolean callerWorks() {
            return run.callerWorks();
        }

        @Override
        public void work(Runnable section) {
            pumps.queued();
            pumps.started();
            try {
                run.work(section);
            } finally {
                checkPromise("went on");
                pumps.ended();
            }
        }

        @Override
        public O process(I item) {
            checkPromise("took an item");
            return run.process(item);
        }

        @Override
        public void emit(O outcome, boolean more) {
            keepPromise();
            run.emit(outcome, more);
            if (more) {
                promise = Thread.currentThread();
            }
        }
    }
}
