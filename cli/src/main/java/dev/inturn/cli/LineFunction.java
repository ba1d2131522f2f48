package dev.inturn.cli;

import dev.inturn.ThrowingFunction;

/** A line in, its result out, with a line end. Called by many threads at once, and closed when no call runs any more. */
@FunctionalInterface
interface LineFunction extends ThrowingFunction<Line, byte[]>, AutoCloseable {

    /**
     * Whether a call takes but computing, and little of that. If not, the next result may be long in coming, and each is
     * to be written before that.
     */
    default boolean isQuick() {
        return false;
    }

    /**
     * Gives back what the function has taken.
     *
     * @throws Failure if that fails
     */
    @Override
    default void close() {}
}
