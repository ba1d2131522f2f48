package dev.inturn;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.Run;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A strategy whose engine does nothing: the test is the engine, and calls the run itself. Accepted items are numbered
 * and dropped.
 */
class ManualStrategy implements OrderingStrategy {

    private Run<Object, Object> run;
    private volatile long accepted;
    private volatile boolean stopped;
    private volatile long answer;
    private volatile Runnable onAccepted = () -> {};
    private volatile Runnable onStop = () -> {};

    /** The run of the last engine. */
    Run<Object, Object> run() {
        return run;
    }

    boolean stopped() {
        return stopped;
    }

    /** What submit is to return instead of a sequence number. */
    void answer(long answer) {
        this.answer = answer;
    }

    /** What happens on the thread of who asks how many were accepted, before it is told. */
    void onAccepted(Runnable action) {
        onAccepted = action;
    }

    /** What happens on the thread of who stops the engine. */
    void onStop(Runnable action) {
        onStop = action;
    }

    @Override
    public String name() {
        return "manual";
    }

    @Override
    public String description() {
        return "driven by a test";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
        return Executors.newFixedThreadPool(parallelism, task -> {
            Thread thread = new Thread(task, threadNamePrefix);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    @SuppressWarnings("unchecked") // the core's items and outcomes are objects of any kind
    public <I, O> Engine<I> start(Run<I, O> run) {
        this.run = (Run<Object, Object>) run;
        return new Engine<>() {
            @Override
            public long submit(I item, long nanos) {
                if (answer != 0) {
                    return answer;
                }
                return stopped ? STOPPED : accepted++;
            }

            @Override
            public void seal() {}

            @Override
            public boolean awaitEmpty(long nanos) {
                return !stopped;
            }

            @Override
            public void stop() {
                stopped = true;
                onStop.run();
            }

            @Override
            public long accepted() {
                onAccepted.run();
                return accepted;
            }
        };
    }
}
