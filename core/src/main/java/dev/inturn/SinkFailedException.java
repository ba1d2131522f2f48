package dev.inturn;

import java.io.Serial;
import java.util.Objects;

/** The sink, or the failure listener in its place, threw on the result of an item. The cause is what it threw. */
public final class SinkFailedException extends OrderedProcessingException {

    @Serial
    private static final long serialVersionUID = 1;

    SinkFailedException(long sequence, Throwable cause) {
        super("the sink failed on the result of item " + sequence + ": " + cause, sequence, cause);
    }

    @Override
    SinkFailedException again() {
        return new SinkFailedException(sequence(), Objects.requireNonNull(getCause()));
    }
}
