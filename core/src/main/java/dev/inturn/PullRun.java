package dev.inturn;

import dev.inturn.spi.Waiters;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A run that is pulled: the state behind an {@link OrderedIterator}, without a reference to it.
 *
 * <p>An item counts against the window until {@code next} has returned its result, so the window is kept here: {@code
 * submitted - returned - skipped <= capacity}. The engine's own window has one place more, since a result gets here
 * before the engine has freed its place; so a submit never waits.
 *
 * @param <I> type of the items
 * @param <R> type of the results
 */
final class PullRun<I extends @Nullable Object, R extends @Nullable Object> implements Sink<R> {

    private final Iterator<? extends I> source;
    private final int capacity;
    private final OrderedProcessor<I> processor;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Results that were emitted and not yet returned, masked. Guarded by the lock. */
    private final ArrayDeque<Object> ready = new ArrayDeque<>();

    /** How many items were left out. Guarded by the lock. */
    private long skipped;

    // The rest belongs to the thread that reads.
    private long submitted;
    private long returned;
    /** The result that {@code next} will return, masked. */
    private @Nullable Object next;

    private boolean exhausted;
    private boolean closed;

    /** Why the reading has ended before the results have, if it has. */
    private @Nullable Stop stop;

    /** An early end that is no failure of the run; told each time anew. */
    private record Stop(String reason, Throwable cause) {
        CancellationException toException() {
            CancellationException cancelled = new CancellationException(reason);
            cancelled.initCause(cause);
            return cancelled;
        }
    }

    private PullRun(Inturn settings, Iterator<? extends I> source, ThrowingFunction<? super I, ? extends R> function) {
        this.source = source;
        this.capacity = settings.capacity();
        FailureListener listener = settings.failureListener();
        this.processor = settings.start(
                capacity + 1, false, function, this, listener == null ? null : counting(listener), this::signal);
    }

    static <I extends @Nullable Object, R extends @Nullable Object> PullRun<I, R> start(
            Inturn settings, Iterator<? extends I> source, ThrowingFunction<? super I, ? extends R> function) {
        return new PullRun<>(settings, source, function);
    }

    // Called by the pumps.

    @Override
    public void accept(R result) {
        lock.lock();
        try {
            ready.add(ActiveRun.mask(result));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        signal();
    }

    private FailureListener counting(FailureListener listener) {
        return (sequence, item, cause) -> {
            listener.skipped(sequence, item, cause);
            lock.lock();
            try {
                skipped++;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        };
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // Called by the thread that reads.

    R take() {
        if (!advance()) {
            throw new NoSuchElementException("no more results");
        }
        Object result = Objects.requireNonNull(next);
        next = null;
        returned++;
        return ActiveRun.unmask(result);
    }

    boolean advance() {
        if (stop != null) {
            throw stop.toException();
        }
        while (next == null && !closed) {
            switch (look()) {
                case RESULT -> {}
                case READ -> readSource();
                case WAIT -> processor.run().checkExecutor();
                case DONE -> {
                    closed = true;
                    processor.close();
                }
                case ENDED -> {
                    processor.cancelAndWait();
                    processor.run().throwFailure();
                    closed = true;
                }
            }
        }
        return next != null;
    }

    private enum Step {
        /** A result is there. */
        RESULT,
        /** There is room for another item. */
        READ,
        /** All was returned. */
        DONE,
        /** The run has failed or was cancelled, and all results before that were returned. */
        ENDED,
        /** None of these, yet. */
        WAIT
    }

    /** What can be done; waits for a while if nothing can. */
    @SuppressWarnings("WaitNotInLoop") // the caller looks again
    private Step look() {
        lock.lock();
        try {
            Step step = step();
            if (step == Step.WAIT) {
                processor.run().refuseFromInside("the next result would wait for its caller");
                Waiters.awaitNanos(changed, processor.run().lookNanos());
            }
            return step;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private Step step() {
        // Under the lock, or the signal of the end could come between the look and the wait; and before the results, so
        // that all that was emitted before a failure is there when the failure is seen.
        boolean ended = processor.run().hasEnded();
        next = ready.poll();
        long inFlight = submitted - returned - skipped;
        if (next != null) {
            return Step.RESULT;
        } else if (ended) {
            return Step.ENDED;
        } else if (!exhausted && inFlight < capacity) {
            return Step.READ;
        } else if (exhausted && inFlight == 0) {
            return Step.DONE;
        }
        return Step.WAIT;
    }

    private void readSource() {
        I item;
        try {
            if (!source.hasNext()) {
                exhausted = true;
                return;
            }
            item = source.next();
        } catch (Throwable failure) {
            stop = new Stop("the source has failed: " + failure, failure);
            processor.cancelAndWait(failure);
            throw failure;
        }
        try {
            processor.submit(item);
            submitted++;
        } catch (OrderedProcessingException | CancellationException e) {
            // Its turn comes when the results before it were returned.
            exhausted = true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private CancellationException interrupted(InterruptedException cause) {
        Stop interrupted = new Stop("interrupted while waiting for a result", cause);
        stop = interrupted;
        cancel();
        Thread.currentThread().interrupt();
        return interrupted.toException();
    }

    /** Stops the work without waiting; called by any thread. */
    void cancel() {
        processor.cancel();
    }

    void close() {
        processor.cancelAndWait();
        closed = true;
        stop = null;
        next = null;
        lock.lock();
        try {
            ready.clear();
        } finally {
            lock.unlock();
        }
    }
}
