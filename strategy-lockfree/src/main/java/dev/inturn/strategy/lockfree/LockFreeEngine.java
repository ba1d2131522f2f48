package dev.inturn.strategy.lockfree;

import dev.inturn.spi.AdaptiveSpin;
import dev.inturn.spi.CallingThreads;
import dev.inturn.spi.Cost;
import dev.inturn.spi.Engine;
import dev.inturn.spi.PaddedLong;
import dev.inturn.spi.Pumps;
import dev.inturn.spi.Rests;
import dev.inturn.spi.Run;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/*
 * The algorithm
 *
 * Item number s lives in slot s modulo the size of the ring, a power of two of at least the capacity, in the arrays of its
 * generation. It passes through four counters, each on cache lines of its own:
 *
 *     emitted <= begun <= claimed <= accepted <= emitted + capacity
 *
 *   accepted  advanced by submitters (CAS), who then store the item
 *   claimed   advanced by workers (CAS), by one number, or by a run of neighbours where items have proved short. The
 *             run's first number is begun at once; the rest lies open in a word of the worker's (see Rests): the owner
 *             takes one number after another by an atomic addition, a worker that finds nothing unclaimed takes the front
 *             half by a CAS. So each number is begun once, and none waits for a busy owner while another worker is idle.
 *   emitted   advanced by the one who delivers
 *   baton     the right to deliver: the number of the next outcome while it is free, HELD while someone delivers
 *
 * A worker is a pump, or a calling thread that works instead of waiting (see Worker).
 *
 * Whoever has the baton and comes to the number that is next streams: it processes and emits, one after the other, and no
 * outcome is stored. Any other outcome is stored in its slot; who has stored one takes the baton if the next outcome is
 * there, or is the one that it is about to make. At the end of its run the holder puts the baton down, and looks only
 * before its next item, or before it ends, whether the next outcome is there: mostly the owner of the next run has taken
 * over by then, and delivers what it has made itself.
 *
 * A bounded queue over a ring with one counter a side goes back to Vyukov's; the baton that whoever completes may pick up
 * is in the spirit of the non-blocking reorder buffer of Prasaad et al. (VLDB 2018); that what was claimed can be taken
 * away again is work stealing (Blumofe and Leiserson, 1999).
 *
 * Why emission is serial: only who has moved the baton from h to HELD emits, and the baton's value grows with each
 * outcome delivered; a CAS with a value of the past fails, and one that succeeds finds nothing emitted since it was read.
 *
 * Why no slot is stale: slot s is used again for s + size only after emitted > s. Who took the item has cleared it before
 * that, who delivered has cleared the outcome. Who submits s + size has read the new value of emitted, so it sees both.
 * An item is read only at numbers below accepted; there null means that the submitter is between its two steps. The
 * arrays of a generation are replaced by those of the next but one, when all of its numbers are delivered.
 *
 * Why no outcome is left lying, and no wake-up is lost: a store of mine, a full fence, a load of yours stands on both
 * sides of each of these pairs, so one of the two sees the other.
 *
 *     outcome, then baton                against   baton, then outcome           (a completer; who puts the baton down)
 *     accepted, then the pumps           against   the pumps, then accepted      (a submitter; a worker that ends)
 *     the rest of a run, then the pumps  against   the pumps, then the rests     (a claimer or thief; a worker that ends)
 *     emitted, then the waiters          against   the waiters, then emitted     (who delivers; who waits)
 *     a number begun, then the waiters   against   the waiters, then emitted     (it must not sleep on when nothing is
 *                                                                                left unstarted)
 *     a number begun, then emitted       against   emitted, then what is begun   (who begins the last; who delivers:
 *                                                                                one of them wakes)
 *
 * The fence of a worker is the atomic addition by which it takes its next number: one locked instruction for each item.
 */
final class LockFreeEngine<I, O> implements Engine<I>, CallingThreads.Work {

    /** Set in {@code accepted} by seal and by stop; so both are atomic with submit. */
    private static final long SEALED_BIT = 1L << 61;

    private static final long STOPPED_BIT = 1L << 62;
    static final long ACCEPTED_MASK = SEALED_BIT - 1;

    /** The value of the baton while someone delivers. */
    static final long HELD = -1;

    /** How often who waits for another thread's next step looks for it before it gives its processor up. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 1;

    /** The logarithm of how many numbers a generation has at least. */
    private static final int GENERATION_SHIFT = 16;

    final Run<I, O> run;
    final int parallelism;
    final int capacity;
    private final int size;
    final int shift;
    private final AtomicReferenceArray<Ring> rings = new AtomicReferenceArray<>(2);

    final PaddedLong accepted = new PaddedLong();
    final PaddedLong claimed = new PaddedLong();
    final PaddedLong emitted = new PaddedLong();
    final PaddedLong baton = new PaddedLong();
    /** What submitters know of {@code emitted}; as old as it may be, there is no less room than it says. */
    private final PaddedLong emittedSeen = new PaddedLong();

