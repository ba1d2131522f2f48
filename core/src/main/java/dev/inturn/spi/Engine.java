package dev.inturn.spi;

/**
 * One run's order, bound and scheduling: numbers the items that come in, has at most {@link Run#parallelism()} threads
 * work on them, and emits their outcomes in the order of the numbers.
 *
 * <p>Its methods may be called by any number of threads at once, from inside {@link Run#process} and {@link Run#emit}
 * as well. Items and outcomes are never {@code null}: {@code null} is free to mean an empty slot.
 *
 * <h2>The law</h2>
 *
 * Rule ids are those of the project's contract ({@code docs/contract.md}).
 *
 * <dl>
 *   <dt>Sequence (O3)
 *   <dd>Accepted items are numbered from 0 without a gap, in an order that keeps each thread's own.
 *   <dt>Outcome (O1, O2, P4)
 *   <dd>For each accepted item {@link Run#process} is called once, begun in the order of the numbers, and
 *       {@link Run#emit} once with what it returned, in the order of the numbers. Calls of {@code emit} never overlap,
 *       each happens-before the next; {@code submit} happens-before {@code process} happens-before {@code emit}.
 *   <dt>Prompt (P1)
 *   <dd>An outcome is emitted as soon as it and all before it are there. That needs no further call of the engine.
 *   <dt>Bound (B1)
 *   <dd>An item occupies one of {@link Run#capacity()} places from the moment it is accepted until {@code emit} with
 *       its outcome has returned, and no longer: its place is free before the next {@code emit} begins.
 *   <dt>Pumps (P2, P3, P5)
 *   <dd>An engine owns no thread. It hands <em>pumps</em> to {@link Run#execute}: a pump takes items, processes and
 *       emits until nothing is left, may look again for some microseconds, and ends. {@code process} and {@code emit}
 *       are called by pumps alone, and by calling threads as said below; at most {@code parallelism} pumps exist at once, those on their way included, those
 *       about to return not. As long as an accepted item is unstarted and fewer than {@code parallelism} pumps exist, one more is on its way
 *       (one at a time will do). When nothing is accepted and undelivered, no pump exists; where outcomes only wait
 *       for the head, the pumps that have nothing to do end as well.
 *   <dt>Calling threads (P2, P3)
 *   <dd>Where {@link Run#callerWorks()} says so, a thread that would wait in {@code submit} or {@code awaitEmpty} for what
 *       work brings about may do some, if fewer than {@code parallelism} pumps exist: it counts as one of them until it
 *       goes on, which it does as soon as it could have been woken. As long as items take no more than a fraction of a
 *       millisecond the engine may leave one place to that thread, unless it is the only one; when pumps notice that the
 *       thread stays away and items are unstarted, they fill the place. {@link CallingThreads} does all of that.
 *   <dt>Turns (X1)
 *   <dd>A pump that has worked for some 10 ms and has more to do hands itself to {@code execute} again and ends, so
 *       that runs which share an executor take turns.
 *   <dt>Waiting (B2)
 *   <dd>A submitter that waits is woken when a good part of the window is free, or when a place is free and no
 *       accepted item is unstarted; it may look for room for some microseconds first. No order among submitters is
 *       promised. A thread that waits may be a worker of the pool that the pumps need: it gives its place up meanwhile, as
 *       {@link Waiters#awaitNanos} does.
 *   <dt>Retention (L4)
 *   <dd>The engine keeps no reference to an item once it is handed to {@code process}, nor to an outcome once
 *       {@code emit} with it has returned.
 *   <dt>Locks
 *   <dd>No method of {@link Run} is called while a lock is held that another method of the engine takes: {@code execute}
 *       may run the pump before it returns, {@code process} and {@code emit} run user code that may call
 *       {@code submit}.
 * </dl>
 *
 * <p>There is no failure path: what the function or the sink throw is caught by the core and comes back as an outcome
 * like any other, and after the run has ended early {@code process} and {@code emit} do nothing but return.
 *
 * @param <I> type of the items
 */
public interface Engine<I> {

    /** Returned by {@link #submit}: no place became free in the time given. */
    long FULL = -1;

    /** Returned by {@link #submit}: refused, as {@link #seal} was called. */
    long CLOSED = -2;

    /** Returned by {@link #submit}: refused, as {@link #stop} was called. Takes precedence over {@link #CLOSED}. */
    long STOPPED = -3;

    /**
     * Accepts an item, when a place in the window is free.
     *
     * <p>A call that does not return a sequence number leaves no trace: no item, no number, no gap.
     *
     * @param item the item, never {@code null}
     * @param nanos how long to wait for a place, in nanoseconds; with 0 or less the call never blocks and never throws
     * @return the item's sequence number, or {@link #FULL}, {@link #CLOSED} or {@link #STOPPED}
     * @throws InterruptedException if the thread is or becomes interrupted while it would have to wait
     */
    long submit(I item, long nanos) throws InterruptedException;

    /**
     * Takes no more. Atomic with {@link #submit}: of the calls that run at the same time each is either accepted or
     * refused; those that wait are refused. Never blocks.
     */
    void seal();

    /**
     * Waits until nothing is accepted and undelivered.
     *
     * @param nanos how long to wait, in nanoseconds; 0 or less only looks
     * @return true if nothing was accepted and undelivered at some moment of this call; false if the time was over or
     *     the engine was stopped
     * @throws InterruptedException if the thread is or becomes interrupted while it would have to wait
     */
    boolean awaitEmpty(long nanos) throws InterruptedException;

    /**
     * Ends the run early: releases all who wait in {@link #submit} or {@link #awaitEmpty}. Never blocks; may be called
     * more than once, and from inside {@code process} and {@code emit}. Pumps turn on: {@code process} and
     * {@code emit} do nothing any more, so what was accepted is drained quickly.
     */
    void stop();

    /** How many items were accepted up to now. */
    long accepted();
}
