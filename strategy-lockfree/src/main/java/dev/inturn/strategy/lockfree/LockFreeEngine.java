package dev.inturn.strategy.lockfree;

import dev.inturn.spi.Engine;
import dev.inturn.spi.Pumps;
import dev.inturn.spi.Run;
import dev.inturn.spi.Turn;
import dev.inturn.spi.Waiters;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/*
 * The algorithm
 *
 * Item number s lives in slot s modulo the size of the ring, a power of two of at least the capacity. It passes
 * through four counters, each on cache lines of its own:
 *
 *     emitted <= claimed <= accepted <= emitted + capacity
 *
 *   accepted  advanced by submitters (CAS), who then store the item in `in`
 *   claimed   advanced by pumps (CAS), who then take the item, process it, and store its outcome in `out`
 *   emitted   advanced by the one who delivers
 *   baton     the right to deliver: the number of the next outcome while it is free, HELD while someone delivers.
 *             Who has stored an outcome takes the baton if that number's outcome is there, and delivers as long as the
 *             next is there as well.
 *
 * A bounded queue over a ring with one counter a side goes back to Vyukov's; the baton that whoever completes may pick up
 * is in the spirit of the non-blocking reorder buffer of Prasaad et al. (VLDB 2018).
 *
 * Why emission is serial: only who has moved the baton from h to HELD emits, and the baton's value grows with each
 * outcome delivered; a CAS with a value of the past fails, and one that succeeds finds nothing emitted since it was read.
 *
 * Why no slot is stale: slot s is used again for s + size only after emitted > s. The claimer has cleared `in` before
 * that (before it processed), the deliverer has cleared `out`. Who submits s + size has read the new value of emitted, so
 * it sees both. A pump reads `in` only at numbers below accepted; there null means that the submitter is between its
 * two steps.
 *
 * Why no outcome is left lying: who completes stores into `out`, then reads the baton. Who delivers writes the baton,
 * then reads `out`. Both are volatile, and volatile accesses have one order for all: either the completer finds the baton
 * free, or the deliverer finds the outcome. The same pattern, a volatile write of mine before a volatile read of yours,
 * stands at each of these:
 *
 *     accepted, then the count of pumps     against     the count of pumps, then accepted        (a pump that ends)
 *     emitted, then the count of waiters    against     the count of waiters, then emitted       (a submitter that waits)
 *     claimed, then the count of waiters    against     the count of waiters, then emitted       (it must not sleep on
 *                                                                             when nothing is left unstarted)
 *     out, then baton                       against     baton, then out                          (above)
 */
final class LockFreeEngine<I, O> implements Engine<I> {

    /** Set in {@code accepted} by seal and by stop; so both are atomic with submit. */
    private static final long SEALED_BIT = 1L << 61;

    private static final long STOPPED_BIT = 1L << 62;
    private static final long ACCEPTED_MASK = SEALED_BIT - 1;

    /** The value of the baton while someone delivers. */
    private static final long HELD = -1;

    /** How often a pump that finds nothing looks again before it ends: some microseconds. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 1;

    private final Run<I, O> run;
    private final int capacity;
    /** How many places must be free for a waiting submitter to be woken while there is work without it. */
    private final int margin;

    private final int mask;
    private final AtomicReferenceArray<I> in;
    private final AtomicReferenceArray<O> out;

    private final PaddedLong accepted = new PaddedLong();
    private final PaddedLong claimed = new PaddedLong();
    private final PaddedLong emitted = new PaddedLong();
    private final PaddedLong baton = new PaddedLong();
    private final Pumps pumps;
    private final Waiters waiters = new Waiters();

    LockFreeEngine(Run<I, O> run) {
        this.run = run;
        this.capacity = run.capacity();
        this.margin = Math.max(1, capacity / 2);
        int size = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
        this.mask = size - 1;
        this.in = new AtomicReferenceArray<>(size);
        this.out = new AtomicReferenceArray<>(size);
        this.pumps = new Pumps(run, this::pump);
    }

    @Override
    public long submit(I item, long nanos) throws InterruptedException {
        long answer = offer(item);
        if (answer == FULL && nanos > 0) {
            answer = waiters.await(() -> offer(item), nanos);
        }
        if (answer >= 0) {
            pumps.call();
        }
        return answer;
    }

    private long offer(I item) {
        while (true) {
            long sequence = accepted.get();
            if (sequence > ACCEPTED_MASK) {
                return (sequence & STOPPED_BIT) != 0 ? STOPPED : CLOSED;
            }
            // Read after accepted: if accepted is still the same when it is advanced, there was room.
            if (sequence - emitted.get() >= capacity) {
                return FULL;
            }
            if (accepted.compareAndSet(sequence, sequence + 1)) {
                in.setRelease(slot(sequence), item);
                return sequence;
            }
        }
    }

