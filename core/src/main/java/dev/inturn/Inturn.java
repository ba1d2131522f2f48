package dev.inturn;

import com.google.common.collect.Range;
import dev.inturn.spi.OrderingStrategy;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The settings of ordered parallel runs, and the way to start one.
 *
 * <pre>{@code
 * Inturn.defaults().run(lines, Json::parse, store::save);             // from a source into a sink
 *
 * Inturn.defaults().map(lines, Json::parse).forEach(store::save);     // as a lazy stream
 *
 * try (var orders = Inturn.defaults().parallelism(8).processor(Json::parse, store::save)) {
 *     orders.submit(line);                                            // pushed, by any thread
 * }
 * }</pre>
 *
 * <p>Instances are immutable: each setter checks its argument and returns new settings. They may be shared, kept in
 * constants, and used for any number of runs at once.
 *
 * <p>Ordered parallelism pays where input queues up, the work gains from being done in parallel, and order matters.
 * Where one of the three is missing a plain loop is as good.
 */
public final class Inturn {

    private static final Range<Integer> PARALLELISM = Range.closed(1, 32_767);
    private static final Range<Integer> CAPACITY = Range.closed(1, 1 << 24);
    private static final int DEFAULT_CAPACITY = 1024;
    private static final int DEFAULT_CAPACITY_PER_WORKER = 8;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Inturn DEFAULTS = new Inturn(
            Math.min(Runtime.getRuntime().availableProcessors(), PARALLELISM.upperEndpoint()),
            0,
            null,
            null,
            null,
            null,
            null,
            LOOK_NANOS);

    private final int parallelism;
    /** 0 where none was given: the default grows with the parallelism. */
    private final int capacity;

    private final @Nullable String strategyName;
    private final @Nullable OrderingStrategy strategy;
    private final @Nullable Executor executor;
    private final @Nullable FailureListener failureListener;
    /** Null where it was left to the form. */
    private final @Nullable Boolean callerWorks;

    private final long lookNanos;

    private Inturn(
            int parallelism,
            int capacity,
            @Nullable String strategyName,
            @Nullable OrderingStrategy strategy,
            @Nullable Executor executor,
            @Nullable FailureListener failureListener,
            @Nullable Boolean callerWorks,
            long lookNanos) {
        this.parallelism = parallelism;
        this.capacity = capacity;
        this.strategyName = strategyName;
        this.strategy = strategy;
        this.executor = executor;
        this.failureListener = failureListener;
        this.callerWorks = callerWorks;
        this.lookNanos = lookNanos;
    }

    /**
     * As many workers as the machine has processors, a window of at least 1,024 items, the best strategy found, an
     * executor of the run's own, and failure in order.
     */
    public static Inturn defaults() {
        return DEFAULTS;
    }

    /**
     * Sets how many threads work on a run at once, on the function and the sink together. For a function that computes,
     * the number of processors; for one that waits, as many calls as shall be under way.
     *
     * @param parallelism from 1 to 32,767
     */
    public Inturn parallelism(int parallelism) {
        checkRange("parallelism", parallelism, PARALLELISM);
        return new Inturn(
                parallelism, capacity, strategyName, strategy, executor, failureListener, callerWorks, lookNanos);
    }

    /**
     * Sets how many items may be accepted and not yet delivered at once. It bounds the memory, and how far the others
     * may run ahead of a slow item. By default 1,024, or 8 times the parallelism if that is more.
     *
     * @param capacity from 1 to 16,777,216
     */
    public Inturn capacity(int capacity) {
        checkRange("capacity", capacity, CAPACITY);
        return new Inturn(
                parallelism, capacity, strategyName, strategy, executor, failureListener, callerWorks, lookNanos);
    }

    /**
     * Chooses the strategy of this name, to be looked up when a run starts: see {@link Strategies#named}.
     *
     * @param name the name, for example {@code "lockfree"}
     */
    public Inturn strategy(String name) {
        Objects.requireNonNull(name, "strategy name");
        return new Inturn(parallelism, capacity, name, null, executor, failureListener, callerWorks, lookNanos);
    }

    /**
     * Chooses this strategy, whether the service loader finds it or not.
     *
     * @param strategy the strategy
     */
    public Inturn strategy(OrderingStrategy strategy) {
        Objects.requireNonNull(strategy, "strategy");
        return new Inturn(parallelism, capacity, null, strategy, executor, failureListener, callerWorks, lookNanos);
    }

