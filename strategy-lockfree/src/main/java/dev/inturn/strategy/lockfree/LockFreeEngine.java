package dev.inturn.strategy.lockfree;

import dev.inturn.spi.AdaptiveSpin;
import dev.inturn.spi.Engine;
import dev.inturn.spi.Pumps;
import dev.inturn.spi.Run;
import dev.inturn.spi.Turn;
import dev.inturn.spi.Waiters;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
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
 * A worker is a pump, or a calling thread that works instead of waiting.
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
 *     emitted, then the waiters          against   the waiters, then emitted     (who delivers; a submitter that waits)
 *     a number begun, then the waiters   against   the waiters, then emitted     (it must not sleep on when nothing is
 *                                                                                left unstarted)
 *
 * The fence of a worker is the atomic addition by which it takes its next number: one locked instruction for each item.
 */
final class LockFreeEngine<I, O> implements Engine<I> {

    /** Set in {@code accepted} by seal and by stop; so both are atomic with submit. */
    private static final long SEALED_BIT = 1L << 61;

    private static final long STOPPED_BIT = 1L << 62;
    private static final long ACCEPTED_MASK = SEALED_BIT - 1;

    /** The value of the baton while someone delivers. */
    private static final long HELD = -1;

    /** The answer to a submitter that need not wait for a place, as it may work. */
    private static final long MAY_WORK = -4;

    /** How often who waits for another thread's next step looks for it before it gives its processor up. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 1;

    /** A run of items has at most this many, and takes about this long. */
    private static final int MAX_RUN = 128;

    private static final long RUN_NANOS = 64_000;

    /** How many items at least are measured by one look at the clock, unless they are long. */
    private static final int MEASURED = 64;

    /** What an item takes at least to be claimed alone. */
    private static final long LONG_NANOS = RUN_NANOS / 2;

    /** What is left to a calling thread that works is filled when it was not seen for so long. */
    private static final long AWAY_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /** The logarithm of how many numbers a generation has at least. */
    private static final int GENERATION_SHIFT = 16;

    private final Run<I, O> run;
    private final int parallelism;
    private final int capacity;
    private final boolean callerWorks;
    /** How many places must be free for a waiting submitter to be woken while there is work without it. */
    private final int margin;

    private final int size;
    private final int shift;
    private final AtomicReferenceArray<Ring> rings = new AtomicReferenceArray<>(2);

    private final PaddedLong accepted = new PaddedLong();
    private final PaddedLong claimed = new PaddedLong();
    private final PaddedLong emitted = new PaddedLong();
    private final PaddedLong baton = new PaddedLong();
    /** What submitters know of {@code emitted}; as old as it may be, there is no less room than it says. */
    private final PaddedLong emittedSeen = new PaddedLong();
    /** What an item takes, in nanoseconds; 0 while it is unknown. */
    private final PaddedLong cost = new PaddedLong();

    private final Rests rests;
    private final Pumps pumps;
    private final AdaptiveSpin spin = new AdaptiveSpin();
    private final Waiters waiters = new Waiters();

    LockFreeEngine(Run<I, O> run) {
        this.run = run;
        this.parallelism = run.parallelism();
        this.capacity = run.capacity();
        this.callerWorks = run.callerWorks();
        this.margin = Math.max(1, capacity / 2);
        this.size = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
        this.shift = Math.max(GENERATION_SHIFT, Integer.numberOfTrailingZeros(size));
        this.rests = new Rests(parallelism);
        this.pumps = new Pumps(run, () -> new Worker().pump());
    }

    // Submitting.

    @Override
    public long submit(I item, long nanos) throws InterruptedException {
        long answer = offer(item);
        if (answer == FULL && nanos > 0) {
            answer = await(() -> offer(item), true, nanos);
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
            if (sequence - emittedSeen.getAcquire() >= capacity) {
                // Read after accepted: if accepted is still the same when it is advanced, there was room.
                long now = emitted.get();
                if (sequence - now >= capacity) {
                    return FULL;
                }
                emittedSeen.setRelease(now);
            }
            if (accepted.compareAndSet(sequence, sequence + 1)) {
                ring(sequence).putItem(sequence, item);
                return sequence;
            }
        }
    }

