package dev.inturn.cli;

import java.io.Serial;

/** The end of the program before all was done, with its exit code and the line to say about it. */
final class Failure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final int exitCode;

    /**
     * An end with something to say, or nothing.
     *
     * @param exitCode one of {@link ExitCode}
     * @param message one line, without the program's name; empty if there is nothing to say
     */
    Failure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
