package dev.inturn;

import org.jspecify.annotations.Nullable;

/**
 * Where results arrive, one after another, in the order of their items.
 *
 * <p>Calls never overlap and each happens-before the next, but they come from different threads. A sink needs no
 * synchronization of its own and must not rely on thread-locals.
 *
 * @param <R> type of the results
 */
@FunctionalInterface
public interface Sink<R extends @Nullable Object> {

    /**
     * Takes the next result.
     *
     * @param result the result; may be {@code null} if the function returned that
     * @throws Exception whatever it likes: it ends the run, whatever the failure policy
     */
    void accept(R result) throws Exception;

    /**
     * Called after an {@code accept} that is not followed by another at once, and before the run fails by an item or by
     * the failure listener: the moment to flush what was buffered. Sinks that write through have nothing to do.
     *
     * @throws Exception whatever it likes: it ends the run by a {@link SinkFailedException} that names the first result
     *     accepted since the last {@code flush} that succeeded
     */
    default void flush() throws Exception {}
}
