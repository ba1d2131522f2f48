package dev.inturn.strategy.forkjoin;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * So many neighbours' slots, and the link to the segment behind. A slot holds the item until it is processed, then its
 * outcome until that is delivered; it is used once.
 */
final class Segment {

    static final int SIZE = 128;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle DONE = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Segment.class, "next", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The number of the first slot, a multiple of the size. */
    final long first;

    private final @Nullable Object[] slots = new Object[SIZE];

    /** What tells an outcome from an item. */
    private final byte[] done = new byte[SIZE];

    /** This segment itself once it is cut off. */
    private volatile @Nullable Segment next;

    Segment(long first) {
        this.first = first;
    }

    boolean has(long sequence) {
        return sequence - first < SIZE && sequence >= first;
    }

    private static int index(long sequence) {
        return (int) sequence & (SIZE - 1);
    }

    /** Release: who takes the item sees what its submitter did. */
    void putItem(long sequence, Object item) {
        SLOT.setRelease(slots, index(sequence), item);
    }

    /** The item of a number that was not begun by anyone else, or null if its submitter is between its two steps. */
    @Nullable
    Object item(long sequence) {
        return SLOT.getAcquire(slots, index(sequence));
    }

    /** Plain: only who processes the item looks here before the outcome is there. */
    void clearItem(long sequence) {
        slots[index(sequence)] = null;
    }

    /** Release; a full fence is to follow before the baton is read. */
    void putOutcome(long sequence, Object outcome) {
        slots[index(sequence)] = outcome;
        DONE.setRelease(done, index(sequence), (byte) 1);
    }

    /** Whether the outcome was put here, delivered or not. */
    boolean isDone(long sequence) {
        return (byte) DONE.getVolatile(done, index(sequence)) != 0;
    }

    /** Takes the outcome, which is there, out: plain, nobody comes here after the holder of the baton. */
    Object takeOutcome(long sequence) {
        Object outcome = Objects.requireNonNull(slots[index(sequence)]);
        slots[index(sequence)] = null;
        return outcome;
    }

    /** The segment behind; null if there is none yet, this one if it was cut off. */
    @Nullable
    Segment next() {
        return next;
    }

    /** The same, but appends one if there is none. */
    Segment nextOrAppend() {
        Segment behind = next;
        if (behind == null) {
            Segment fresh = new Segment(first + SIZE);
            behind = (Segment) NEXT.compareAndExchange(this, null, fresh);
            if (behind == null) {
                return fresh;
            }
        }
        return behind;
    }

    /** Takes this segment, behind which there is one, out of the list. */
    void cutOff() {
        next = this;
    }
}
