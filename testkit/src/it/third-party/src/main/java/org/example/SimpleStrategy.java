package org.example;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.PumpThreads;
import dev.inturn.spi.Run;
import java.util.concurrent.ExecutorService;

/** The simplest strategy that keeps every rule: one lock. */
public final class SimpleStrategy implements OrderingStrategy {

    @Override
    public String name() {
        return "simple";
    }

    @Override
    public String description() {
        return "one lock";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
        return PumpThreads.newPool(parallelism, threadNamePrefix);
    }

    @Override
    public <I, O> Engine<I> start(Run<I, O> run) {
        return new SimpleEngine<>(run);
    }
}
