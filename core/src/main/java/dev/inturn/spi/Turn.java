package dev.inturn.spi;

import java.util.concurrent.TimeUnit;

/**
 * A pump's turn on a thread that it may share with other runs: some 10 ms, after which it should go to the back of the
 * queue. A part for engines; belongs to one pump.
 *
 * <p>Reading the clock costs as much as a short item, so while items are short it is read only now and then.
 */
public final class Turn {

    private static final long LENGTH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Items that take less than this are short. */
    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

    /** So many items go by without a look at the clock at the most: the turn is late by no more than that. */
    private static final int MAX_STRIDE = 16;

    private final long start = System.nanoTime();
    private long lastLook = start;
    private int stride = 1;
    private int countdown = 1;

    /** Begins now. */
    public Turn() {}

    /** Whether the turn is over; to be asked once for each item. */
    public boolean isOver() {
        if (--countdown > 0) {
            return false;
        }
        long now = System.nanoTime();
        stride = now - lastLook < stride * SHORT_NANOS ? Math.min(2 * stride, MAX_STRIDE) : 1;
        countdown = stride;
        lastLook = now;
        return now - start >= LENGTH_NANOS;
    }
}
