package dev.inturn;

/**
 * A moment until which to wait.
 *
 * @param never whether there is no such moment
 * @param at the moment, as {@link System#nanoTime} counts
 */
record Deadline(boolean never, long at) {

    /**
     * The moment so many nanoseconds from now.
     *
     * @param nanos {@link Long#MAX_VALUE} stands for never
     */
    static Deadline in(long nanos) {
        // Half the range of nanoTime, some 146 years: differences beyond it would overflow.
        return new Deadline(nanos >= Long.MAX_VALUE / 2, System.nanoTime() + Math.max(nanos, 0));
    }

    /** Nanoseconds left; 0 or less when the moment has passed. */
    long remaining() {
        return never ? Long.MAX_VALUE : at - System.nanoTime();
    }
}
