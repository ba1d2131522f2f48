package dev.inturn.strategy.lockfree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one generation of sequence numbers: an item and an outcome for each place of the window.
 *
 * <p>A generation has fresh arrays, since a reference to a young object that is stored into an old array is dear: the
 * garbage collector wants to know of it.
 */
final class Ring {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    final long generation;

    private final int mask;
    private final @Nullable Object[] in;
    private final @Nullable Object[] out;

    Ring(long generation, int size) {
        this.generation = generation;
        this.mask = size - 1;
        this.in = new Object[size];
        this.out = new Object[size];
    }

    private int slot(long sequence) {
        return (int) sequence & mask;
    }

    /** Release: who takes the item sees what its submitter did. */
    void putItem(long sequence, Object item) {
        SLOT.setRelease(in, slot(sequence), item);
    }

    /** The item, or null if its submitter is between its two steps. */
    @Nullable
    Object item(long sequence) {
        return SLOT.getAcquire(in, slot(sequence));
    }

    /** Plain: it gets to the next submitter at this slot by way of the outcome, the baton and the count of emitted. */
    void clearItem(long sequence) {
        in[slot(sequence)] = null;
    }

    /** Release; a full fence is to follow before the baton is read. */
    void putOutcome(long sequence, Object outcome) {
        SLOT.setRelease(out, slot(sequence), outcome);
    }

    @Nullable
    Object outcome(long sequence) {
        return SLOT.getVolatile(out, slot(sequence));
    }

    /** Plain: it gets to whoever stores here next by way of the count of emitted. */
    void clearOutcome(long sequence) {
        out[slot(sequence)] = null;
    }
}
