package dev.inturn;

import org.jspecify.annotations.Nullable;

/**
 * Is told of the items that failed and are left out, under {@link Inturn#skipFailures}.
 *
 * <p>It is called in the sink's place: in order, never at the same time as the sink or itself. What it throws ends the
 * run like a failure of the sink, when the results before are flushed.
 */
@FunctionalInterface
public interface FailureListener {

    /**
     * Takes note of an item that failed.
     *
     * @param sequence the item's sequence number, from 0
     * @param item the item
     * @param cause what the function threw
     * @throws Exception whatever it likes: it ends the run
     */
    void skipped(long sequence, @Nullable Object item, Throwable cause) throws Exception;
}