    private long await(LongSupplier attempt, boolean room, long nanos) throws InterruptedException {
        return callerWorks && nanos > 0 ? tryOrWork(attempt, room, nanos) : waiters.await(attempt, nanos);
    }

    /** Tries, and works or waits until the answer is not FULL or the time is over. */
    private long tryOrWork(LongSupplier attempt, boolean room, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (true) {
            pumps.reserve(isShort(cost.getPlain()));
            workUntil(room);
            long left = end - System.nanoTime();
            long answer = waiters.await(
                    () -> {
                        long now = attempt.getAsLong();
                        return now == FULL && mayWork() ? MAY_WORK : now;
                    },
                    left);
            if (answer != MAY_WORK) {
                return answer;
            } else if (left <= 0) {
                return FULL;
            }
        }
    }

    private boolean mayWork() {
        return pumps.hasPlace() && hasUnstarted();
    }

    /** Lets the calling thread work if there is something to do and a place for it. */
    private void workUntil(boolean room) throws InterruptedException {
        if (mayWork() && pumps.join()) {
            try {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                run.work(() -> new Worker().assist(room));
            } finally {
                pumps.part();
                callIfUnstarted();
            }
        }
    }

    private static boolean isShort(long nanos) {
        return nanos > 0 && nanos < LONG_NANOS;
    }

