package dev.inturn;

import java.io.Serial;

/** No strategy, or none of the name wanted, or more than one was found. The message says what to do. */
public final class StrategyLookupException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    StrategyLookupException(String message) {
        super(message);
    }
}
