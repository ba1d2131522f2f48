package dev.inturn.strategy.forkjoin;

import dev.inturn.spi.CooperativeYield;
import dev.inturn.spi.Cost;
import dev.inturn.spi.Pumps;
import dev.inturn.spi.Rests;
import dev.inturn.spi.Run;
import dev.inturn.spi.Turn;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A task in the pool, or a calling thread that works: claims, processes and delivers. {@link ForkJoinEngine} has the
 * algorithm.
 */
final class Worker<I, O> {

    /** How often who waits for a submitter's next step looks for it before it gives its processor up. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 1;

    private final ForkJoinEngine<I, O> engine;
    private final Run<I, O> run;
    private final Pumps pumps;
    private final Rests rests;
    private final Segments segments;
    private final Cost.Clock clock;
    private final CooperativeYield cooperation;

    private int place;

    /** Where this worker was at work last. */
    private Segment segment;

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

    Worker(ForkJoinEngine<I, O> engine) {
        this.engine = engine;
        this.run = engine.run;
        this.pumps = engine.pumps;
        this.rests = engine.rests;
        this.segments = engine.segments;
        this.place = rests.takePlace();
        this.segment = segments.head();
        this.clock = engine.cost.clock();
        this.cooperation = new CooperativeYield(engine.run);
    }

    // The life of a worker.

    void pump() {
        engine.spin.started();
        turn = new Turn();
        searching = true;
        searchingSince = System.nanoTime();
        while (true) {
            if (step()) {
                if ((over && !goOn()) || yieldPlace()) {
                    return;
                }
            } else if (!searching) {
                searching = true;
                searchingSince = System.nanoTime();
                clock.stop(searchingSince);
                pumps.search();
            } else if (engine.isEnding() || !engine.spin.goOn(searchingSince)) {
                engine.spin.ended();
                rests.leavePlace(place);
                pumps.leave();
                if (!engine.callers.rejoin()) {
                    return;
                }
                place = rests.takePlace();
                searchingSince = System.nanoTime();
            }
        }
    }

    /** The turn is over: whether this pump has another one at once. */
    private boolean goOn() {
        if (engine.hasUnstarted() || engine.isDeliverable()) {
            rests.leavePlace(place);
            if (pumps.requeue()) {
                Submissions.takeOne();
                return false;
            }
            place = rests.takePlace();
            engine.callIfUnstarted();
        }
        over = false;
        turn = new Turn();
        return true;
    }

    /** Whether this pump leaves its place to a calling thread that waits, and ends. */
    private boolean yieldPlace() {
        // The look is the late one of a worker that has put the baton down.
        if (!engine.callers.any() || engine.isDeliverable() || !engine.callers.wantPlace()) {
            return false;
        }
        rests.leavePlace(place);
        engine.callers.wake();
        return true;
    }

    /**
     * Works until nothing is left to do; or, if that is what is wanted, there is room again.
     *
     * @param room whether it is
     */
    void assist(boolean room) {
        searchingSince = System.nanoTime();
        boolean found;
        do {
            found = step();
            if (found) {
                searchingSince = System.nanoTime();
            } else if (!engine.spin.goOn(searchingSince)) {
                break;
            }
        } while (!engine.mayStop(!room ? engine.capacity : found ? engine.callers.margin() : 1));
        settle();
        rests.leavePlace(place);
    }

    // Claiming.

    /** Does a piece of what there is to do; returns false if there was nothing. */
    private boolean step() {
        long first = engine.claimed.get();
        if (!rests.isOver(place)) {
            // What the owner of the place before has left.
            found();
            work(advance(first));
            return true;
        }
        boolean runs = place != Rests.NO_PLACE && engine.cost.isShort();
        if (!runs && engine.isDeliverable()) {
            found();
            settle();
            return true;
        }
        while (true) {
            long backlog = engine.accepted() - first;
            if (backlog <= 0) {
                return deliverOrSteal(first);
            }
            int length = runs ? length(first, backlog) : 1;
            if (engine.claimed.compareAndSet(first, first + length)) {
                found();
                work(runs ? open(first, length) : first);
                return true;
            }
            first = engine.claimed.get();
        }
    }

