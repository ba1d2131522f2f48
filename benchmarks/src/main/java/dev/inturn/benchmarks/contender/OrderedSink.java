package dev.inturn.benchmarks.contender;

import dev.inturn.Sink;
import java.util.function.Consumer;

/**
 * Where the results of a job arrive, in the form that each contender takes.
 *
 * @param <R> type of the results
 */
@FunctionalInterface
public interface OrderedSink<R> extends Sink<R>, Consumer<R> {

    @Override
    void accept(R result);
}
