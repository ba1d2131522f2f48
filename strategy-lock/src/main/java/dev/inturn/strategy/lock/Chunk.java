package dev.inturn.strategy.lock;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the window: items of neighbouring sequence numbers, their outcomes, and the chunk that follows.
 *
 * <p>An item is stored under the lock of the {@link Backlog}, and belongs to the worker that has begun its number. An
 * outcome is handed from the worker that has made it to the one who delivers, in its slot, and so is the {@link #BATON},
 * the right to deliver: who delivers and finds the next outcome missing leaves the baton in its place, in one atomic
 * step; who stores an outcome finds out, in one atomic step, whether the baton lies there.
 *
 * <p>Chunks are not used again. Those that were filled and emptied once are young, and the garbage collector asks nothing
 * for a reference to a young object that is stored into a young one.
 */
final class Chunk {

    static final int SIZE = 256;

    private static final Object BATON = new Object();

    /** The chunk of the numbers that follow: made with the last item of this one, gone when that was delivered. */
    @Nullable
    Chunk next;

    private final @Nullable Object[] items = new Object[SIZE];
    private final AtomicReferenceArray<@Nullable Object> outcomes = new AtomicReferenceArray<>(SIZE);

    static int index(long sequence) {
        return (int) sequence & (SIZE - 1);
    }

    void putItem(int index, Object item) {
        items[index] = item;
    }

    /** Takes the item out; by the worker that has begun its number. */
    @Nullable
    Object takeItem(int index) {
        Object item = items[index];
        items[index] = null;
        return item;
    }

    /**
     * Stores an outcome; by the worker that has made it.
     *
     * @return whether the baton was there: then it is the caller's
     */
    boolean putOutcome(int index, Object outcome) {
        return outcomes.getAndSet(index, outcome) == BATON;
    }

    /** Takes the baton if it lies where an outcome is missing; by the worker that is about to make that outcome. */
    boolean takeBaton(int index) {
        if (outcomes.getAcquire(index) != BATON) {
            return false;
        }
        outcomes.setPlain(index, null);
        return true;
    }

    /** Leaves the baton where an outcome is missing; returns false if it is there. By who has the baton. */
    boolean leaveBaton(int index) {
        return outcomes.compareAndSet(index, null, BATON);
    }

    /** Whether an outcome is there; asked by who has the baton. */
    boolean hasOutcome(int index) {
        return outcomes.getAcquire(index) != null;
    }

    /** Takes the outcome out if it is there; by who has the baton. */
    @Nullable
    Object takeOutcome(int index) {
        Object outcome = outcomes.getAcquire(index);
        if (outcome != null) {
            outcomes.setPlain(index, null);
        }
        return outcome;
    }
}
