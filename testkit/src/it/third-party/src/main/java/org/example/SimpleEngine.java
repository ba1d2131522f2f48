package org.example;

import dev.inturn.spi.Engine;
import dev.inturn.spi.Run;
import dev.inturn.spi.Turn;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** A queue and a map under one monitor; {@code emitted <= started <= accepted <= emitted + capacity}. */
final class SimpleEngine<I, O> implements Engine<I> {

    private final Run<I, O> run;
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
        synchronized (this) {
            long deadline = System.nanoTime() + nanos;
            while (accepted - emitted >= run.capacity() && !sealed && !stopped) {
                if (!waitUntil(deadline)) {
                    return FULL;
                }
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
        }
        if (!run.execute(this::pump)) {
            synchronized (this) {
                pumps--;
            }
        }
        return sequence;
    }

    private void pump() {
        Turn turn = new Turn();
        while (processNext()) {
            deliver();
            if (turn.isOver()) {
                if (run.execute(this::pump)) {
                    return;
                }
                turn = new Turn();
            }
        }
    }

    private boolean processNext() {
        long sequence;
        I item;
        synchronized (this) {
            item = unstarted.poll();
            if (item == null) {
                pumps--;
                return false;
            }
            sequence = started++;
            notifyAll();
        }
        O outcome = run.process(item);
        synchronized (this) {
            done.put(sequence, outcome);
        }
        return true;
    }

    private void deliver() {
        synchronized (this) {
            if (delivering) {
                return;
            }
            delivering = true;
        }
        while (emitNext()) {}
    }

    private boolean emitNext() {
        O outcome;
        boolean more;
        synchronized (this) {
            outcome = done.remove(emitted);
            if (outcome == null) {
                delivering = false;
                return false;
            }
            more = done.containsKey(emitted + 1);
        }
        run.emit(outcome, more);
        synchronized (this) {
            emitted++;
            notifyAll();
        }
        return true;
    }

    @Override
    public synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (emitted < accepted && !stopped) {
            if (!waitUntil(deadline)) {
                break;
            }
        }
        return emitted == accepted;
    }

    private boolean waitUntil(long deadline) throws InterruptedException {
        long remaining = deadline - System.nanoTime();
        if (remaining <= 0) {
            return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, remaining);
        return true;
    }

    @Override
    public synchronized void seal() {
        sealed = true;
        notifyAll();
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    @Override
    public synchronized long accepted() {
        return accepted;
    }
}
