package dev.inturn;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sink, or the failure listener in its place, threw on the result of an item. The cause is what it threw.
 *
 * <p>If an item had failed, and the sink then failed to flush what came before it, that {@link ItemFailedException} is
 * suppressed in this one.
 */
public final class SinkFailedException extends OrderedProcessingException {

    @Serial
    private static final long serialVersionUID = 1;

    private final @Nullable ItemFailedException untold;

    SinkFailedException(long sequence, Throwable cause) {
        super("the sink failed on the result of item " + sequence + ": " + cause, sequence, cause);
        this.untold = null;
    }

    /**
     * The sink failed to flush the results before a failed item.
     *
     * @param untold the failure that the run would have ended with
     */
    SinkFailedException(ItemFailedException untold, Throwable cause) {
        super(
                "the sink failed to flush the results before item " + untold.sequence() + ", which has failed: "
                        + cause,
                untold.sequence(),
                cause);
        this.untold = untold;
        addSuppressed(untold);
    }

    @Override
    SinkFailedException again() {
        Throwable cause = Objects.requireNonNull(getCause());
        return untold == null ? new SinkFailedException(sequence(), cause) : new SinkFailedException(untold, cause);
    }
}