    private Ring ring(long sequence) {
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

    /** A pump, or a calling thread that works. */
    private final class Worker {

        private int place = rests.takePlace();

        /** Whether this is a pump that has found nothing yet, or nothing any more. */
        private boolean searching;

        private long searchingSince;

        /** Whether this worker has the baton, and the number of the next outcome if so. */
        private boolean holding;

        private long head;

        /** The turn of a pump; a calling thread has none. */
        private @Nullable Turn turn;

        /** Whether the turn has ended, and what is begun is all that this pump still does. */
        private boolean over;

        // What was measured and not reported yet: items and nanoseconds, and since when the clock runs.
        private int measured;

        private long measuredNanos;
        private long measuredSince = System.nanoTime();

        /** How many were accepted when that had changed, as seen last, and when it was. */
        private long seenAccepted = -1;

        private long seenAt;

        void pump() {
            spin.started();
            turn = new Turn();
            searching = true;
            searchingSince = System.nanoTime();
            while (true) {
                if (step()) {
                    if ((over && !goOn()) || (callerWorks && waiters.any() && yieldPlace())) {
                        return;
                    }
                } else if (!searching) {
                    searching = true;
                    searchingSince = System.nanoTime();
                    measuredNanos += searchingSince - measuredSince;
                    pumps.search();
                } else if (accepted.get() > ACCEPTED_MASK || !spin.goOn(searchingSince)) {
                    spin.ended();
                    pumps.leave();
                    if (!hasUnstarted() || !pumps.rejoin()) {
                        rests.leavePlace(place);
                        return;
                    }
                    searchingSince = System.nanoTime();
                }
            }
        }

        /** The turn is over: whether this pump has another one at once. */
        private boolean goOn() {
            if (hasUnstarted() || isDeliverable()) {
                rests.leavePlace(place);
                if (pumps.requeue()) {
                    return false;
                }
                place = rests.takePlace();
                callIfUnstarted();
            }
            over = false;
            turn = new Turn();
            return true;
        }

        /** Whether this pump leaves its place to a calling thread that waits, and ends. */
        private boolean yieldPlace() {
            // The late look of one who has put the baton down.
            if (isDeliverable() || !pumps.yieldPlace()) {
                return false;
            }
            rests.leavePlace(place);
            waiters.wake();
            return true;
        }

        /**
         * Works until nothing is left to do; or, if that is what is wanted, there is room again.
         *
         * @param room whether it is
         */
        void assist(boolean room) {
            searchingSince = measuredSince;
            boolean found;
            do {
                found = step();
                if (found) {
                    searchingSince = System.nanoTime();
                } else if (!spin.goOn(searchingSince)) {
                    break;
                }
            } while (!mayStop(!room ? capacity : found ? margin : 1));
            settle();
            rests.leavePlace(place);
        }

        /** Does a piece of what there is to do; returns false if there was nothing. */
        private boolean step() {
            boolean runs = place != Rests.NO_PLACE && isShort(cost.getPlain());
            if (!runs && isDeliverable()) {
                found();
                settle();
                return true;
            }
            while (true) {
                long first = claimed.get();
                long backlog = accepted() - first;
                if (backlog <= 0) {
                    return deliverOrSteal(first);
                }
                int length = runs ? length(first, backlog) : 1;
                if (claimed.compareAndSet(first, first + length)) {
                    found();
                    work(runs ? open(first, length) : first);
                    return true;
                }
            }
        }

        private boolean deliverOrSteal(long near) {
            if (isDeliverable()) {
                found();
                settle();
                return true;
            }
            long stolen = rests.steal(place, near);
            if (stolen == Rests.NONE) {
                return false;
            }
            found();
            // Between the two steps of a theft nobody could see what was taken and laid open again.
            callIfUnstarted();
            work(stolen);
            return true;
        }

        private void found() {
            if (searching) {
                searching = false;
                pumps.found();
                callIfUnstarted();
                measuredSince = System.nanoTime();
            }
        }

        private int length(long first, long backlog) {
            long length =
                    Math.min(Math.min(MAX_RUN, RUN_NANOS / cost.getPlain()), (backlog + parallelism - 1) / parallelism);
            return length <= 1 ? 1 : Rests.limit(first, (int) length);
        }

        /** Lays open a run that was claimed; what has its turn is delivered before the first number is begun. */
        private long open(long first, int length) {
            rests.open(place, first, length);
            if (length > 1) {
                // Between claim and now nobody could see what was claimed.
                pumps.call();
            }
            return advance(first - 1);
        }

        /** Processes a number that this worker has begun, if it is one, and what follows it in its run. */
        private void work(long begun) {
            long sequence = begun;
            if (waiters.any()) {
                wakeSubmitters();
            }
            if (sequence < 0) {
                return;
            }
            Ring ring = ring(sequence);
            do {
                if (ring.generation != sequence >>> shift) {
                    ring = ring(sequence);
                }
                if (!holding && baton.get() == sequence) {
                    takeBaton(sequence);
                }
                O outcome = run.process(take(ring, sequence));
                if (holding) {
                    run.emit(outcome, false);
                    head = sequence + 1;
                    // Followed by the fence of the next number, or that of putting the baton down.
                    emitted.setRelease(head);
                } else {
                    ring.putOutcome(sequence, outcome);
                    VarHandle.fullFence();
                }
                measured++;
                over |= isTurnOver();
                sequence = advance(sequence);
                if (waiters.any()) {
                    wakeSubmitters();
                }
            } while (sequence >= 0);
            measure();
        }

        private boolean isTurnOver() {
            return turn != null && turn.isOver();
        }

        /**
         * Begins the next number of this worker's run, after it has delivered what has its turn: no number that was begun
         * waits for the sink.
         *
         * @param sequence the number before; its outcome was emitted or stored, with a full fence in the latter case
         */
        private long advance(long sequence) {
            while (true) {
                if (holding) {
                    if (!over && rests.nextIs(place, head)) {
                        return head;
                    }
                    putDown();
                    if (over || rests.isOver(place)) {
                        // The second look comes before the next item is begun, or before this worker ends.
                        return Rests.NONE;
                    }
                }
                if (over || !takeBatonIfDeliverable()) {
                    return over ? Rests.NONE : rests.next(place, sequence);
                }
                deliver();
            }
        }

        /** Delivers what has its turn. */
        private void settle() {
            while (!over && takeBatonIfDeliverable()) {
                deliver();
                putDown();
            }
        }

        private boolean takeBatonIfDeliverable() {
            long next = baton.get();
            return next != HELD && outcome(next) != null && takeBaton(next);
        }

        private boolean takeBaton(long next) {
            if (baton.compareAndSet(next, HELD)) {
                holding = true;
                head = next;
            }
            return holding;
        }

        private void putDown() {
            holding = false;
            baton.set(head);
        }

        /** Delivers what is there; this worker has the baton. */
        private void deliver() {
            while (!over) {
                Ring ring = ring(head);
                @SuppressWarnings("unchecked") // what process has returned
                O outcome = (O) ring.outcome(head);
                if (outcome == null) {
                    return;
                }
                ring.clearOutcome(head);
                over = isTurnOver();
                run.emit(outcome, !over && outcome(head + 1) != null);
                head++;
                emitted.set(head);
                if (waiters.any()) {
                    wakeSubmitters();
                }
            }
        }

        /** Reports what items take, when there were enough to tell or they are long. */
        private void measure() {
            long before = cost.getPlain();
            if (measured >= MEASURED || before > LONG_NANOS) {
                long now = System.nanoTime();
                long nanos = Math.max(1, (measuredNanos + now - measuredSince) / measured);
                // A thread that has lost its processor for a while is no reason to give runs up.
                cost.setPlain(before == 0 ? nanos : (3 * before + Math.min(nanos, 4 * before)) / 4 + 1);
                measured = 0;
                measuredNanos = 0;
                measuredSince = now;
                if (pumps.isReserved() && (!isShort(nanos) || isCallerAway(now))) {
                    pumps.reserve(false);
                    callIfUnstarted();
                }
            }
        }

        private boolean isCallerAway(long now) {
            long count = accepted();
            if (count != seenAccepted || pumps.hasCaller() || waiters.any()) {
                seenAccepted = count;
                seenAt = now;
            }
            return now - seenAt > AWAY_NANOS && claimed.get() < count;
        }
    }

    /** Whether a calling thread has worked enough: so many places are free, or nothing is left, or it is to end. */
    private boolean mayStop(int wanted) {
        long submitted = accepted.get();
        long free = capacity - ((submitted & ACCEPTED_MASK) - emitted.get());
        return free >= wanted
                || (submitted & STOPPED_BIT) != 0
                || Thread.currentThread().isInterrupted();
    }

    private void callIfUnstarted() {
        if (hasUnstarted()) {
            pumps.call();
        }
    }

    private boolean hasUnstarted() {
        return claimed.get() < accepted() || rests.any();
    }

    /** Whether the next outcome is there, and nobody is about to deliver it. */
    private boolean isDeliverable() {
        long next = baton.get();
        return next != HELD && outcome(next) != null;
    }

    private @Nullable Object outcome(long sequence) {
        return ring(sequence).outcome(sequence);
    }

    /** Takes the item that the caller has claimed out of its slot. */
    @SuppressWarnings({"ThreadPriorityCheck", "unchecked"}) // the yield only spares the processor; an item is an I
    private I take(Ring ring, long sequence) {
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

    /** To be called after emitted or claimed has advanced. */
    private void wakeSubmitters() {
        // accepted first: it only grows, so what is seen of work is no more than there is, of room no less.
        long submitted = accepted();
        long free = capacity - (submitted - emitted.get());
        if (free >= margin || (free > 0 && claimed.get() >= submitted && !rests.any())) {
            waiters.wake();
        }
    }

    // Ending.

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
        return await(this::emptiness, false, nanos) >= 0;
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

    /** A counter that shares its cache lines with no other: 128 bytes, as processors fetch lines in pairs. */
    @SuppressWarnings({"unused", "serial"})
    private static final class PaddedLong extends AtomicLong {
        private long p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
    }
}
