package dev.inturn.cli;

/** The program's exit codes, as its help lists them. */
final class ExitCode {

    static final int OK = 0;
    static final int ITEM_FAILED = 1;
    static final int USAGE = 2;
    static final int INPUT_OUTPUT = 3;
    static final int BUG = 70;

    /** 128 and the number of the signal: what the JVM itself exits with on Ctrl-C. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
