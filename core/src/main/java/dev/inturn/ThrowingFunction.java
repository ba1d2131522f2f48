package dev.inturn;

import org.jspecify.annotations.Nullable;

/**
 * A function that may throw: what runs in parallel, once for each item.
 *
 * <p>It is called by many threads at once. It should answer to interruption, which is how
 * {@link OrderedProcessor#cancel cancel} reaches it.
 *
 * @param <I> type of the items
 * @param <R> type of the results
 */
@FunctionalInterface
public interface ThrowingFunction<I extends @Nullable Object, R extends @Nullable Object> {

    /**
     * Processes one item.
     *
     * @param item the item as it was submitted; {@code null} is an item like any other
     * @return the result; {@code null} is a result like any other
     * @throws Exception whatever it likes: it counts as the failure of this item, {@link InterruptedException} included
     */
    R apply(I item) throws Exception;
}