    /**
     * Lets runs work on this executor, which stays the caller's: closing a run does not shut it down. Many runs may
     * share one. A pool, a {@link java.util.concurrent.ForkJoinPool}, one that starts a virtual thread for each task,
     * or one that runs its tasks in the calling thread will do; one that drops tasks in silence will not.
     *
     * @param executor the executor
     */
    public Inturn executor(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return new Inturn(
                parallelism, capacity, strategyName, strategy, executor, failureListener, callerWorks, lookNanos);
    }

    /**
     * Leaves items out on which the function fails, instead of ending the run; a {@link VirtualMachineError} ends it
     * nevertheless. To have failures as values in their place, wrap the function by {@link Outcome#capture}.
     *
     * @param listener is told of each item left out
     */
    public Inturn skipFailures(FailureListener listener) {
        Objects.requireNonNull(listener, "failure listener");
        return new Inturn(parallelism, capacity, strategyName, strategy, executor, listener, callerWorks, lookNanos);
    }

    /**
     * Sets whether a calling thread may work too, instead of sleeping while the window is full or the last results are
     * awaited. It counts as one of the {@link #parallelism(int)}. By default it may in {@link #run}, where it also
     * calls the function and the sink in place while items cost less than handing them on, and may not in a
     * {@link #processor}: whoever submits there may hold locks, or have better to do. In a {@code map} it never
     * works, nor in a call with a time-out.
     *
     * <p>A calling thread that works reads no further item meanwhile, and it is interrupted by whoever would interrupt
     * the caller: what the function makes of that is the failure of an item.
     *
     * @param callerWorks true if it may
     */
    public Inturn callerWorks(boolean callerWorks) {
        return new Inturn(
                parallelism, capacity, strategyName, strategy, executor, failureListener, callerWorks, lookNanos);
    }

    /** Sets how often a call that waits looks for what nobody tells it. */
    Inturn lookNanos(long lookNanos) {
        return new Inturn(
                parallelism, capacity, strategyName, strategy, executor, failureListener, callerWorks, lookNanos);
    }

    /**
     * Starts a run into which items are pushed.
     *
     * @param function called on each item, by many threads at once
     * @param sink called with each result, in order
     * @param <I> type of the items
     * @param <R> type of the results
     * @return the run, to be closed by the caller
     * @throws StrategyLookupException if the strategy named, or any at all, could not be found
     * @throws IllegalArgumentException if the strategy refuses the executor
     */
    public <I extends @Nullable Object, R extends @Nullable Object> OrderedProcessor<I> processor(
            ThrowingFunction<? super I, ? extends R> function, Sink<? super R> sink) {
        return start(capacity(), callerWorks != null && callerWorks, function, sink, failureListener, () -> {});
    }

    /**
     * Runs a source through a function into a sink, and returns when all is delivered. The source is read, and may
     * block, on the calling thread; where it would wait, this thread works as well ({@link #callerWorks}). If the source, the function or the sink throws, or the thread is interrupted, the
     * run is cancelled; in any case no call of the function or the sink is under way when this method returns.
     *
     * @param source the items
     * @param function called on each item, by many threads at once
     * @param sink called with each result, in order
     * @param <I> type of the items
     * @param <R> type of the results
     * @return how many items there were
     * @throws InterruptedException if the thread was interrupted while it waited, or between two items
     * @throws OrderedProcessingException if the function failed on an item, the first one in order to do so, or the
     *     sink failed
     * @throws CancellationException if the executor would not work on
     */
    public <I extends @Nullable Object, R extends @Nullable Object> long run(
            Iterator<? extends I> source, ThrowingFunction<? super I, ? extends R> function, Sink<? super R> sink)
            throws InterruptedException {
        Objects.requireNonNull(source, "source");
        boolean working = callerWorks == null || callerWorks;
        OrderedProcessor<I> processor = start(capacity(), working, function, sink, failureListener, () -> {});
        try {
            ScopedRun<I> scoped = new ScopedRun<>(processor, source, System::nanoTime);
            long count = working ? scoped.submitAllOrWork() : scoped.submitAll();
            processor.closeInterruptibly();
            return count;
        } catch (Throwable failure) {
            processor.cancelAndWait(failure);
            throw failure;
        }
    }

