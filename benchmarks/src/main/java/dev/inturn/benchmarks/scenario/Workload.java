package dev.inturn.benchmarks.scenario;

import dev.inturn.benchmarks.contender.Job;
import dev.inturn.benchmarks.contender.OrderedSink;
import dev.inturn.benchmarks.contender.Step;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What contenders are given to do: the items, the function, and how a result tells where it belongs.
 *
 * @param items the item at each place
 * @param function what is done with an item
 * @param place the place of a result, modulo the cycle
 * @param cycle after how many places the items repeat, a power of two
 * @param count how many items make up a run, or 0 for as many as fill the time
 * @param weight what an item at a place costs, in any unit; null if all cost the same
 * @param <I> type of the items
 * @param <R> type of the results
 */
record Workload<I, R>(
        LongFunction<I> items,
        Step<I, R> function,
        ToIntFunction<R> place,
        int cycle,
        long count,
        @Nullable LongToDoubleFunction weight) {

    Workload {
        if (Integer.bitCount(cycle) != 1) {
            throw new IllegalArgumentException("a cycle of " + cycle + " is no power of two");
        }
    }

    /** So many of the items, with this sink. */
    Job<I, R> job(long items, OrderedSink<R> sink) {
        return new Job<>(items, this.items, function, sink);
    }

    /** A sink for one run that checks the order. */
    OrderCheck<R> check(int submitters) {
        return new OrderCheck<>(place, cycle, submitters);
    }

    /** The items of a table that has a power of two of them, over and over. */
    static <I> LongFunction<I> repeated(I[] table) {
        int mask = table.length - 1;
        return place -> table[(int) place & mask];
    }
}
