package dev.inturn.strategy.lock;

import dev.inturn.spi.Engine;
import dev.inturn.spi.Run;
import dev.inturn.spi.Turn;
import dev.inturn.spi.Waiters;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/*
 * The algorithm
 *
 * The founding pattern: items wait in a queue, outcomes that came too early wait in a map under their number, and one
 * mutex guards both and the counters:
 *
 *     emitted <= started <= accepted <= emitted + capacity
 *
 * A pump, with the lock held, puts the outcome that it has into the map; delivers from the map as long as the next is
 * there, unless someone else delivers; takes an item; and lets the lock go to process it. It lets the lock go for each
 * emit as well: no code of others runs under it.
 *
 * Why emission is serial: only who has set `delivering` emits, and it is set and cleared with the lock held. Why no outcome
 * is left lying: who delivers clears `delivering` in the same critical section in which it saw that the next is missing;
 * who brings the next then finds it clear. Why no wake-up is lost: a pump ends in the critical section in which it saw
 * that the queue is empty, and a submitter that adds to the queue counts the pumps in the same critical section.
 */
final class LockEngine<I, O> implements Engine<I> {

    private final Run<I, O> run;
    private final int parallelism;
    private final int capacity;
    /** How many places must be free for a waiting submitter to be woken while there is work without it. */
    private final int margin;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All that follows is guarded by the lock.
    private final ArrayDeque<I> unstarted = new ArrayDeque<>();
    private final Map<Long, O> early = new HashMap<>();
    private long accepted;
    private long started;
    private long emitted;
    private boolean delivering;

    /** Pumps that exist, those on their way included. */
    private int pumps;

    /** Pumps that were handed to the executor and have not looked into the queue yet. One at a time is enough. */
    private int pumpsOnTheirWay;

    private int waiters;
    private boolean sealed;
    private boolean stopped;

    LockEngine(Run<I, O> run) {
        this.run = run;
        this.parallelism = run.parallelism();
        this.capacity = run.capacity();
        this.margin = Math.max(1, capacity / 2);
    }

    @Override
    public long submit(I item, long nanos) throws InterruptedException {
        long sequence;
        boolean pumpNeeded;
        lock.lock();
        try {
            if (isFull() && !sealed && !stopped && nanos > 0) {
                awaitRoom(nanos);
            }
            if (stopped) {
                return STOPPED;
            }
            if (sealed) {
                return CLOSED;
            }
            if (isFull()) {
                return FULL;
            }
            unstarted.add(item);
            sequence = accepted++;
            pumpNeeded = countPumpIn();
        } finally {
            lock.unlock();
        }
        if (pumpNeeded) {
            startPump();
        }
        return sequence;
    }

    private boolean isFull() {
        return accepted - emitted >= capacity;
    }

    private void awaitRoom(long nanos) throws InterruptedException {
        long remaining = nanos;
        waiters++;
        try {
            while (isFull() && !sealed && !stopped && remaining > 0) {
                remaining = Waiters.awaitNanos(changed, remaining);
            }
        } finally {
            waiters--;
        }
    }

    /** To be called whenever an item was emitted or started. */
    private void wakeWaiters() {
        long free = capacity - (accepted - emitted);
        if (waiters > 0 && free >= (unstarted.isEmpty() ? 1 : margin)) {
            changed.signalAll();
        }
    }

    /** Whether the caller must start a pump, when it has let go of the lock. */
    private boolean countPumpIn() {
        if (unstarted.isEmpty() || pumps >= parallelism || pumpsOnTheirWay > 0) {
            return false;
        }
        pumps++;
        pumpsOnTheirWay++;
        return true;
    }

    private void startPump() {
        boolean expected = false;
        try {
            expected = run.execute(this::pump);
        } finally {
            if (!expected) {
                lock.lock();
                try {
                    pumps--;
                    pumpsOnTheirWay--;
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    private void pump() {
        Turn turn = new Turn();
        lock.lock();
        try {
            pumpsOnTheirWay--;
            while (true) {
                boolean over = deliver(turn) || turn.isOver();
                boolean idle = unstarted.isEmpty() && !isDeliverable();
                if (idle) {
                    break;
                } else if (!over) {
                    processNext();
                } else if (requeue()) {
                    return;
                } else {
                    turn = new Turn();
                }
            }
            pumps--;
        } finally {
            lock.unlock();
        }
    }

    /** Hands this pump to the executor again; called with the lock held. Returns whether it must end. */
    private boolean requeue() {
        pumpsOnTheirWay++;
        lock.unlock();
        boolean expected = false;
        try {
            expected = run.execute(this::pump);
        } finally {
            lock.lock();
            if (!expected) {
                pumpsOnTheirWay--;
            }
        }
        return expected;
    }

    /** Processes the next item, which is there; called with the lock held. */
    private void processNext() {
        long sequence = started++;
        I item = unstarted.remove();
        boolean pumpNeeded = countPumpIn();
        wakeWaiters();
        lock.unlock();
        O outcome;
        try {
            if (pumpNeeded) {
                startPump();
            }
            outcome = run.process(item);
        } finally {
            lock.lock();
        }
        early.put(sequence, outcome);
    }

    /** Whether the next outcome is there, and nobody is about to deliver it. */
    private boolean isDeliverable() {
        return !delivering && early.containsKey(emitted);
    }

    /**
     * Delivers what is there and has its turn, unless someone else does; called with the lock held.
     *
     * @return whether the pump's turn has ended over it
     */
    private boolean deliver(Turn turn) {
        if (delivering) {
            return false;
        }
        delivering = true;
        boolean over = false;
        while (!over && early.containsKey(emitted)) {
            over = turn.isOver();
            emitNext(over);
        }
        delivering = false;
        return over;
    }

    private void emitNext(boolean last) {
        O outcome = Objects.requireNonNull(early.remove(emitted));
        boolean more = !last && early.containsKey(emitted + 1);
        lock.unlock();
        try {
            run.emit(outcome, more);
        } finally {
            lock.lock();
        }
        emitted++;
        wakeWaiters();
    }

    @Override
    public boolean awaitEmpty(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long remaining = nanos;
            waiters++;
            while (emitted < accepted && !stopped && remaining > 0) {
                remaining = Waiters.awaitNanos(changed, remaining);
            }
            return emitted == accepted;
        } finally {
            waiters--;
            lock.unlock();
        }
    }

    @Override
    public void seal() {
        lock.lock();
        try {
            sealed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