    /** The same as {@link #run(Iterator, ThrowingFunction, Sink)} for a collection or anything else one can iterate. */
    public <I extends @Nullable Object, R extends @Nullable Object> long run(
            Iterable<? extends I> source, ThrowingFunction<? super I, ? extends R> function, Sink<? super R> sink)
            throws InterruptedException {
        Objects.requireNonNull(source, "source");
        return this.<I, R>run(source.iterator(), function, sink);
    }

    /**
     * The same as {@link #run(Iterator, ThrowingFunction, Sink)} for a stream, which is read sequentially and closed in
     * the end.
     */
    public <I extends @Nullable Object, R extends @Nullable Object> long run(
            Stream<? extends I> source, ThrowingFunction<? super I, ? extends R> function, Sink<? super R> sink)
            throws InterruptedException {
        Objects.requireNonNull(source, "source");
        try (source) {
            return this.<I, R>run(source.sequential().iterator(), function, sink);
        }
    }

    /**
     * Applies a function to the items of an iterator, lazily: see {@link OrderedIterator}.
     *
     * @param source the items, read by the thread that asks for results, as far ahead as the window allows
     * @param function called on each item, by many threads at once
     * @param <I> type of the items
     * @param <R> type of the results
     * @return the results in order; to be closed, unless it is read to its end
     */
    public <I extends @Nullable Object, R extends @Nullable Object> OrderedIterator<R> map(
            Iterator<? extends I> source, ThrowingFunction<? super I, ? extends R> function) {
        Objects.requireNonNull(source, "source");
        return new OrderedIterator<>(PullRun.<I, R>start(this, source, function));
    }

    /** The same as {@link #map(Iterator, ThrowingFunction)} for a collection or anything else one can iterate. */
    public <I extends @Nullable Object, R extends @Nullable Object> OrderedIterator<R> map(
            Iterable<? extends I> source, ThrowingFunction<? super I, ? extends R> function) {
        Objects.requireNonNull(source, "source");
        return this.<I, R>map(source.iterator(), function);
    }

    /**
     * Applies a function to the elements of a stream, lazily; what {@link OrderedIterator} says holds here as well. The
     * work begins with the terminal operation, and the source may be endless. Closing the stream that is returned stops
     * the work and closes the source.
     *
     * @param source the items; read sequentially
     * @param function called on each item, by many threads at once
     * @param <I> type of the items
     * @param <R> type of the results
     * @return a sequential stream of the results in order; to be closed, unless it is read to its end
     */
    public <I extends @Nullable Object, R extends @Nullable Object> Stream<R> map(
            Stream<? extends I> source, ThrowingFunction<? super I, ? extends R> function) {
        Objects.requireNonNull(source, "source");
        OrderedIterator<R> results = this.<I, R>map(source.sequential().iterator(), function);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(results, Spliterator.ORDERED), false)
                .onClose(results::close)
                .onClose(source::close);
    }

    /**
     * The strategy of runs with these settings: the one that was given, or what is found now by the name, or as the
     * best.
     *
     * @throws StrategyLookupException if none is found
     */
    public OrderingStrategy strategy() {
        if (strategy != null) {
            return strategy;
        }
        return strategyName != null ? Strategies.named(strategyName) : Strategies.best();
    }

    /** How many threads work on a run at once. */
    public int parallelism() {
        return parallelism;
    }

    /** How many items may be accepted and not yet delivered. */
    public int capacity() {
        return capacity != 0 ? capacity : Math.max(DEFAULT_CAPACITY, DEFAULT_CAPACITY_PER_WORKER * parallelism);
    }

    @Nullable
    FailureListener failureListener() {
        return failureListener;
    }

    /** Starts a run with a window and a listener that need not be those of these settings. */
    <I extends @Nullable Object, R extends @Nullable Object> OrderedProcessor<I> start(
            int window,
            boolean callerWorks,
            ThrowingFunction<? super I, ? extends R> function,
            Sink<? super R> sink,
            @Nullable FailureListener listener,
            Runnable onEarlyEnd) {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(sink, "sink");
        OrderingStrategy chosen = strategy();
        if (executor != null) {
            chosen.checkExecutor(executor);
        }
        return OrderedProcessor.start(
                chosen,
                executor,
                new ActiveRun.Settings<>(
                        parallelism, window, callerWorks, function, sink, listener, lookNanos, onEarlyEnd));
    }

    private static void checkRange(String name, int value, Range<Integer> range) {
        if (!range.contains(value)) {
            throw new IllegalArgumentException("%s must be between %d and %d, but is %d"
                    .formatted(name, range.lowerEndpoint(), range.upperEndpoint(), value));
        }
    }
}
