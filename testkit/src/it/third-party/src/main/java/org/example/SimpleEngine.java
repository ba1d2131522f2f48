package org.example;

import dev.inturn.spi.Engine;
import dev.inturn.spi.Run;
import dev.inturn.spi.Turn;
import dev.inturn.spi.Waiters;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A queue and a map under one lock; {@code emitted <= started <= accepted <= emitted + capacity}. */
final class SimpleEngine<I, O> implements Engine<I> {

    private final Run<I, O> run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All that follows is guarded by the lock, which is let go around every call of the run.
    private final Queue<I> unstarted = new ArrayDeque<>();
    private final Map<Long, O> done = new HashMap<>();
    private long accepted;
    private long started;
    private long emitted;
    private int pumps;
    private boolean delivering;
    private boolean sealed;
    private boolean stopped;

    SimpleEngine(Run<I, O> run) {
        this.run = run;
    }

    @Override
    public long submit(I item, long nanos) throws InterruptedException {
        long sequence;
        lock.lock();
        try {
            long remaining = nanos;
            while (accepted - emitted >= run.capacity() && !sealed && !stopped) {
                if (remaining <= 0) {
                    return FULL;
                }
                remaining = Waiters.awaitNanos(changed, remaining);
            }
            if (sealed || stopped) {
                return stopped ? STOPPED : CLOSED;
            }
            unstarted.add(item);
            sequence = accepted++;
            if (pumps == run.parallelism()) {
                return sequence;
            }
            pumps++;
        } finally {
            lock.unlock();
        }
        if (!run.execute(this::pump)) {
            lock.lock();
            pumps--;
            lock.unlock();
        }
        return sequence;
    }

    private void pump() {
        Turn turn = new Turn();
        lock.lock();
        try {
            // First of all: a pump whose turn was over while it delivered has left the rest.
            boolean over = deliver(turn);
            while (!unstarted.isEmpty() || isDeliverable()) {
                if (!over) {
                    processNext();
                } else if (executeAgain()) {
                    return;
                } else {
                    turn = new Turn();
                }
                over = deliver(turn) || turn.isOver();
            }
            pumps--;
        } finally {
            lock.unlock();
        }
    }

    private boolean executeAgain() {
        lock.unlock();
        try {
            return run.execute(this::pump);
        } finally {
            lock.lock();
        }
    }

    private void processNext() {
        long sequence = started++;
        I item = unstarted.remove();
        changed.signalAll();
        lock.unlock();
        O outcome;
        try {
            outcome = run.process(item);
        } finally {
            lock.lock();
        }
        done.put(sequence, outcome);
    }

    private boolean isDeliverable() {
        return !delivering && done.containsKey(emitted);
    }

    /** Emits what has its turn, unless another pump does; returns whether the pump's own turn has ended over it. */
    private boolean deliver(Turn turn) {
        if (delivering) {
            return false;
        }
        delivering = true;
        boolean over = false;
        while (!over && done.containsKey(emitted)) {
            over = turn.isOver();
            emitNext(!over && done.containsKey(emitted + 1));
        }
        delivering = false;
        return over;
    }

    private void emitNext(boolean more) {
        O outcome = done.remove(emitted);
        lock.unlock();
        try {
            run.emit(outcome, more);
        } finally {
            lock.lock();
        }
        emitted++;
        changed.signalAll();
    }

    @Override
    public boolean awaitEmpty(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long remaining = nanos;
            while (emitted < accepted && !stopped && remaining > 0) {
                remaining = Waiters.awaitNanos(changed, remaining);
            }
            return emitted == accepted;
        } finally {
            lock.unlock();
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
