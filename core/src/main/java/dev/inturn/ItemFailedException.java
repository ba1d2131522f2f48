package dev.inturn;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The function failed on an item, the first one in order to do so. The cause is what it threw. */
public final class ItemFailedException extends OrderedProcessingException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient @Nullable Object item;

    ItemFailedException(long sequence, @Nullable Object item, Throwable cause) {
        super("item " + sequence + " failed: " + cause, sequence, cause);
        this.item = item;
    }

    /** The item that failed. It is not part of the message; after deserialization it is {@code null}. */
    public @Nullable Object item() {
        return item;
    }

    @Override
    ItemFailedException again() {
        return new ItemFailedException(sequence(), item, Objects.requireNonNull(getCause()));
    }
}
