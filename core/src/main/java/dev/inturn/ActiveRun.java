package dev.inturn;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.PaddedLong;
import dev.inturn.spi.Run;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run as its engine sees it: function, sink, policies, and how it ends. The only place that knows of failure.
 *
 * <p>An outcome is the function's result itself, {@link #NULL} for {@code null}, or a {@link Failed}: success allocates
 * nothing. A run ends early at most once, by the first {@link End} that is set; from then on {@link #process} and
 * {@link #emit} do nothing, so that the engine drains.
 *
 * @param <I> type of the items
 * @param <R> type of the results
 */
final class ActiveRun<I extends @Nullable Object, R extends @Nullable Object> implements Run<Object, Object> {

    /** Stands for {@code null}, as an item and as a result. */
    private static final Object NULL = new Object();

    /** The outcome of an item that is not processed, as the run has ended. */
    private static final Object NONE = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(OrderedProcessor.class);
    private static final AtomicLong RUNS = new AtomicLong();

    private static final VarHandle END;

    static {
        try {
            END = MethodHandles.lookup().findVarHandle(ActiveRun.class, "end", End.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * What a run is made of.
     *
     * @param callerWorks whether a thread that waits in a call of ours may work meanwhile
     * @param lookNanos how often a call that waits looks whether something has changed that nobody tells of, such as the
     *     executor that was shut down under it (X1)
     * @param onEarlyEnd called once, on any thread, when the run has failed or was cancelled
     */
    record Settings<I extends @Nullable Object, R extends @Nullable Object>(
            int parallelism,
            int capacity,
            boolean callerWorks,
            ThrowingFunction<? super I, ? extends R> function,
            Sink<? super R> sink,
            @Nullable FailureListener failureListener,
            long lookNanos,
            Runnable onEarlyEnd) {}

    /** How a run has ended early: by a failure, or else by cancellation, with a cause if it was not the user's wish. */
    private record End(
            @Nullable OrderedProcessingException failure,
            @Nullable Throwable cause) {}

    private final String name;
    private final Settings<I, R> settings;
    private final ThrowingFunction<? super I, ? extends R> function;
    private final Delivery<R> delivery;
    private final Executor executor;
    private final @Nullable ExecutorService ownExecutor;
    private final Callers callers = new Callers();
    private final Engine<Object> engine;

    /** Set for threads whose call is to end in time. */
    private final ThreadLocal<Boolean> inTimedCall = new ThreadLocal<>();

    private volatile @Nullable End end;

    /** Set when all was delivered and no more will come: there is nothing left to cancel. */
    private volatile boolean complete;

    /**
     * How many outcomes were dealt with, and so the sequence number of the next. Written by whoever emits, which is one
     * thread at a time; read by anyone. Padded, as the fields around it are read by all who process items meanwhile.
     */
    private final PaddedLong delivered = new PaddedLong();

    /** How many items went past the engine. Belongs to the one thread that submits, where there is such a one. */
    private long inPlace;

    ActiveRun(OrderingStrategy strategy, @Nullable Executor given, Settings<I, R> settings) {
        this.name = strategy.name() + "-" + RUNS.incrementAndGet();
        this.settings = settings;
        this.function = settings.function();
        this.delivery = new Delivery<>(settings.sink(), settings.failureListener());
        this.ownExecutor = given != null ? null : newExecutor(strategy);
        this.executor = given != null ? given : Objects.requireNonNull(ownExecutor);
        this.engine = start(strategy);
        LOG.debug("{} started", this);
    }

    private ExecutorService newExecutor(OrderingStrategy strategy) {
        return Objects.requireNonNull(
                strategy.newExecutor(settings.parallelism(), "inturn-" + name + "-"),
                () -> "the strategy \"" + strategy.name() + "\" made no executor: newExecutor returned null");
    }

    private Engine<Object> start(OrderingStrategy strategy) {
        try {
            return Objects.requireNonNull(
                    strategy.start(this),
                    () -> "the strategy \"" + strategy.name() + "\" made no engine: start returned null");
        } catch (Throwable bug) {
            shutDownOwnExecutor();
            throw bug;
        }
    }

    private void shutDownOwnExecutor() {
        if (ownExecutor != null) {
            ownExecutor.shutdown();
        }
    }

    Engine<Object> engine() {
        return engine;
    }

    static Object mask(@Nullable Object value) {
        return value == null ? NULL : value;
    }

    // What was masked as a T, which may be a nullable type.
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    static <T extends @Nullable Object> T unmask(Object masked) {
        return (T) (masked == NULL ? null : masked);
    }

    // What the engine calls.

    @Override
    public int parallelism() {
        return settings.parallelism();
    }

    @Override
    public int capacity() {
        return settings.capacity();
    }

    @Override
    public boolean callerWorks() {
        return settings.callerWorks() && inTimedCall.get() == null;
    }

    /** Has what the calling thread does until {@link #endTimedCall} end in time: it must not wait for a function. */
    void beginTimedCall() {
        if (settings.callerWorks()) {
            inTimedCall.set(true);
        }
    }

    void endTimedCall() {
        if (settings.callerWorks()) {
            inTimedCall.remove();
        }
    }

    @Override
    public void work(Runnable section) {
        callers.run(() -> {
            try {
                section.run();
            } catch (Throwable bug) {
                strategyBroke(bug);
            }
        });
    }

    @Override
    public Object process(Object item) {
        if (end != null) {
            return NONE;
        }
        try {
            return mask(function.apply(unmask(item)));
        } catch (Throwable cause) {
            return new Failed(unmask(item), cause);
        }
    }

    @Override
    public void emit(Object outcome, boolean more) {
        if (end != null) {
            return;
        }
        long sequence = delivered.getPlain();
        OrderedProcessingException failure = delivery.deliver(sequence, outcome, more);
        if (failure != null) {
            end(new End(failure, null));
            return;
        }
        // Release: who reads the count sees what the sink did.
        delivered.setRelease(sequence + 1);
    }

    /**
     * Processes and delivers an item on the calling thread, past the engine. Only where nobody else submits, and
     * everything that was submitted is delivered: then its turn is now.
     */
    void deliverInPlace(@Nullable Object item) {
        inPlace++;
        emit(process(mask(item)), false);
    }

    @Override
    public boolean execute(Runnable pump) {
        PumpTask task;
        try {
            task = new PumpTask(this, callers, pump);
        } catch (Throwable error) {
            end(new End(null, error));
            return false;
        }
        return execute(task);
    }

    /** Hands a task to the executor; returns false if it will never run its pump. */
    boolean execute(PumpTask task) {
        try {
            task.offerTo(executor);
        } catch (Throwable refusal) {
            task.withdraw();
            // A pump that finds nothing left may still start another, or go back to the queue, while we shut down.
            if (!complete) {
                end(new End(null, refusal));
            }
        }
        return task.isExpected();
    }

    /** Takes note of an engine that has thrown, which it must not. */
    void strategyBroke(Throwable bug) {
        LOG.error("{}: the strategy broke its law by throwing; the run is cancelled", this, bug);
        end(new End(null, bug));
    }

    // How it ends.

    private void end(End how) {
        if (!END.compareAndSet(this, null, how)) {
            return;
        }
        // Whatever one of them throws: nobody must wait for a run that is dead.
        try {
            engine.stop();
        } finally {
            try {
                callers.interruptOthers();
            } finally {
                try {
                    shutDownOwnExecutor();
                } finally {
                    settings.onEarlyEnd().run();
                }
            }
        }
        // Last, as the log may block.
        if (how.cause() != null) {
            LOG.debug("{} cancelled", this, how.cause());
        } else {
            LOG.debug("{} {}", this, how.failure() != null ? "failed" : "cancelled");
        }
    }

    void cancel() {
        if (!complete) {
            end(new End(null, null));
        }
    }

    /** Cancels the run if the executor was shut down under it. */
    void checkExecutor() {
        if (end == null && ownExecutor == null && executor instanceof ExecutorService service && service.isShutdown()) {
            end(new End(null, new RejectedExecutionException("the executor was shut down: " + service)));
        }
    }

    boolean hasEnded() {
        return end != null;
    }

    /** The failure that has ended the run, made anew. */
    Optional<OrderedProcessingException> failure() {
        End how = end;
        return how == null
                ? Optional.empty()
                : Optional.ofNullable(how.failure()).map(OrderedProcessingException::again);
    }

    /** How many items are accepted and not yet delivered; those that come and go meanwhile may be counted in. */
    long undelivered() {
        long done = delivered();
        return engine.accepted() + inPlace - done;
    }

    /** The same, but those that come and go meanwhile may be missing: so it is never more than the capacity. */
    long inFlight() {
        long accepted = engine.accepted() + inPlace;
        return Math.max(0, accepted - delivered());
    }

    /** How many items were delivered up to now. */
    long delivered() {
        return delivered.getAcquire();
    }

    long lookNanos() {
        return settings.lookNanos();
    }

    void refuseFromInside(String why) {
        if (callers.isInside()) {
            throw new IllegalStateException(
                    "called from inside the function or the sink of this run, where " + why + ": " + this);
        }
    }

    /** The exception for who submits and was refused by the engine. */
    RuntimeException refusal(long answer) {
        if (answer == Engine.CLOSED) {
            return new IllegalStateException("closed: " + this);
        }
        End how = end;
        if (answer != Engine.STOPPED || how == null) {
            throw new AssertionError("the strategy answered " + answer + " to submit");
        }
        return how.failure() != null ? how.failure().again() : cancellation(how.cause());
    }

    /** Throws if the run has failed, or was cancelled by something else than its user. */
    void throwFailure() {
        End how = end;
        if (how == null) {
            return;
        }
        if (how.failure() != null) {
            throw how.failure().again();
        }
        if (how.cause() != null) {
            throw cancellation(how.cause());
        }
    }

    private CancellationException cancellation(@Nullable Throwable cause) {
        CancellationException cancelled = new CancellationException("cancelled" + (cause == null ? "" : " by " + cause)
                + ": " + undelivered() + " accepted items were not delivered: " + this);
        cancelled.initCause(cause);
        return cancelled;
    }

    /**
     * Waits until the sealed engine has delivered everything, the run has ended early, or the time is over.
     *
     * @return whether everything was delivered
     */
    boolean awaitDelivered(Deadline deadline) throws InterruptedException {
        while (end == null) {
            long slice = Math.min(deadline.remaining(), lookNanos());
            if (engine.awaitEmpty(slice) || slice <= 0) {
                break;
            }
            checkExecutor();
        }
        // The count, not the engine, decides: after an early end the engine empties itself without delivering.
        if (undelivered() == 0) {
            complete = true;
        }
        return complete;
    }

    /**
     * Waits until everything is delivered that was submitted, in a run that is not sealed, or the run has ended early.
     *
     * @return whether everything is delivered
     */
    boolean awaitAllDelivered() throws InterruptedException {
        while (end == null) {
            if (engine.awaitEmpty(lookNanos())) {
                return end == null;
            }
            checkExecutor();
        }
        return false;
    }

    /** Waits until no call is under way and our own executor has ended, or the time is over. */
    void awaitQuiet(Deadline deadline) throws InterruptedException {
        shutDownOwnExecutor();
        while (!callers.awaitNobody(Math.min(deadline.remaining(), lookNanos())) && deadline.remaining() > 0) {
            callers.interruptLate();
        }
        if (ownExecutor != null) {
            ownExecutor.awaitTermination(deadline.remaining(), TimeUnit.NANOSECONDS);
        }
    }

    void awaitQuietUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                awaitQuiet(Deadline.in(Long.MAX_VALUE));
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "%s, parallelism=%d, capacity=%d".formatted(name, parallelism(), capacity());
    }
}
