package dev.inturn.benchmarks.contender;

import dev.inturn.spi.PaddedLong;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/**
 * What a contender does in one go: some items, the function to be called on each, and the sink.
 *
 * @param count how many items there are
 * @param items the item at each place, from 0
 * @param function called on each item
 * @param sink called with each result, in order
 * @param <I> type of the items
 * @param <R> type of the results
 */
public record Job<I, R>(long count, LongFunction<I> items, Step<I, R> function, OrderedSink<R> sink) {

    /** The items one after another, as a source that nobody can split gives them. */
    public Iterator<I> iterator() {
        return new Iterator<>() {
            /** Padded: what the sink writes may lie beside it. */
            private final PaddedLong next = new PaddedLong();

            @Override
            public boolean hasNext() {
                return next.getPlain() < count;
            }

            @Override
            public I next() {
                long place = next.getPlain();
                if (place >= count) {
                    throw new NoSuchElementException();
                }
                next.setPlain(place + 1);
                return items.apply(place);
            }
        };
    }
}
