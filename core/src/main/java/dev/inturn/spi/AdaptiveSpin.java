package dev.inturn.spi;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long the pumps of a run that find nothing to do look again before they end: some microseconds, or more where
 * work was seen to come soon after they had ended. A part for engines; safe for use by many threads.
 *
 * <p>To start a pump may cost the thread that submits more than ten items do. If meanwhile a pump that has ended
 * already is started for each of them, the submitter does nothing else. Where the next item comes much later, or not at
 * all, looking for it would be in vain, and is soon given up.
 */
public final class AdaptiveSpin {

    private static final long MIN_NANOS = TimeUnit.MICROSECONDS.toNanos(4);
    private static final long MAX_NANOS = TimeUnit.MICROSECONDS.toNanos(64);

    /** After this, or at once where there are more workers than processors, each look offers the processor to others. */
    private static final long ALONE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /**
     * How long between two looks at first; later to yield takes about as long. A look takes the cache line of what
     * submitters write for each item away from them; and what has come meanwhile is claimed in one go.
     */
    static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(1);

    /** No clock is trusted with the end of a loop. */
    private static final int MAX_SPINS = 100;

    /** On one processor whoever looks keeps those from running for whom it looks. */
    static final boolean POINTLESS = CooperativeYield.PROCESSORS == 1;

    private final LongSupplier clock;

    /** Whether there are more workers than processors: who looks may be on the processor of one that has work. */
    private final boolean crowded;

    // Races between pumps lose no more than a hint.
    private volatile long nanos = MIN_NANOS;
    private volatile long lastEnd;

    /**
     * Begins with some microseconds.
     *
     * @param parallelism how many work at once; where they are more than there are processors, who looks yields meanwhile
     */
    public AdaptiveSpin(int parallelism) {
        this(System::nanoTime, CooperativeYield.isCrowded(parallelism, CooperativeYield.PROCESSORS));
    }

    AdaptiveSpin(LongSupplier clock, boolean crowded) {
        this.clock = clock;
        this.crowded = crowded;
        this.lastEnd = clock.getAsLong();
    }

    /** A pump has been started; to be called by it. */
    public void started() {
        long gap = clock.getAsLong() - lastEnd;
        long now = nanos;
        if (now + gap <= MAX_NANOS) {
            nanos = Math.min(2 * now, MAX_NANOS);
        } else if (gap > MAX_NANOS) {
            nanos = Math.max(now / 2, MIN_NANOS);
        }
    }

    /** A pump ends after it has looked in vain. */
    public void ended() {
        lastEnd = clock.getAsLong();
    }

    /**
     * Whether a pump that has found nothing since that time goes on looking; spins for a moment if so.
     *
     * @param since a {@link System#nanoTime} at which it began to look
     */
    @SuppressWarnings("ThreadPriorityCheck") // the yield is no way to coordinate, see below
    public boolean goOn(long since) {
        long now = clock.getAsLong();
        long elapsed = now - since;
        if (POINTLESS || elapsed >= nanos) {
            return false;
        }
        if (!crowded && elapsed < ALONE_NANOS) {
            pause(clock);
        } else {
            // The operating system may have put this thread on the processor of the one that has started it, and for
            // which it waits.
            Thread.yield();
        }
        return true;
    }

    /** Lets about a microsecond of this {@link System#nanoTime} pass between two looks at what others write. */
    static void pause(LongSupplier clock) {
        long start = clock.getAsLong();
        for (int i = 0; i < MAX_SPINS; i++) {
            Thread.onSpinWait();
            if (clock.getAsLong() - start >= PAUSE_NANOS) {
                return;
            }
        }
    }
}
