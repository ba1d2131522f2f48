package dev.inturn;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A run into which items are pushed, by one thread or many; results reach the sink in the order of the sequence numbers
 * that {@link #submit} returns.
 *
 * <pre>{@code
 * try (var orders = Inturn.defaults().parallelism(8).processor(Json::parse, store::save)) {
 *     for (var message : messages) {
 *         orders.submit(message);
 *     }
 * } // returns when all is saved
 * }</pre>
 *
 * <p><b>Bounded.</b> At most {@code capacity} items are accepted and not yet delivered; {@code submit} waits while the
 * window is full.
 *
 * <p><b>Failure.</b> When the function throws, all results before that item are delivered and none from it on; calls
 * that still run are interrupted; {@code submit} and {@code close} throw an {@link ItemFailedException}. A sink that
 * throws ends the run as well, by a {@link SinkFailedException}. See {@link Inturn#skipFailures} and
 * {@link Outcome#capture} for other ways.
 *
 * <p><b>From inside.</b> The function and the sink may call {@code trySubmit} and {@code cancel}, and {@code submit}
 * while there is room; a call that would have to wait for itself throws {@link IllegalStateException}.
 *
 * <p>All methods may be called by any thread. The threads of a run's own executor are daemons: a run that nobody closes
 * does not keep the process alive.
 *
 * @param <I> type of the items
 */
public final class OrderedProcessor<I extends @Nullable Object> implements AutoCloseable {

    private final ActiveRun<?, ?> run;
    private final Engine<Object> engine;

    private OrderedProcessor(ActiveRun<?, ?> run, Engine<Object> engine) {
        this.run = run;
        this.engine = engine;
    }

    static <I extends @Nullable Object, R extends @Nullable Object> OrderedProcessor<I> start(
            OrderingStrategy strategy, @Nullable Executor executor, ActiveRun.Settings<I, R> settings) {
        ActiveRun<I, R> run = new ActiveRun<>(strategy, executor, settings);
        return new OrderedProcessor<>(run, run.engine());
    }

    /**
     * Submits an item; waits while the window is full.
     *
     * <p>A call that throws leaves no trace: the item was not accepted.
     *
     * @param item the item; {@code null} is an item like any other
     * @return its sequence number, from 0 without a gap
     * @throws InterruptedException if the thread was interrupted while it had to wait
     * @throws OrderedProcessingException if an item or the sink failed
     * @throws CancellationException if the run was cancelled
     * @throws IllegalStateException if the run is closed; or if the window is full and the caller is the function or
     *     the sink of this run, which would wait for itself
     */
    public long submit(I item) throws InterruptedException {
        long sequence = engine.submit(ActiveRun.mask(item), 0);
        return sequence >= 0 ? sequence : submitSlowly(item, sequence, Long.MAX_VALUE);
    }

    /**
     * Submits an item if there is room now. Never waits.
     *
     * @param item the item; {@code null} is an item like any other
     * @return its sequence number, or -1 if the window is full
     * @throws OrderedProcessingException if an item or the sink failed
     * @throws CancellationException if the run was cancelled
     * @throws IllegalStateException if the run is closed
     */
    public long trySubmit(I item) {
        long sequence;
        try {
            sequence = engine.submit(ActiveRun.mask(item), 0);
        } catch (InterruptedException e) {
            throw new AssertionError("the strategy waited where it must not", e);
        }
        if (sequence >= Engine.FULL) {
            return sequence;
        }
        throw run.refusal(sequence);
    }

    /**
     * Submits an item; waits while the window is full, but not longer than the time given.
     *
     * @param item the item; {@code null} is an item like any other
     * @param timeout how long to wait; zero or less does not wait
     * @return its sequence number, or -1 if the time was over
     * @throws InterruptedException if the thread was interrupted while it had to wait
     * @throws OrderedProcessingException if an item or the sink failed
     * @throws CancellationException if the run was cancelled
     * @throws IllegalStateException if the run is closed; or if the window is full and the caller is the function or
     *     the sink of this run
     */
    public long trySubmit(I item, Duration timeout) throws InterruptedException {
        Objects.requireNonNull(timeout, "timeout");
        long sequence = engine.submit(ActiveRun.mask(item), 0);
        if (sequence >= 0) {
            return sequence;
        }
        run.beginTimedCall();
        try {
            return submitSlowly(item, sequence, TimeUnit.NANOSECONDS.convert(timeout));
        } finally {
            run.endTimedCall();
        }
    }

    private long submitSlowly(I item, long refused, long nanos) throws InterruptedException {
        Object masked = ActiveRun.mask(item);
        Deadline deadline = Deadline.in(nanos);
        long answer = refused;
        if (answer == Engine.FULL && nanos <= 0) {
            return Engine.FULL;
        }
        while (answer == Engine.FULL) {
            run.refuseFromInside("submit would wait for room that only its caller can make");
            long slice = Math.min(deadline.remaining(), run.lookNanos());
            if (slice <= 0) {
                return Engine.FULL;
            }
            run.checkExecutor();
            answer = run.hasEnded() ? Engine.STOPPED : engine.submit(masked, slice);
        }
        if (answer >= 0) {
            return answer;
        }
        throw run.refusal(answer);
    }

    /**
     * Takes no more, delivers everything that was accepted, and returns when no call of the function or the sink is
     * under way and the executor, if it is the run's own, has ended. Submitters that wait are refused. May be called
     * again, and by several threads: each waits. After a {@link #cancel} it waits for the calls under way only.
     *
     * <p>If the thread is interrupted meanwhile, the run is cancelled; the call waits for the calls under way, restores
     * the interrupt, and throws if something was not delivered.
     *
     * @throws OrderedProcessingException if an item or the sink failed
     * @throws CancellationException if the thread was interrupted, or the executor would not work on; the message says
     *     how many items were not delivered
     * @throws IllegalStateException if the caller is the function or the sink of this run
     */
    @Override
    public void close() {
        try {
            closeInterruptibly();
        } catch (InterruptedException e) {
            run.cancel();
            run.awaitQuietUninterruptibly();
            Thread.currentThread().interrupt();
            run.throwFailure();
            long undelivered = run.undelivered();
            if (undelivered > 0) {
                CancellationException cancelled = new CancellationException(
                        "interrupted while closing: " + undelivered + " accepted items were not delivered");
                cancelled.initCause(e);
                throw cancelled;
            }
        }
    }

    /** As {@link #close()}, but when interrupted it leaves all as it is. */
    void closeInterruptibly() throws InterruptedException {
        finish(Deadline.in(Long.MAX_VALUE));
    }

    /**
     * Takes no more, and gives what was accepted some time to be delivered. When that time is over, the run is
     * cancelled, and the call returns even if a call of the function or the sink is still under way.
     *
     * <p>If the thread is interrupted meanwhile, the delivery goes on, and {@code close} may be called again.
     *
     * @param timeout how long to wait; zero or less only looks
     * @return true if all was delivered
     * @throws InterruptedException if the thread was interrupted while it had to wait
     * @throws OrderedProcessingException if an item or the sink failed
     * @throws CancellationException if the executor would not work on
     * @throws IllegalStateException if the caller is the function or the sink of this run
     */
    public boolean close(Duration timeout) throws InterruptedException {
        Deadline deadline = Deadline.in(TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(timeout, "timeout")));
        run.beginTimedCall();
        try {
            return finish(deadline);
        } finally {
            run.endTimedCall();
        }
    }

    private boolean finish(Deadline deadline) throws InterruptedException {
        run.refuseFromInside("close would wait for its caller");
        engine.seal();
        boolean delivered = run.awaitDelivered(deadline);
        if (!delivered) {
            run.cancel();
        }
        run.awaitQuiet(deadline);
        run.throwFailure();
        // The last result may have been delivered after the look, before the run was cancelled.
        return delivered || run.undelivered() == 0;
    }

    /**
     * Ends the run at once, without waiting: interrupts the calls of the function and the sink that are under way
     * (except the caller's own), begins no further one, and delivers nothing more. Submitters that wait, and all later
     * ones, get a {@link CancellationException}. Use {@link #close} to wait for the calls under way. Has no effect when
     * all was delivered and the run is closed, or has failed.
     */
    public void cancel() {
        run.cancel();
    }

    /** How many items are accepted and not yet delivered, at most the capacity: a snapshot. */
    public long inFlight() {
        return run.inFlight();
    }

    /** Cancels and waits for the calls under way, however often the thread is interrupted meanwhile. */
    void cancelAndWait() {
        run.refuseFromInside("close would wait for its caller");
        run.cancel();
        run.awaitQuietUninterruptibly();
    }

    /** The same, where a failure is about to be thrown: one of the run itself that would go unnoticed is added to it. */
    void cancelAndWait(Throwable failure) {
        cancelAndWait();
        if (!(failure instanceof OrderedProcessingException)) {
            run.failure().ifPresent(failure::addSuppressed);
        }
    }

    ActiveRun<?, ?> run() {
        return run;
    }

    @Override
    public String toString() {
        return "OrderedProcessor[" + run + "]";
    }
}
