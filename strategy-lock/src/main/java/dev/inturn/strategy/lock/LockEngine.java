package dev.inturn.strategy.lock;

import dev.inturn.spi.AdaptiveSpin;
import dev.inturn.spi.CallingThreads;
import dev.inturn.spi.Cost;
import dev.inturn.spi.Engine;
import dev.inturn.spi.Pumps;
import dev.inturn.spi.Run;

/*
 * The algorithm
 *
 * The founding pattern, a queue and the early outcomes under one mutex, with one critical section for each run of items
 * instead of several for each item. Items lie in a chain of chunks (see Chunk), and pass through three counters:
 *
 *     emitted <= claimed <= accepted <= emitted + capacity
 *
 * The Backlog is the mutex: a submitter adds an item to the last chunk; a worker claims some neighbours of the first, one
 * if items are not known to be short; a worker that finds nothing unclaimed takes half of what another has claimed and not
 * begun. Without the lock, a worker begins the numbers of its claim one after another by an atomic step.
 *
 * A worker is a pump, or a calling thread that works instead of waiting.
 *
 * Who has the baton delivers (see Head): it processes and emits the numbers of its claim one after another, as long as the
 * next to be delivered is the next of its claim; and it emits what others have made. When it comes to an outcome that is
 * missing, it leaves the baton in its slot, where the worker finds it that makes the outcome. At the end of its claim it
 * lays the baton open: the owner of the next claim, if it looks before the former holder has something else to do, then
 * delivers what it has made itself.
 *
 * Why emission is serial: there is one baton, and it changes hands by atomic steps. Who takes it sees all that the former
 * holder did.
 *
 * Why no outcome is left lying: who leaves the baton in a slot has seen in the same step that the outcome is missing; who
 * stores the outcome finds the baton in the same step. Who lays it open takes it back, if nobody else has, before it
 * begins another number or ends; a pump whose turn is over leaves that to the one that is executed in its place.
 *
 * Why no slot is stale: no slot is used twice. A chunk comes with the item before its first, and goes with its last
 * outcome.
 *
 * Why no wake-up is lost: an item is added, and what is unstarted is looked for, under the lock. A pump that ends counts
 * itself out and then looks; a submitter adds and then counts the pumps (see Pumps): one of them sees the other. So it is
 * with `emitted`, or a number begun, and those who wait for room or the end (see CallingThreads); the step by which a
 * worker begins its next number, or lets the baton go, is the fence between `emitted` and the look at who waits. Who
 * begins the last number looks at `emitted`, who delivers at what is begun: one of them wakes a submitter that waits.
 */
final class LockEngine<I, O> implements Engine<I>, CallingThreads.Work {

    final Run<I, O> run;
    final int capacity;
    final Backlog backlog;

    final Head head;

    final Cost cost = new Cost();
    final Pumps pumps;
    final CallingThreads callers;
    final AdaptiveSpin spin;

    LockEngine(Run<I, O> run) {
        this.run = run;
        this.capacity = run.capacity();
        Chunk first = new Chunk();
        this.head = new Head(first);
        this.backlog = new Backlog(capacity, run.parallelism(), first, head.emitted);
        this.pumps = new Pumps(run, () -> new Worker<>(this).pump());
        this.callers = new CallingThreads(run, pumps, cost, this);
        this.spin = new AdaptiveSpin(run.parallelism());
    }

    // Submitting.

    @Override
    public long submit(I item, long nanos) throws InterruptedException {
        long answer = backlog.add(item);
        if (answer == FULL && nanos > 0) {
            answer = callers.await(() -> backlog.add(item), true, nanos);
        }
        if (answer >= 0) {
            callers.call();
        }
        return answer;
    }

    // Working.

    @Override
    public boolean hasUnstarted() {
        return backlog.hasUnstarted();
    }

    @Override
    public void assist(boolean untilRoom) {
        new Worker<>(this).assist(untilRoom);
    }

    void callIfUnstarted() {
        if (hasUnstarted()) {
            callers.call();
        }
    }

    // Waiting, waking.

    /** Whether a calling thread has worked enough: so many places are free, or nothing is left, or it is to end. */
    boolean mayStop(int wanted) {
        return free() >= wanted || backlog.isStopped() || Thread.currentThread().isInterrupted();
    }

    @Override
    public long free() {
        // accepted first: it only grows, so what is seen of room is no less than there is.
        long submitted = backlog.accepted();
        return capacity - (submitted - head.emitted.get());
    }

    // Ending.

    @Override
    public void seal() {
        backlog.seal();
        callers.wake();
    }

    @Override
    public void stop() {
        backlog.stop();
        callers.wake();
    }

    @Override
    public boolean awaitEmpty(long nanos) throws InterruptedException {
        return callers.await(this::emptiness, false, nanos) >= 0;
    }

    private long emptiness() {
        // emitted first: if accepted is no more than that later, then nothing was left in between.
        long done = head.emitted.get();
        if (backlog.accepted() == done) {
            return 0;
        }
        return backlog.isStopped() ? STOPPED : FULL;
    }

    @Override
    public long accepted() {
        return backlog.accepted();
    }
}
