package dev.inturn.cli;

/**
 * Sees what happens to the items of a {@link Job}, as it happens.
 *
 * <p>Items are known by their sequence numbers, from 0 in the order of the input. Each is told of on the thread where it
 * happens, so an observer takes calls of many threads at once; those about one item come in order, and each
 * happens-before the next. An observer is in the way of the work that it sees: it should be quick, and never throws.
 */
interface Observer {

    /** The source has the item and is about to submit it. On the source's thread. */
    default void submitting(long sequence) {}

    /** The item was accepted; a worker may have begun with it before this is told. On the source's thread. */
    default void submitted(long sequence) {}

    /** The source has come to its end, or has failed. On the source's thread. */
    default void exhausted() {}

    /** A worker calls the function. On the worker's thread. */
    default void started(long sequence) {}

    /** The function has returned or thrown. On the worker's thread. */
    default void finished(long sequence) {}

    /** The sink is called with the result. One at a time, in order. */
    default void delivering(long sequence) {}

    /** The sink has returned. One at a time, in order. */
    default void delivered(long sequence) {}

    /** The sink is told to write what it holds back. Never while a result is delivered. */
    default void flushing() {}

    /** The sink has written what it held back. */
    default void flushed() {}

    /** The run comes to its end, whatever the reason. Once, on any thread; calls may still be under way. */
    default void ending() {}

    /** The run is over: its results have ended, and no call is under way. Once, on the thread of {@link #ending}. */
    default void ended() {}
}