    final Rests rests;
    final Pumps pumps;
    final Cost cost = new Cost();
    final CallingThreads callers;
    final AdaptiveSpin spin;

    LockFreeEngine(Run<I, O> run) {
        this.run = run;
        this.parallelism = run.parallelism();
        this.capacity = run.capacity();
        this.size = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
        this.shift = Math.max(GENERATION_SHIFT, Integer.numberOfTrailingZeros(size));
        this.rests = new Rests(parallelism);
        this.pumps = new Pumps(run, () -> new Worker<>(this).pump());
        this.callers = new CallingThreads(run, pumps, cost, this);
        this.spin = new AdaptiveSpin(run.parallelism());
    }

    // Submitting.

    @Override
    public long submit(I item, long nanos) throws InterruptedException {
        long answer = offer(item);
        if (answer == FULL && nanos > 0) {
            answer = callers.await(() -> offer(item), true, nanos);
        }
        if (answer >= 0) {
            callers.call();
        }
        return answer;
    }

    private long offer(I item) {
        while (true) {
            long sequence = accepted.get();
            if (sequence > ACCEPTED_MASK) {
                return (sequence & STOPPED_BIT) != 0 ? STOPPED : CLOSED;
            }
            if (sequence - emittedSeen.getAcquire() >= capacity) {
                // Read after accepted: if accepted is still the same when it is advanced, there was room.
                long now = emitted.get();
                if (sequence - now >= capacity) {
                    return FULL;
                }
                emittedSeen.setRelease(now);
            }
            // Before the number is taken: to make a ring may fail, for want of memory.
            Ring ring = ring(sequence);
            if (accepted.compareAndSet(sequence, sequence + 1)) {
                ring.putItem(sequence, item);
                return sequence;
            }
        }
    }

    Ring ring(long sequence) {
        long generation = sequence >>> shift;
        Ring ring = rings.getAcquire((int) generation & 1);
        return ring != null && ring.generation == generation ? ring : renew(generation);
    }

    /**
     * The ring of a generation of which a number was accepted or is the next to be. All of the generation before the
     * last were delivered by then, so nobody misses its ring.
     */
    private Ring renew(long generation) {
        int index = (int) generation & 1;
        while (true) {
            Ring ring = rings.get(index);
            if (ring != null && ring.generation >= generation) {
                return ring;
            }
            Ring fresh = new Ring(generation, size);
            if (rings.compareAndSet(index, ring, fresh)) {
                return fresh;
            }
        }
    }

    // Working.

    @Override
    public void assist(boolean untilRoom) {
        new Worker<>(this).assist(untilRoom);
    }

    /** Whether a calling thread has worked enough: so many places are free, or nothing is left, or it is to end. */
    boolean mayStop(int wanted) {
        return free() >= wanted
                || (accepted.get() & STOPPED_BIT) != 0
                || Thread.currentThread().isInterrupted();
    }

    void callIfUnstarted() {
        if (hasUnstarted()) {
            callers.call();
        }
    }

    @Override
    public boolean hasUnstarted() {
        return claimed.get() < accepted() || rests.any();
    }

    /** Whether the next outcome is there, and nobody is about to deliver it. */
    boolean isDeliverable() {
        long next = baton.get();
        return next != HELD && outcome(next) != null;
    }

    @Nullable
    Object outcome(long sequence) {
        return ring(sequence).outcome(sequence);
    }

    /** Takes the item that the caller has claimed out of its slot. */
    @SuppressWarnings({"ThreadPriorityCheck", "unchecked"}) // the yield only spares the processor; an item is an I
    I take(Ring ring, long sequence) {
        Object item = ring.item(sequence);
        for (int looks = 0; item == null; looks++) {
            // The submitter is between its two steps; unless it has lost its processor there, this takes nanoseconds.
            if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
            item = ring.item(sequence);
        }
        ring.clearItem(sequence);
        return (I) item;
    }

    @Override
    public long free() {
        // accepted first: it only grows, so what is seen of room is no less than there is.
        long submitted = accepted();
        return capacity - (submitted - emitted.get());
    }

    // Ending.

    @Override
    public void seal() {
        accepted.getAndBitwiseOr(SEALED_BIT);
        callers.wake();
    }

    @Override
    public void stop() {
        accepted.getAndBitwiseOr(STOPPED_BIT);
        callers.wake();
    }

    @Override
    public boolean awaitEmpty(long nanos) throws InterruptedException {
        return callers.await(this::emptiness, false, nanos) >= 0;
    }

    private long emptiness() {
        // emitted first: if accepted is the same later on, there was nothing between.
        long delivered = emitted.get();
        long now = accepted.get();
        if ((now & ACCEPTED_MASK) == delivered) {
            return 0;
        }
        return (now & STOPPED_BIT) != 0 ? STOPPED : FULL;
    }

    @Override
    public long accepted() {
        return accepted.get() & ACCEPTED_MASK;
    }
}
