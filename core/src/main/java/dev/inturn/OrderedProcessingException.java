package dev.inturn;

import java.io.Serial;

/**
 * A run has ended because an item or the sink failed. All results before {@link #sequence()} were delivered, none from
 * it on; if the sink failed to flush, some from it on may have been delivered.
 *
 * <p>Everyone who is told gets an exception of their own with the same sequence number and the same cause.
 */
public abstract sealed class OrderedProcessingException extends RuntimeException
        permits ItemFailedException, SinkFailedException {

    @Serial
    private static final long serialVersionUID = 1;

    private final long sequence;

    OrderedProcessingException(String message, long sequence, Throwable cause) {
        super(message, cause);
        this.sequence = sequence;
    }

    /** The sequence number, from 0, of the item whose result was not delivered. */
    public final long sequence() {
        return sequence;
    }

    /** The same, made anew for another thread to throw. */
    abstract OrderedProcessingException again();
}
