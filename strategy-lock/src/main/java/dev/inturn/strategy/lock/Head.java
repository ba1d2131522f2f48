package dev.inturn.strategy.lock;

import dev.inturn.spi.PaddedLong;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The number that is to be delivered next, and the baton: the right to deliver it. Exactly one of these is the case:
 *
 * <ul>
 *   <li>a worker has the baton;
 *   <li>it lies in the slot of the next outcome, which is missing; who makes that outcome takes it (see {@link Chunk});
 *   <li>it lies open: the next outcome is there, and anyone may take the baton.
 * </ul>
 *
 * <p>It is left and taken by one atomic step each. Only who has it calls the other methods and writes what they write.
 */
final class Head {

    /** How many outcomes were emitted, which is the number of the next. */
    final PaddedLong emitted = new PaddedLong();

    private final AtomicBoolean open = new AtomicBoolean();

    /** Where the next outcome belongs. For who has the baton. */
    private Chunk chunk;

    Head(Chunk first) {
        chunk = first;
        putDown();
    }

    /** Whether the baton lies open. */
    boolean isOpen() {
        return open.get();
    }

    /** Takes the baton if it lies open. */
    boolean take() {
        return open.get() && open.compareAndSet(true, false);
    }

    /** Leaves the baton in the slot of the next outcome, or open if that is there. */
    void putDown() {
        if (!chunk.leaveBaton(index())) {
            open.set(true);
        }
    }

    private int index() {
        return Chunk.index(emitted.getPlain());
    }

    /** Begins the next number if it is the next of this claim, which is the caller's. Returns its index, or NONE. */
    int beginNextOf(Claim claim) {
        int index = index();
        return claim.nextIs(chunk, index) ? index : Claim.NONE;
    }

    /** Takes the next outcome if it is there. */
    @Nullable
    Object takeOutcome() {
        return chunk.takeOutcome(index());
    }

    /** Whether the outcome after the next is there. */
    boolean isNextButOneThere() {
        int index = Chunk.index(emitted.getPlain() + 1);
        return (index == 0 ? Objects.requireNonNull(chunk.next) : chunk).hasOutcome(index);
    }

    /** The next outcome was emitted. A full fence. */
    void advance() {
        emitted.set(next());
    }

    /** The same, but no fence: putting the baton down, or beginning the next number, is to follow. */
    void advanceLazily() {
        emitted.setRelease(next());
    }

    private long next() {
        long next = emitted.getPlain() + 1;
        if (Chunk.index(next) == 0) {
            Chunk following = Objects.requireNonNull(chunk.next);
            // Old chunks are not to keep young ones.
            chunk.next = null;
            chunk = following;
        }
        return next;
    }
}
