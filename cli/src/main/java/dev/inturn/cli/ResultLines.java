package dev.inturn.cli;

/** The rule that a result is one line. */
final class ResultLines {

    private ResultLines() {}

    /**
     * Refuses a result of several lines.
     *
     * @param result with its line end
     */
    static void check(byte[] result) throws BadLineException {
        int lines = 0;
        for (byte b : result) {
            if (b == '\n') {
                lines++;
            }
        }
        if (lines > 1) {
            throw new BadLineException("the result has " + lines + " lines; --multiline allows that");
        }
    }
}
