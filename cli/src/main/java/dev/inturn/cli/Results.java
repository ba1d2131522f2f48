package dev.inturn.cli;

import dev.inturn.Sink;
import java.util.function.Consumer;

/**
 * Where the results of a {@link Job} arrive, and its end. What {@code accept} throws ends the job and the program.
 *
 * @param <R> type of the results
 */
interface Results<R> extends Sink<R> {

    /**
     * Called once, before the first result.
     *
     * @param onFailure ends the job, for what fails while none of the other methods is called
     */
    default void begin(Consumer<Failure> onFailure) {}

    /** Called once, when no more results come, whatever the reason: writes what is still buffered. */
    void end();
}
