package dev.inturn.spi;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/**
 * A way to process items in parallel and to deliver their results in order; found by {@link java.util.ServiceLoader}.
 *
 * <p>A strategy is stateless and safe for use by many threads; all state is in the engines that it starts. It has a
 * public constructor without arguments, or a public static method {@code provider()}, as {@code ServiceLoader} wants.
 */
public interface OrderingStrategy {

    /** The name by which users choose this strategy: short, lower case, unique among the strategies found, always the same. */
    String name();

    /** One line for people who must choose: how it works, and what it is good for. */
    String description();

    /**
     * The rank when no strategy was named: the highest is taken; among equals, the first by name. Those of this project
     * lie between 0 and 100. Always the same.
     */
    int priority();

    /**
     * Makes the executor for a run whose user gave none. The core shuts it down when the run is closed.
     *
     * @param parallelism how many threads the run may use at once, at least 1
     * @param threadNamePrefix what the name of each thread begins with; a number is to follow
     * @return an executor of {@code parallelism} daemon threads, which takes its tasks first in, first out
     */
    ExecutorService newExecutor(int parallelism, String threadNamePrefix);

    /**
     * Refuses an executor that this strategy cannot work on. By default every executor is welcome.
     *
     * @param executor the executor that a user wants the run to use
     * @throws IllegalArgumentException saying what kind of executor is needed
     */
    default void checkExecutor(Executor executor) {}

    /**
     * Starts an engine. It holds no thread and has started no pump yet.
     *
     * @param run the function, the sink and the bounds, as the core hands them over
     * @param <I> type of the items, opaque to the engine
     * @param <O> type of the outcomes, opaque to the engine
     */
    <I, O> Engine<I> start(Run<I, O> run);
}
