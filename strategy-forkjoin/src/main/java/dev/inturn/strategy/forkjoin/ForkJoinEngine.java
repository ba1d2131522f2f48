package dev.inturn.strategy.forkjoin;

import dev.inturn.spi.AdaptiveSpin;
import dev.inturn.spi.CallingThreads;
import dev.inturn.spi.Cost;
import dev.inturn.spi.Engine;
import dev.inturn.spi.PaddedLong;
import dev.inturn.spi.Pumps;
import dev.inturn.spi.Rests;
import dev.inturn.spi.Run;

/*
 * The algorithm
 *
 * Items and outcomes live in a linked list of segments, in the order of their numbers (see Segments). A number passes
 * through four counters, each on cache lines of its own:
 *
 *     emitted <= begun <= claimed <= accepted <= emitted + capacity
 *
 *   accepted  advanced by submitters (CAS), who then store the item; whoever first needs a segment appends it
 *   claimed   advanced by workers (CAS): by one number, or where items have proved short by a run of neighbours
 *   begun     each number of a run by itself: the run lies open in a word of its worker's (see Rests), the owner takes
 *             one number after another, and whoever finds nothing unclaimed splits the front half off the oldest run
 *   emitted   advanced by the one who delivers
 *   baton     the right to deliver: the number of the next outcome while it is free, HELD while someone delivers
 *
 * Workers (see Worker) are tasks in the pool, and calling threads that work instead of waiting. A task that has found
 * work and sees more forks the next, so submitters wake one worker at the most. Whatever order the pool runs them in,
 * each claims the oldest number that is unclaimed.
 *
 * Who comes to the number that is next takes the baton and streams: it processes and emits, and no outcome is stored.
 * Any other outcome is stored in the slot that the item was in; who has stored one takes the baton if the next outcome
 * is there. At the end of its run the holder puts the baton down, and looks only before it begins its next item, or
 * before it ends, whether the next outcome is there: mostly the owner of the next run has taken over by then.
 *
 * The list with helped appends is the queue of Michael and Scott (PODC 1996), unrolled; runs that are split by who has
 * nothing to do are lazy binary splitting (Tzannes et al., PPoPP 2010) over work stealing (Blumofe and Leiserson, 1999).
 *
 * Why emission is serial: only who has moved the baton from h to HELD emits, and the baton's value grows with each
 * outcome delivered; a CAS with a value of the past fails, and one that succeeds finds nothing emitted since it was read.
 *
 * Why no slot is stale: a slot belongs to one number and is never used again. Segments are left behind only when all of
 * their numbers are delivered, and nobody needs the segment of a delivered number; who holds on to one finds it linked
 * to itself.
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
 * Claims are atomic read-modify-writes, which are full fences, and so is the addition by which a worker takes its next
 * number. A volatile store is followed by one as well: that of the baton, and of emitted unless one of the others comes
 * after it anyway.
 */
final class ForkJoinEngine<I, O> implements Engine<I>, CallingThreads.Work {

    /** The value of the baton while someone delivers. */
    static final long HELD = -1;

    /** Set in {@code accepted} by seal and by stop; so both are atomic with submit. */
    private static final long SEALED_BIT = 1L << 61;

    private static final long STOPPED_BIT = 1L << 62;
    private static final long ACCEPTED_MASK = SEALED_BIT - 1;

    final Run<I, O> run;
    final int capacity;

    final Segments segments = new Segments();
    final PaddedLong claimed = new PaddedLong();
    final PaddedLong emitted = new PaddedLong();
    final PaddedLong baton = new PaddedLong();

    final Cost cost = new Cost();

    final Rests rests;
    final Pumps pumps;
    final CallingThreads callers;
    final AdaptiveSpin spin;

    private final PaddedLong accepted = new PaddedLong();

    /** What submitters know of {@code emitted}; as old as it may be, there is no less room than it says. */
    private final PaddedLong emittedSeen = new PaddedLong();

    ForkJoinEngine(Run<I, O> run) {
        this.run = run;
        this.capacity = run.capacity();
        this.rests = new Rests(run.parallelism());
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
            if (accepted.compareAndSet(sequence, sequence + 1)) {
                segments.ofAccepted(sequence).putItem(sequence, item);
                return sequence;
            }
        }
    }

    // Waiting.

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

    @Override
    public long free() {
        // accepted first: it only grows, so what is seen of room is no less than there is.
        long submitted = accepted();
        return capacity - (submitted - emitted.get());
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

    // What is left to do.

    @Override
    public boolean hasUnstarted() {
        return claimed.get() < accepted() || rests.any();
    }

    void callIfUnstarted() {
        if (hasUnstarted()) {
            callers.call();
        }
    }

    /** Whether the next outcome is there, and nobody is about to deliver it; true also if that was so a moment ago. */
    boolean isDeliverable() {
        long next = baton.get();
        return next != HELD && segments.isDone(next);
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

    boolean isEnding() {
        return accepted.get() > ACCEPTED_MASK;
    }

    @Override
    public long accepted() {
        return accepted.get() & ACCEPTED_MASK;
    }
}
