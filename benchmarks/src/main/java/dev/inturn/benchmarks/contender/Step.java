package dev.inturn.benchmarks.contender;

import dev.inturn.ThrowingFunction;
import java.util.function.Function;

/**
 * The function of a job, in the form that each contender takes.
 *
 * @param <I> type of the items
 * @param <R> type of the results
 */
@FunctionalInterface
public interface Step<I, R> extends ThrowingFunction<I, R>, Function<I, R> {

    @Override
    R apply(I item);
}
