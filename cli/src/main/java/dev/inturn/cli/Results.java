package dev.inturn.cli;

import dev.inturn.Sink;

/**
 * Where the results of a {@link Job} arrive, and its end. What {@code accept} throws ends the job and the program.
 *
 * @param <R> type of the results
 */
interface Results<R> extends Sink<R> {

    /** Called once, when no more results come, whatever the reason: writes what is still buffered. */
    void end();
}
