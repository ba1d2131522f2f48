package dev.inturn.benchmarks.contender;

/** One way to process items and keep their order, ready to be run again and again. */
public interface Contender extends AutoCloseable {

    /**
     * Does a job, and returns when all is delivered.
     *
     * @param job what to do
     * @param <I> type of the items
     * @param <R> type of the results
     * @throws Exception whatever the library at work throws
     */
    <I, R> void run(Job<I, R> job) throws Exception;

    /** Lets go of the threads. */
    @Override
    default void close() {}
}
