package dev.inturn.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Where the program reads and writes.
 *
 * @param in the standard input, unbuffered
 * @param out the standard output, unbuffered; throws what goes wrong, unlike {@link System#out}
 * @param err for people
 * @param outIsPipe whether the standard output is a pipe or a socket
 * @param terminal which of the two outputs are terminals
 */
record Streams(InputStream in, OutputStream out, PrintStream err, BooleanSupplier outIsPipe, Terminal terminal) {

    /**
     * Which outputs are terminals, as the script that starts the program has found out: Java itself cannot tell for
     * each of them.
     *
     * @param out whether the standard output is one
     * @param err whether the standard error is one
     * @param columns how wide it is
     */
    record Terminal(boolean out, boolean err, int columns) {

        private static final int DEFAULT_COLUMNS = 80;

        static Terminal ofProcess() {
            return new Terminal(
                    Boolean.getBoolean("inturn.terminal.out"),
                    Boolean.getBoolean("inturn.terminal.err"),
                    Integer.getInteger("inturn.terminal.columns", DEFAULT_COLUMNS));
        }
    }

    private static final int FILE_TYPE = 0xF000;
    private static final int FIFO = 0x1000;
    private static final int SOCKET = 0xC000;

    static Streams ofProcess() {
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Streams::standardOutputIsPipe,
                Terminal.ofProcess());
    }

    private static boolean standardOutputIsPipe() {
        try {
            int type = (int) Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode") & FILE_TYPE;
            return type == FIFO || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Says something to people, by the program's name. */
    void say(String message) {
        err.println("inturn: " + OneLine.of(message));
    }
}
