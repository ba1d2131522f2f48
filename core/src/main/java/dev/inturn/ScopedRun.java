package dev.inturn;

import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a run from a source into a sink: submits one item after another, or processes and delivers them in place
 * while that is the faster way.
 *
 * <p>Handing an item on costs some ten nanoseconds. Where the function costs less, parallel work only loses. So the loop
 * measures both ways, takes the faster one, and tries the other one again from time to time. It begins with submitting,
 * and tries items in place only after many went through so fast that they must be short. Only one thread submits, and
 * before it turns to items in place all that was submitted is delivered: so the order is that of a plain loop, and no
 * two calls of the sink overlap.
 *
 * <p>In place the clock is read so often that a function which suddenly takes long is noticed within some items.
 *
 * @param <I> type of the items
 */
final class ScopedRun<I extends @Nullable Object> {

    /** Items that go through at this rate are short enough to be tried in place. */
    private static final long SHORT_NANOS = 500;

    /** How many items one measurement takes: so many that a thread which has to wake up first does not count for much. */
    private static final int SUBMITTED_STRETCH = 8192;

    private static final int MIN_STRETCHES = 3;

    private static final int IN_PLACE_STRETCH = 1024;

    /** The same while it is still open whether items in place are faster. */
    private static final int TRIAL_STRETCH = 128;

    /** In place, so many items go by without a look at the clock at the most. */
    private static final int MAX_STRIDE = 16;

    /** How long one way is gone before the other one is tried again: doubled each time that this was in vain. */
    private static final long FIRST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long MAX_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final OrderedProcessor<I> processor;
    private final ActiveRun<?, ?> run;
    private final Iterator<? extends I> source;
    /** Nanoseconds, as {@link System#nanoTime}. */
    private final LongSupplier clock;

    private long count;

    /** Whether items in place were the faster way when both were compared. */
    private boolean inPlaceIsFaster;

    private long delayNanos = FIRST_DELAY_NANOS;

    /** What a submitted item took, in picoseconds from one delivery to the next, when that was measured last. */
    private long submittedPicos;

    ScopedRun(OrderedProcessor<I> processor, Iterator<? extends I> source, LongSupplier clock) {
        this.processor = processor;
        this.run = processor.run();
        this.source = source;
        this.clock = clock;
    }

    /**
     * Reads the source to its end, or until the run has ended early.
     *
     * @return how many items there were
     */
    long submitAll() throws InterruptedException {
        while (source.hasNext()) {
            processor.submit(source.next());
            count++;
        }
        return count;
    }

    /** The same by the faster way: the calling thread may work. */
    long submitAllOrWork() throws InterruptedException {
        while (submit() && run.awaitAllDelivered() && work()) {
            // One way after the other.
        }
        return count;
    }

    /**
     * Submits items for the time that is due; then everything is to be delivered, and items in place are to be tried.
     *
     * @return false if the source has ended
     */
    private boolean submit() throws InterruptedException {
        long begin = clock.getAsLong();
        long due = inPlaceIsFaster ? 0 : delayNanos;
        // The best of the last ones counts: a thread may have been asleep, or have lost its processor.
        long beforeLast = Long.MAX_VALUE;
        long last = Long.MAX_VALUE;
        for (int stretches = 1; ; stretches++) {
            long start = clock.getAsLong();
            long deliveredBefore = run.delivered();
            for (int i = 0; i < SUBMITTED_STRETCH; i++) {
                if (!source.hasNext()) {
                    return false;
                }
                processor.submit(source.next());
                count++;
            }
            long now = clock.getAsLong();
            long picos = picos(now - start, run.delivered() - deliveredBefore);
            submittedPicos = Math.min(picos, Math.min(last, beforeLast));
            if (stretches >= MIN_STRETCHES && submittedPicos < SHORT_NANOS * 1000 && now - begin >= due) {
                return true;
            }
            beforeLast = last;
            last = picos;
        }
    }

    /**
     * Processes items in place as long as that is faster than submitting them was, until it is time to try that again.
     *
     * @return false if the source has ended, or the run
     */
    private boolean work() throws InterruptedException {
        long begin = clock.getAsLong();
        long start = begin;
        long last = begin;
        int items = 0;
        int stride = 1;
        boolean decided = false;
        boolean slow = false;
        while (true) {
            for (int i = 0; i < stride; i++) {
                if (!source.hasNext()) {
                    return false;
                }
                run.deliverInPlace(source.next());
                count++;
                if (run.hasEnded()) {
                    return false;
                }
            }
            items += stride;
            long now = clock.getAsLong();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted between two items");
            }
            stride = now - last < stride * SHORT_NANOS ? Math.min(2 * stride, MAX_STRIDE) : 1;
            last = now;
            int stretch = decided ? IN_PLACE_STRETCH : TRIAL_STRETCH;
            if (items >= stretch || now - start >= stretch * SHORT_NANOS) {
                boolean faster = picos(now - start, items) <= submittedPicos;
                // In the end only twice in a row: once may be a thread that has lost its processor.
                if (!faster && (slow || !decided)) {
                    decide(false);
                    return true;
                }
                if (!decided) {
                    decide(true);
                    decided = true;
                }
                if (now - begin >= delayNanos) {
                    return true;
                }
                slow = !faster;
                start = now;
                items = 0;
            }
        }
    }

    private void decide(boolean inPlace) {
        delayNanos = inPlace == inPlaceIsFaster ? Math.min(2 * delayNanos, MAX_DELAY_NANOS) : FIRST_DELAY_NANOS;
        inPlaceIsFaster = inPlace;
    }

    private static long picos(long nanos, long items) {
        return nanos * 1000 / Math.max(1, items);
    }
}
