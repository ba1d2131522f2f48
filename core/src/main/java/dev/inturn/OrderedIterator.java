package dev.inturn;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The results of a function on the items of a source, in order, computed in parallel ahead of who reads them.
 *
 * <p><b>Lazy.</b> The source is read by the thread that calls {@link #hasNext} or {@link #next}, never by another, and
 * at most {@code capacity} items ahead of the results returned; so it may be endless. A result that is ready is returned
 * before the source is read again. But a source that blocks holds up results that become ready meanwhile: for such a
 * source {@link Inturn#run run} is the form.
 *
 * <p><b>Failure.</b> When the function fails on an item, all results before it are returned; then {@code hasNext} and
 * {@code next} throw an {@link ItemFailedException}. What the source throws is thrown as it is, at once, and the work
 * stops. Who asks again after a failure or an interrupt is told again: only at the end of the results, and when it was
 * closed, an iterator says that there are no more.
 *
 * <p><b>End.</b> The work stops when the results were read to their end, when something was thrown, and when the
 * iterator is closed. If it is dropped without being closed, the work stops some time after it has become garbage; do
 * not rely on that.
 *
 * <p>For one thread at a time.
 *
 * @param <R> type of the results
 */
public final class OrderedIterator<R extends @Nullable Object> implements Iterator<R>, AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();

    /** Everything but this handle, so that the handle can become garbage while the work goes on. */
    private final PullRun<?, R> pull;

    private final Cleaner.Cleanable cleanable;

    OrderedIterator(PullRun<?, R> pull) {
        this.pull = pull;
        this.cleanable = CLEANER.register(this, pull::cancel);
    }

    /**
     * Whether there is another result; waits until that is known.
     *
     * @throws OrderedProcessingException if it is the turn of an item that failed
     * @throws CancellationException if the thread was interrupted while it waited (the work is cancelled, and the
     *     interrupt restored), if the executor would not work on, or if the source has thrown before
     */
    @Override
    public boolean hasNext() {
        try {
            return pull.advance();
        } finally {
            // Without it the cleaner could take us for garbage, and cancel what we wait for.
            Reference.reachabilityFence(this);
        }
    }

    /**
     * The next result; waits until it is there.
     *
     * @throws NoSuchElementException if there is none, or the iterator was closed
     * @throws OrderedProcessingException if it is the turn of an item that failed
     * @throws CancellationException as for {@link #hasNext}
     */
    @Override
    public R next() {
        try {
            return pull.take();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Stops the work: interrupts the calls under way, and returns when none is left. The results that were not read are
     * dropped.
     *
     * @throws IllegalStateException if the caller is the function
     */
    @Override
    public void close() {
        pull.close();
        cleanable.clean();
    }
}
