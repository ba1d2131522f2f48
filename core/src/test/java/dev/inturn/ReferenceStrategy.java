package dev.inturn;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.Run;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The simplest strategy that obeys the law: one lock, one queue, one map. What the tests of the core run on. */
final class ReferenceStrategy implements OrderingStrategy {

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String description() {
        return "one lock, one queue, one map";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
        AtomicInteger count = new AtomicInteger();
        return Executors.newFixedThreadPool(parallelism, task -> {
            Thread thread = new Thread(task, threadNamePrefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public <I, O> Engine<I> start(Run<I, O> run) {
        return new ReferenceEngine<>(run);
    }

    /**
     * Items wait in a queue and outcomes in a map; all is guarded by the lock, which is let go for each call of the run.
     * {@code emitted <= accepted <= emitted + capacity}. No outcome is left behind: who adds one, and who has emitted one,
     * looks for the head again before it ends.
     */
    private static final class ReferenceEngine<I, O> implements Engine<I> {

        private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

        private final Run<I, O> run;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Queue<I> waiting = new ArrayDeque<>();
        private final Map<Long, O> outcomes = new HashMap<>();
        private long accepted;
        private long emitted;
        private int pumps;
        private boolean emitting;
        private boolean sealed;
        private boolean stopped;

        ReferenceEngine(Run<I, O> run) {
            this.run = run;
        }

        @Override
        public long submit(I item, long nanos) throws InterruptedException {
            lock.lock();
            try {
                long remaining = nanos;
                while (!stopped && !sealed && accepted - emitted == run.capacity()) {
                    if (remaining <= 0) {
                        return FULL;
                    }
                    remaining = changed.awaitNanos(remaining);
                }
                if (stopped || sealed) {
                    return stopped ? STOPPED : CLOSED;
                }
                waiting.add(item);
                long sequence = accepted++;
                if (pumps < run.parallelism()) {
                    pumps++;
                    if (!unlocked(() -> run.execute(this::pump))) {
                        pumps--;
                    }
                }
                return sequence;
            } finally {
                lock.unlock();
            }
        }

        private void pump() {
            long begun = System.nanoTime();
            // An item at least: how often a pump goes back to the queue must not depend on when its thread gets to run.
            boolean worked = false;
            lock.lock();
            try {
                while (true) {
                    if (!emitting && outcomes.containsKey(emitted)) {
                        emitHead();
                    } else if (waiting.isEmpty()) {
                        pumps--;
                        return;
                    } else if (worked && System.nanoTime() - begun > TURN_NANOS) {
                        if (unlocked(() -> run.execute(this::pump))) {
                            return;
                        }
                        begun = System.nanoTime();
                    } else {
                        processNext();
                        worked = true;
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        private void emitHead() {
            O outcome = outcomes.remove(emitted);
            boolean more = outcomes.containsKey(emitted + 1);
            emitting = true;
            unlocked(() -> {
                run.emit(outcome, more);
                return true;
            });
            emitting = false;
            emitted++;
            changed.signalAll();
        }

        private void processNext() {
            long sequence = accepted - waiting.size();
            I item = waiting.remove();
            outcomes.put(sequence, unlocked(() -> run.process(item)));
        }

        private <T> T unlocked(Supplier<T> call) {
            lock.unlock();
            try {
                return call.get();
            } finally {
                lock.lock();
            }
        }

        @Override
        public void seal() {
            lock.lock();
            sealed = true;
            changed.signalAll();
            lock.unlock();
        }

        @Override
        public boolean awaitEmpty(long nanos) throws InterruptedException {
            lock.lock();
            try {
                long remaining = nanos;
                while (emitted < accepted) {
                    if (stopped || remaining <= 0) {
                        return false;
                    }
                    remaining = changed.awaitNanos(remaining);
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void stop() {
            lock.lock();
            stopped = true;
            changed.signalAll();
            lock.unlock();
        }

        @Override
        public long accepted() {
            lock.lock();
            try {
                return accepted;
            } finally {
                lock.unlock();
            }
        }
    }
}