    private boolean deliverOrSteal(long near) {
        if (engine.isDeliverable()) {
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
        engine.callIfUnstarted();
        work(stolen);
        return true;
    }

    private void found() {
        if (searching) {
            searching = false;
            pumps.found();
            engine.callIfUnstarted();
            clock.start();
        }
    }

    private int length(long first, long backlog) {
        long share = 1 + (backlog - 1) / run.parallelism();
        long length = Math.min(engine.cost.runLength(), share);
        return length <= 1 ? 1 : Rests.limit(first, (int) length);
    }

    /** Lays open a run that was claimed; what has its turn is delivered before the first number is begun. */
    private long open(long first, int length) {
        if (!Rests.canOpen(first)) {
            settle();
            return first;
        }
        rests.open(place, first, length);
        if (length > 1) {
            // Between claim and now nobody could see what was claimed.
            engine.callers.call();
        }
        return advance(first - 1);
    }

    /**
     * Begins the next number of this worker's run, after it has delivered what has its turn: no number that was begun
     * waits for the sink.
     *
     * @param near the number before; its outcome was emitted or stored, with a full fence in the latter case
     */
    private long advance(long near) {
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
                return over ? Rests.NONE : rests.next(place, near);
            }
            deliver();
        }
    }

    // Processing.

    /** Processes a number that this worker has begun, if it is one, and what follows it in its run. */
    private void work(long begun) {
        if (engine.callers.anyForRoom()) {
            engine.callers.wakeForRoomIfAllStarted();
        }
        long sequence = begun;
        while (sequence >= 0) {
            if (!segment.has(sequence)) {
                segment = segments.of(sequence, segment);
            }
            if (!holding && engine.baton.get() == sequence) {
                takeBaton(sequence);
            }
            O outcome = run.process(take(sequence));
            boolean streamed = holding;
            if (streamed) {
                run.emit(outcome, false);
                // Followed by the fence of the next number, or that of putting the baton down.
                engine.emitted.setRelease(sequence + 1);
                moveTo(sequence + 1);
            } else {
                segment.putOutcome(sequence, outcome);
                VarHandle.fullFence();
            }
            clock.count();
            over |= isTurnOver();
            sequence = advance(sequence);
            if (streamed && engine.callers.any()) {
                engine.callers.wakeAfterDelivery();
            } else if (engine.callers.anyForRoom()) {
                engine.callers.wakeForRoomIfAllStarted();
            }
        }
        long now = clock.report(over);
        if (now != 0) {
            long accepted = engine.accepted();
            engine.callers.look(now, accepted);
            if (!over && cooperation.comesDue(accepted)) {
                settle();
                if (!over) {
                    cooperation.giveWay(clock);
                }
            }
        }
    }

    /** Takes the item of a number that this worker has begun out of its slot. */
    @SuppressWarnings({"ThreadPriorityCheck", "unchecked"}) // the yield only spares the processor; an item is an I
    private I take(long sequence) {
        Object item = segment.item(sequence);
        for (int looks = 0; item == null; looks++) {
            // The submitter is between its two steps; unless it has lost its processor there, this takes nanoseconds.
            if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
            item = segment.item(sequence);
        }
        segment.clearItem(sequence);
        return (I) item;
    }

    private boolean isTurnOver() {
        return turn != null && turn.isOver();
    }

    // Delivering.

    private boolean takeBatonIfDeliverable() {
        long next = engine.baton.get();
        return next != ForkJoinEngine.HELD && segments.isDone(next) && takeBaton(next);
    }

    private boolean takeBaton(long next) {
        if (engine.baton.compareAndSet(next, ForkJoinEngine.HELD)) {
            holding = true;
            head = next;
        }
        return holding;
    }

    private void putDown() {
        holding = false;
        engine.baton.set(head);
    }

    /** Delivers what has its turn. */
    private void settle() {
        while (!over && takeBatonIfDeliverable()) {
            deliver();
            putDown();
        }
    }

    /** Delivers what is there; this worker has the baton. */
    private void deliver() {
        Segment at = segments.find(head);
        while (!over && at != null && at.isDone(head)) {
            @SuppressWarnings("unchecked") // what process has returned
            O outcome = (O) at.takeOutcome(head);
            long next = head + 1;
            at = at.has(next) ? at : segments.find(next);
            over = isTurnOver();
            run.emit(outcome, !over && at != null && at.isDone(next));
            engine.emitted.set(next);
            moveTo(next);
            if (engine.callers.any()) {
                engine.callers.wakeAfterDelivery();
            }
        }
    }

    /** All before this number are delivered. */
    private void moveTo(long next) {
        head = next;
        if ((next & (Segment.SIZE - 1)) == 0) {
            segments.leaveBehind(next);
        }
    }
}
