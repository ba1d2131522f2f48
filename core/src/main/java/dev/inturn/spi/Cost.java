package dev.inturn.spi;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What the items of a run take, as its workers measure it; so how many neighbours may be claimed at once (P4). A part
 * for engines; safe for use by many threads.
 *
 * <p>Unknown until some dozens of items were measured. Races between workers lose no more than a measurement.
 */
public final class Cost {

    private static final int MAX_RUN = 128;
    private static final long RUN_NANOS = TimeUnit.MICROSECONDS.toNanos(64);

    /** What an item takes at least to be claimed alone. */
    private static final long LONG_NANOS = RUN_NANOS / 2;

    /** How many items at least are measured by one look at the clock, unless they are long. */
    private static final int MEASURED = 64;

    /** In nanoseconds; 0 while it is unknown. */
    private final PaddedLong known = new PaddedLong();

    private final LongSupplier nanoTime;

    /** Begins with nothing known. */
    public Cost() {
        this(System::nanoTime);
    }

    Cost(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A {@link System#nanoTime}. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** Whether items have proved to take less than that. */
    boolean isBelow(long nanos) {
        long now = known.getPlain();
        return now > 0 && now < nanos;
    }

    /** Whether items have proved short: several may be claimed at once. */
    public boolean isShort() {
        return isBelow(LONG_NANOS);
    }

    /** How many items may be claimed at once, from 1 to 128: together they take about 64 us. */
    public int runLength() {
        long now = known.getPlain();
        return now > 0 && now < LONG_NANOS ? (int) Math.min(MAX_RUN, RUN_NANOS / now) : 1;
    }

    /** A clock for one worker. */
    public Clock clock() {
        return new Clock();
    }

    /** The clock of one worker, and for this one only. Runs from the beginning. */
    public final class Clock {

        private int items;
        private long elapsed;
        private long since = nanoTime.getAsLong();

        private Clock() {}

        /** An item was processed, and delivered if it had its turn. */
        public void count() {
            items++;
        }

        /**
         * The worker has found nothing to do, or gives way to others.
         *
         * @param now a {@link System#nanoTime}
         */
        public void stop(long now) {
            elapsed += now - since;
        }

        /** The worker has found something again, or goes on. */
        public void start() {
            since = nanoTime.getAsLong();
        }

        /**
         * Reports what was measured, if there were enough items to tell or they are long.
         *
         * @param last whether this is the last time that the worker reports, and so to be taken for what it is
         * @return the {@link System#nanoTime}, or 0 if nothing was reported
         */
        public long report(boolean last) {
            long before = known.getPlain();
            if (items == 0 || (!last && items < MEASURED && before <= LONG_NANOS)) {
                return 0;
            }
            long now = nanoTime.getAsLong();
            long average = Math.max(1, (elapsed + now - since) / items);
            // A thread that has lost its processor for a while is no reason to give runs up.
            known.setPlain(before == 0 ? average : (3 * before + Math.min(average, 4 * before)) / 4 + 1);
            items = 0;
            elapsed = 0;
            since = now;
            return now;
        }
    }
}
