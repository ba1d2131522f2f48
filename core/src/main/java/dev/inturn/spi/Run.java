package dev.inturn.spi;

/**
 * What the core hands to an engine: the bounds, the executor, the function and the sink, with failure, {@code null},
 * policies and cancellation already dealt with. Implemented by the core, called by engines.
 *
 * @param <I> type of the items, never {@code null}
 * @param <O> type of the outcomes, never {@code null}
 */
public interface Run<I, O> {

    /** How many pumps may exist at once, at least 1. */
    int parallelism();

    /** How many items may be accepted and not yet delivered at once, at least 1. */
    int capacity();

    /**
     * Whether the calling thread, which would wait in {@link Engine#submit} or {@link Engine#awaitEmpty}, may work
     * meanwhile, by {@link #work}. To be asked each time: a thread whose call is to end in time may not. Asked when the
     * engine is started, it tells whether any thread may.
     */
    default boolean callerWorks() {
        return false;
    }

    /**
     * Runs a section of work, which calls {@link #process} and {@link #emit} as a pump does, on the calling thread. The
     * core registers the thread for the time being, so that cancellation finds it. To be called only where the thread
     * would wait otherwise, and never from inside {@code process} or {@code emit}.
     *
     * @param section what to run; must end soon when the thread is interrupted
     */
    default void work(Runnable section) {
        throw new UnsupportedOperationException("callers do not work in this run");
    }

    /**
     * Hands a pump to the executor. It runs on a thread of the executor's choice, possibly before this call returns.
     * The core registers the thread for the time being, so that cancellation finds it.
     *
     * @param pump what to run; once, if this returns true
     * @return true if the pump will run, is running or has run. False if it never will: the executor refused it, in
     *     which case the core has taken note and stops the engine; or the executor tried to run it right here, on a
     *     thread that already works for this run further down its stack. Then the caller counts the pump out, and it
     *     is the work further down the stack that goes on.
     */
    boolean execute(Runnable pump);

    /**
     * Calls the function. May be called by many threads at once.
     *
     * @param item the item
     * @return the outcome: the result or a failure, opaque to the engine. Never {@code null}, never throws
     */
    O process(I item);

    /**
     * Delivers an outcome. Calls do not overlap and come in the order of the sequence numbers. Never throws.
     *
     * @param outcome what {@link #process} returned
     * @param more a promise that this thread calls {@code emit} again at once, with no {@code process} and no waiting
     *     between: lets a sink flush once for many results. False where in doubt
     */
    void emit(O outcome, boolean more);
}
