package dev.inturn.strategy.lock;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A run of neighbours in a chunk that a worker has claimed: it begins one number after another, while others may take what
 * is not begun. Opened and cut under the lock of the {@link Backlog}.
 *
 * <p>The value is {@code end << 16 | next}, both indices in the chunk; {@code next} may go past the end by one.
 */
@SuppressWarnings({"serial", "unused"})
final class Claim extends AtomicInteger {

    /** No number. */
    static final int NONE = -1;

    private static final int LOW = 0xFFFF;

    // Belongs to the owner; others read it under the lock, under which alone it is written.
    private @Nullable Chunk chunk;

    /** Whether the backlog knows of this claim; guarded by its lock. */
    boolean listed;

    // The owner writes the value for each item: nothing that others write is to be on its cache lines.
    private long p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;

    Chunk chunk() {
        return Objects.requireNonNull(chunk);
    }

    /** With the lock held, by the owner, whose claim is over. */
    void open(Chunk in, int from, int end) {
        chunk = in;
        set(end << 16 | from);
    }

    boolean isOver() {
        return left(get()) <= 0;
    }

    /** The owner begins the next number; returns its index, or NONE. */
    int next() {
        // Only the owner opens a claim: one that is over stays so.
        if (isOver()) {
            return NONE;
        }
        int value = getAndIncrement();
        return left(value) <= 0 ? NONE : value & LOW;
    }

    /** The owner begins the next number if it is this one. */
    boolean nextIs(Chunk in, int index) {
        int value = getOpaque();
        return (value & LOW) == index && in == chunk && left(value) > 0 && compareAndSet(value, value + 1);
    }

    /**
     * Gives the front half of what is left to another claim, with the lock held. The thief has begun the first number.
     *
     * @return its index, or NONE if nothing is left
     */
    int giveHalfTo(Claim thief) {
        while (true) {
            int value = get();
            int left = left(value);
            if (left <= 0) {
                return NONE;
            }
            int given = (left + 1) >>> 1;
            if (compareAndSet(value, value + given)) {
                int from = value & LOW;
                thief.open(chunk(), from + 1, from + given);
                return from;
            }
        }
    }

    /** Gives what is left to another claim, with the lock held. The owner is gone. */
    void giveAllTo(Claim heir) {
        int value = get();
        heir.open(chunk(), value & LOW, value >>> 16);
    }

    private static int left(int value) {
        return (value >>> 16) - (value & LOW);
    }
}
