package dev.inturn.strategy.lock;

import dev.inturn.spi.CooperativeYield;
import dev.inturn.spi.Cost;
import dev.inturn.spi.Turn;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pump, or a calling thread that works instead of waiting: claims items, processes them, and delivers. */
final class Worker<I, O> {

    private final LockEngine<I, O> engine;
    private final Cost.Clock clock;
    private final CooperativeYield cooperation;

    private Claim claim = new Claim();

    /** Whether this worker has the baton. */
    private boolean holding;

    /** Whether this is a pump that has found nothing yet, or nothing any more. */
    private boolean searching;

    private long searchingSince;

    /** What the backlog was like when this worker has found nothing in it. */
    private long seenChanges = -1;

    /** The turn of a pump; a calling thread has none. */
    private @Nullable Turn turn;

    /** Whether the turn has ended, and what is begun is all that this pump still does. */
    private boolean over;

    Worker(LockEngine<I, O> engine) {
        this.engine = engine;
        this.clock = engine.cost.clock();
        this.cooperation = new CooperativeYield(engine.run);
    }

    /** From searching to the end, as {@link dev.inturn.spi.Pumps} wants it. */
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
            } else if (engine.backlog.isSealed() || !engine.spin.goOn(searchingSince)) {
                engine.spin.ended();
                engine.backlog.leave(claim);
                engine.pumps.leave();
                if (!engine.callers.rejoin()) {
                    return;
                }
                searchingSince = System.nanoTime();
                seenChanges = -1;
            }
        }
    }

    /** The turn is over: whether this pump has another one at once. */
    private boolean goOn() {
        engine.backlog.leave(claim);
        claim = new Claim();
        if (engine.backlog.hasUnstarted() || engine.head.isOpen()) {
            if (engine.pumps.requeue()) {
                return false;
            }
            engine.callIfUnstarted();
        }
        over = false;
        turn = new Turn();
        return true;
    }

    /** Whether this pump leaves its place to a calling thread that waits, and ends. */
    private boolean yieldPlace() {
        if (!engine.callers.any() || engine.head.isOpen() || !engine.callers.wantPlace()) {
            return false;
        }
        engine.backlog.leave(claim);
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
        engine.backlog.leave(claim);
    }

    /** Does a piece of what there is to do; returns false if there was nothing. */
    private boolean step() {
        boolean runs = engine.cost.isShort();
        if (!runs && deliverOpen()) {
            return true;
        }
        long changes = engine.backlog.changes();
        if (changes == seenChanges) {
            return deliverOpen();
        }
        if (engine.backlog.claim(claim, engine.cost.runLength())) {
            found();
            work(runs ? advance() : claim.next());
            return true;
        }
        if (deliverOpen()) {
            return true;
        }
        int begun = engine.backlog.steal(claim);
        if (begun == Claim.NONE) {
            seenChanges = changes;
            return false;
        }
        found();
        work(begun);
        return true;
    }

    /** Delivers what has its turn, if the baton lies open; returns false if not. */
    private boolean deliverOpen() {
        if (!engine.head.isOpen()) {
            return false;
        }
        found();
        settle();
        return true;
    }

    private void found() {
        seenChanges = -1;
        if (searching) {
            searching = false;
            engine.pumps.found();
            engine.callIfUnstarted();
            clock.start();
        }
    }

    /** Processes a number that this worker has begun, if it is one, and what follows it in its claim. */
    private void work(int begun) {
        if (engine.callers.anyForRoom()) {
            engine.callers.wakeForRoomIfAllStarted();
        }
        int index = begun;
        while (index != Claim.NONE) {
            Chunk chunk = claim.chunk();
            holding = holding || chunk.takeBaton(index);
            O outcome = engine.run.process(take(chunk, index));
            boolean streamed = holding;
            if (streamed) {
                engine.run.emit(outcome, false);
                engine.head.advanceLazily();
            } else if (chunk.putOutcome(index, outcome)) {
                holding = true;
                deliver();
            }
            clock.count();
            over |= isTurnOver();
            index = advance();
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

    @SuppressWarnings("unchecked") // what submit has stored
    private I take(Chunk chunk, int index) {
        return (I) Objects.requireNonNull(chunk.takeItem(index));
    }

    private boolean isTurnOver() {
        return turn != null && turn.isOver();
    }

    /**
     * Begins the next number of this worker's claim, after it has delivered what has its turn: no number that was
     * begun waits for the sink.
     */
    private int advance() {
        while (true) {
            if (holding) {
                int index = over ? Claim.NONE : engine.head.beginNextOf(claim);
                if (index != Claim.NONE) {
                    return index;
                }
                putDown();
                if (claim.isOver()) {
                    // The second look comes before the next item is begun, or before this worker ends.
                    return Claim.NONE;
                }
            }
            if (over) {
                return Claim.NONE;
            }
            if (!takeBaton()) {
                return claim.next();
            }
            deliver();
        }
    }

    /** Delivers what has its turn. */
    private void settle() {
        while (!over && takeBaton()) {
            deliver();
            putDown();
        }
    }

    private boolean takeBaton() {
        holding = engine.head.take();
        return holding;
    }

    private void putDown() {
        holding = false;
        engine.head.putDown();
    }

    /** Delivers what is there; this worker has the baton. */
    private void deliver() {
        while (!over) {
            @SuppressWarnings("unchecked") // what process has returned
            O outcome = (O) engine.head.takeOutcome();
            if (outcome == null) {
                return;
            }
            over = isTurnOver();
            engine.run.emit(outcome, !over && engine.head.isNextButOneThere());
            engine.head.advance();
            if (engine.callers.any()) {
                engine.callers.wakeAfterDelivery();
            }
        }
    }
}
