package dev.inturn;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sink, or the failure listener in its place, threw. The cause is what it threw.
 *
 * <p>If it was {@link Sink#flush} that threw, {@link #sequence()} is that of the first result which the sink was given
 * since it was last flushed: that one, and those after it, may not have arrived. If the run was about to end by another
 * failure when the sink was flushed, that one is suppressed in this one.
 */
public final class SinkFailedException extends OrderedProcessingException {

    @Serial
    private static final long serialVersionUID = 1;

    private final @Nullable OrderedProcessingException untold;

    private SinkFailedException(
            String message, long sequence, @Nullable OrderedProcessingException untold, Throwable cause) {
        super(message, sequence, cause);
        this.untold = untold;
        if (untold != null) {
            addSuppressed(untold);
        }
    }

    /** The sink failed to take a result, or the listener to take note of an item left out. */
    static SinkFailedException onResult(long sequence, Throwable cause) {
        return new SinkFailedException(
                "the sink failed on the result of item " + sequence + ": " + cause, sequence, null, cause);
    }

    /**
     * The sink failed to flush.
     *
     * @param first the first result that it was given since it was last flushed
     * @param untold the failure by which the run would have ended, if any
     */
    static SinkFailedException onFlush(long first, @Nullable OrderedProcessingException untold, Throwable cause) {
        String before = untold == null ? "" : ", before item " + untold.sequence() + ", which has failed";
        return new SinkFailedException(
                "the sink failed to flush the results from item " + first + " on" + before + ": " + cause,
                first,
                untold,
                cause);
    }

    @Override
    SinkFailedException again() {
        return new SinkFailedException(
                Objects.requireNonNull(getMessage()),
                sequence(),
                untold == null ? null : untold.again(),
                Objects.requireNonNull(getCause()));
    }
}
