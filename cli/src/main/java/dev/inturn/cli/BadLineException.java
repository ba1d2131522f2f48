package dev.inturn.cli;

import java.io.Serial;

/** A line is not what the function needs. Thrown for content, so it takes no stack trace: bad lines may be many. */
final class BadLineException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    BadLineException(String message) {
        super(message, null, false, false);
    }
}