    private void pump() {
        Turn turn = new Turn();
        boolean searching = true;
        int looks = LOOKS;
        while (true) {
            boolean deliverable = isDeliverable();
            long sequence = deliverable ? -1 : claim();
            if (deliverable || sequence >= 0) {
                if (searching) {
                    searching = false;
                    pumps.found();
                    callIfUnstarted();
                }
                if (sequence >= 0) {
                    out.set(slot(sequence), run.process(take(sequence)));
                }
                looks = LOOKS;
                boolean over = deliver(turn) || turn.isOver();
                if (over && (hasUnstarted() || isDeliverable())) {
                    if (pumps.requeue()) {
                        return;
                    }
                    turn = new Turn();
                    callIfUnstarted();
                }
            } else if (!searching) {
                searching = true;
                pumps.search();
            } else if (--looks > 0 && accepted.get() <= ACCEPTED_MASK) {
                Thread.onSpinWait();
            } else {
                pumps.leave();
                if (!hasUnstarted() || !pumps.rejoin()) {
                    return;
                }
                looks = LOOKS;
            }
        }
    }

    private void callIfUnstarted() {
        if (hasUnstarted()) {
            pumps.call();
        }
    }

    private long claim() {
        while (true) {
            long sequence = claimed.get();
            if (sequence >= accepted()) {
                return -1;
            }
            if (claimed.compareAndSet(sequence, sequence + 1)) {
                wakeSubmitters();
                return sequence;
            }
        }
    }

    private boolean hasUnstarted() {
        return claimed.get() < accepted();
    }

    /** Takes the item that the caller has claimed out of its slot. */
    @SuppressWarnings("ThreadPriorityCheck") // the yield only spares the processor
    private I take(long sequence) {
        int slot = slot(sequence);
        I item = in.getAcquire(slot);
        for (int looks = 0; item == null; looks++) {
            // The submitter is between its two steps; unless it has lost its processor there, this takes nanoseconds.
            if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
            item = in.getAcquire(slot);
        }
        // Plain: it gets to the next submitter at this slot by way of out, baton and emitted.
        in.setPlain(slot, null);
        return item;
    }

    /** Whether the next outcome is there, and nobody is about to deliver it. */
    private boolean isDeliverable() {
        long next = baton.get();
        return next != HELD && out.get(slot(next)) != null;
    }

    /**
     * Delivers what is there and has its turn, unless someone else does.
     *
     * @return whether the pump's turn has ended over it: then there may be more
     */
    private boolean deliver(Turn turn) {
        while (true) {
            long next = baton.get();
            if (next == HELD || out.get(slot(next)) == null) {
                return false;
            }
            if (baton.compareAndSet(next, HELD)) {
                boolean over;
                do {
                    over = turn.isOver();
                    emit(next, over);
                    next++;
                } while (!over && out.get(slot(next)) != null);
                baton.set(next);
                if (over) {
                    return true;
                }
            }
        }
    }

    /**
     * Emits the outcome of this number, which is there; the caller holds the baton.
     *
     * @param last whether the caller delivers no more after it
     */
    private void emit(long sequence, boolean last) {
        int slot = slot(sequence);
        O outcome = out.getPlain(slot);
        // Plain: it gets to whoever stores here next by way of emitted.
        out.setPlain(slot, null);
        run.emit(outcome, !last && out.get(slot(sequence + 1)) != null);
        emitted.set(sequence + 1);
        wakeSubmitters();
    }

    /** To be called after emitted or claimed has advanced. */
    private void wakeSubmitters() {
        if (waiters.any()) {
            // accepted first: it only grows, so what is seen of work is no more than there is, of room no less.
            long submitted = accepted();
            boolean unstarted = claimed.get() < submitted;
            long free = capacity - (submitted - emitted.get());
            if (free >= (unstarted ? margin : 1)) {
                waiters.wake();
            }
        }
    }

    @Override
    public void seal() {
        accepted.getAndUpdate(now -> now | SEALED_BIT);
        waiters.wake();
    }

    @Override
    public void stop() {
        accepted.getAndUpdate(now -> now | STOPPED_BIT);
        waiters.wake();
    }

    @Override
    public boolean awaitEmpty(long nanos) throws InterruptedException {
        return waiters.await(this::emptiness, nanos) >= 0;
    }

    private long emptiness() {
        long now = accepted.get();
        if ((now & ACCEPTED_MASK) == emitted.get()) {
            return 0;
        }
        return (now & STOPPED_BIT) != 0 ? STOPPED : FULL;
    }

    @Override
    public long accepted() {
        return accepted.get() & ACCEPTED_MASK;
    }

    private int slot(long sequence) {
        return (int) sequence & mask;
    }

    /** A counter that shares its cache lines with no other: 128 bytes, as processors fetch lines in pairs. */
    @SuppressWarnings({"unused", "serial"})
    private static final class PaddedLong extends AtomicLong {
        private long p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    }
}
