package dev.inturn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the last items of a job, and when.
 *
 * <p>It is bounded: an item takes the place of one that came long before. It holds nothing of the items but where they
 * come from. It may be looked at while the job still runs.
 */
final class Recording implements Observer {

    /** How many items are kept of those that a worker has begun with. */
    static final int LIMIT = 5_000;

    /** So many more may be kept at most that wait for a worker. */
    private static final int MAX_WAITING = 1 << 17;

    /** The time of what has not happened. */
    static final long NEVER = -1;

    /**
     * An item. Times are in nanoseconds since the recording began.
     *
     * <p>Written by one thread at a time, and read at any time.
     */
    static final class Item {

        private final long sequence;
        private final @Nullable String file;
        private final long line;
        private final long submitting;
        private volatile long submitted = NEVER;
        private volatile long started = NEVER;
        private volatile long finished = NEVER;
        private volatile long delivering = NEVER;
        private volatile long delivered = NEVER;
        private volatile long worker = NEVER;
        private volatile long deliverer = NEVER;
        private volatile boolean failed;

        private Item(long sequence, @Nullable String file, long line, long submitting) {
            this.sequence = sequence;
            this.file = file;
            this.line = line;
            this.submitting = submitting;
        }

        long sequence() {
            return sequence;
        }

        /** The name of the input that it comes from; null if it comes from none. */
        @Nullable
        String file() {
            return file;
        }

        /** Its number in that input, from 1. */
        long line() {
            return line;
        }

        /** When the source had it. */
        long submitting() {
            return submitting;
        }

        /** When the source was told that it is accepted. */
        long submitted() {
            return submitted;
        }

        long started() {
            return started;
        }

        long finished() {
            return finished;
        }

        long delivering() {
            return delivering;
        }

        long delivered() {
            return delivered;
        }

        /** The id of the thread that called the function. */
        long worker() {
            return worker;
        }

        /** The id of the thread that called the sink. */
        long deliverer() {
            return deliverer;
        }

        boolean failed() {
            return failed;
        }

        /** When it was accepted, as far as one can see: a worker may have begun before the source was told. */
        long accepted() {
            long told = submitted;
            long begun = started;
            return told == NEVER || (begun != NEVER && begun < told) ? begun : told;
        }
    }

    /**
     * What was recorded, up to a moment.
     *
     * @param items neighbours, the oldest first
     * @param known since when all that was in the window is among the items
     * @param submitted how many items there were in all
     * @param delivered how many of them were delivered
     * @param exhausted when the source came to its end, or {@link Recording#NEVER}
     * @param end the moment
     */
    record Snapshot(List<Item> items, long known, long submitted, long delivered, long exhausted, long end) {}

    private final LongSupplier clock;
    private final long begin;
    private final AtomicReferenceArray<@Nullable Item> ring;

    /** Belong to the source's thread. */
    private @Nullable String nextFile;

    private long nextLine;

    /** Belongs to whoever delivers. */
    private @Nullable Item inDelivery;

    private volatile long submitted;
    private volatile long delivered;
    private volatile long exhausted = NEVER;

    /**
     * A recording that begins now.
     *
     * @param capacity that of the job
     * @param clock the time in nanoseconds
     */
    Recording(int capacity, LongSupplier clock) {
        this.clock = clock;
        begin = clock.getAsLong();
        // Those that wait must not take the place of those that were begun.
        ring = new AtomicReferenceArray<>(LIMIT + Math.min(capacity, MAX_WAITING) + 1);
    }

    /** Tells where the item comes from that is submitted next. On the source's thread. */
    void place(String file, long line) {
        nextFile = file;
        nextLine = line;
    }

    @Override
    public void submitting(long sequence) {
        ring.set(slot(sequence), new Item(sequence, nextFile, nextLine, now()));
    }

    @Override
    public void submitted(long sequence) {
        Item item = item(sequence);
        if (item != null) {
            item.submitted = now();
        }
        submitted = sequence + 1;
    }

    @Override
    public void exhausted() {
        exhausted = now();
    }

    @Override
    public void started(long sequence) {
        Item item = item(sequence);
        if (item != null) {
            item.worker = Thread.currentThread().getId();
            item.started = now();
        }
    }

    @Override
    public void finished(long sequence) {
        Item item = item(sequence);
        if (item != null) {
            item.finished = now();
        }
    }

    @Override
    public void delivering(long sequence) {
        Item item = item(sequence);
        inDelivery = item;
        if (item != null) {
            item.deliverer = Thread.currentThread().getId();
            item.delivering = now();
        }
    }

    /** The item in delivery is one on which the function has failed. By whoever delivers. */
    void failed() {
        if (inDelivery != null) {
            inDelivery.failed = true;
        }
    }

    @Override
    public void delivered(long sequence) {
        Item item = item(sequence);
        if (item != null) {
            item.delivered = now();
        }
        delivered = sequence + 1;
    }

    /**
     * The last {@link #LIMIT} items that a worker has begun with, at most as many that wait behind them, and those
     * between.
     */
    Snapshot snapshot() {
        long end = now();
        long delivered = this.delivered;
        // Those accepted and those being submitted. Read last, so that it is not less than what came of them.
        long submitted = this.submitted;
        long begun = -1;
        for (int i = 0; i < ring.length(); i++) {
            Item item = ring.get(i);
            if (item != null && item.started != NEVER) {
                begun = Math.max(begun, item.sequence);
            }
        }
        long first = Math.max(0, begun + 1 - LIMIT);
        long behind = Math.min(Math.max(submitted, begun + 1), begun + 1 + LIMIT);
        List<Item> items = new ArrayList<>();
        for (long sequence = first; sequence < behind; sequence++) {
            Item item = item(sequence);
            if (item != null) {
                items.add(item);
            } else {
                // The job goes on, and a later one has taken its place.
                items.clear();
                first = sequence + 1;
            }
        }
        Item before = first == 0 ? null : item(first - 1);
        long known = first == 0 ? 0 : before == null || before.delivered == NEVER ? end : before.delivered;
        return new Snapshot(List.copyOf(items), known, Math.max(submitted, behind), delivered, exhausted, end);
    }

    private @Nullable Item item(long sequence) {
        Item item = ring.get(slot(sequence));
        return item != null && item.sequence == sequence ? item : null;
    }

    private int slot(long sequence) {
        return (int) (sequence % ring.length());
    }

    private long now() {
        return clock.getAsLong() - begin;
    }
}
