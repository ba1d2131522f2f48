package dev.inturn.strategy.lockfree;

import dev.inturn.spi.CooperativeYield;
import dev.inturn.spi.Cost;
import dev.inturn.spi.Pumps;
import dev.inturn.spi.Rests;
import dev.inturn.spi.Run;
import dev.inturn.spi.Turn;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A pump, or a calling thread that works instead of waiting: claims items, processes them, and delivers. */
final class Worker<I, O> {

    private final LockFreeEngine<I, O> engine;
    private final Run<I, O> run;
    private final Rests rests;
    private final Cost.Clock clock;
    private final CooperativeYield cooperation;

    private int place;

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

    Worker(LockFreeEngine<I, O> engine) {
        this.engine = engine;
        this.run = engine.run;
        this.rests = engine.rests;
        this.place = rests.takePlace();
        this.clock = engine.cost.clock();
        this.cooperation = new CooperativeYield(engine.run);
    }

    /** From searching to the end, as {@link Pumps} wants it. */
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
                engine.pumps.search();
            } else if (engine.accepted.get() > LockFreeEngine.ACCEPTED_MASK || !engine.spin.goOn(searchingSince)) {
                engine.spin.ended();
                rests.leavePlace(place);
                engine.pumps.leave();
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
            if (engine.pumps.requeue()) {
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

    /** Does a piece of what there is to do; returns false if there was nothing. */
    private boolean step() {
        if (place == Rests.NO_PLACE) {
            place = rests.takePlace();
        }
        if (!rests.isOver(place)) {
            // What a pump has left here when its turn was over.
            found();
            work(advance(engine.claimed.get()));
            return true;
        }
        boolean runs = place != Rests.NO_PLACE && engine.cost.isShort();
        if (!runs && engine.isDeliverable()) {
            found();
            settle();
            return true;
        }
        while (true) {
            long first = engine.claimed.get();
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
            engine.pumps.found();
            engine.callIfUnstarted();
            clock.start();
        }
    }

    private int length(long first, long backlog) {
        long share = (backlog + engine.parallelism - 1) / engine.parallelism;
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

    /** Processes a number that this worker has begun, if it is one, and what follows it in its run. */
    private void work(long begun) {
        long sequence = begun;
        if (engine.callers.anyForRoom()) {
            engine.callers.wakeForRoomIfAllStarted();
        }
        if (sequence < 0) {
            return;
        }
        Ring ring = engine.ring(sequence);
        do {
            if (ring.generation != sequence >>> engine.shift) {
                ring = engine.ring(sequence);
            }
            if (!holding && engine.baton.get() == sequence) {
                takeBaton(sequence);
            }
            O outcome = run.process(engine.take(ring, sequence));
            boolean streamed = holding;
            if (streamed) {
                run.emit(outcome, false);
                head = sequence + 1;
                // Followed by the fence of the next number, or that of putting the baton down.
                engine.emitted.setRelease(head);
            } else {
                ring.putOutcome(sequence, outcome);
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
        } while (sequence >= 0);
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
        long next = engine.baton.get();
        return next != LockFreeEngine.HELD && engine.outcome(next) != null && takeBaton(next);
    }

    private boolean takeBaton(long next) {
        if (engine.baton.compareAndSet(next, LockFreeEngine.HELD)) {
            holding = true;
            head = next;
        }
        return holding;
    }

    private void putDown() {
        holding = false;
        engine.baton.set(head);
    }

    /** Delivers what is there; this worker has the baton. */
    private void deliver() {
        while (!over) {
            Ring ring = engine.ring(head);
            @SuppressWarnings("unchecked") // what process has returned
            O outcome = (O) ring.outcome(head);
            if (outcome == null) {
                return;
            }
            ring.clearOutcome(head);
            over = isTurnOver();
            run.emit(outcome, !over && engine.outcome(head + 1) != null);
            head++;
            engine.emitted.set(head);
            if (engine.callers.any()) {
                engine.callers.wakeAfterDelivery();
            }
        }
    }
}
