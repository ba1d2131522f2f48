package dev.inturn.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The buffered standard output. Used by one thread at a time. A write that fails throws the {@link Failure} to end the
 * program with, and nothing is written any more.
 */
final class Output {

    private static final int SIZE = 1 << 16;

    private final Streams streams;
    private final OutputStream out;
    private final byte[] buffer = new byte[SIZE];
    private int used;
    private boolean broken;

    Output(Streams streams) {
        this.streams = streams;
        this.out = streams.out();
    }

    void write(byte[] bytes) {
        if (bytes.length > SIZE - used) {
            drain();
            if (bytes.length >= SIZE) {
                writeOut(bytes, bytes.length);
                return;
            }
        }
        System.arraycopy(bytes, 0, buffer, used, bytes.length);
        used += bytes.length;
    }

    void flush() {
        drain();
        if (!broken) {
            try {
                out.flush();
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    private void drain() {
        int length = used;
        used = 0;
        if (length > 0) {
            writeOut(buffer, length);
        }
    }

    private void writeOut(byte[] bytes, int length) {
        if (broken) {
            return;
        }
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Who reads a pipe may leave, as {@code head} does, and all is well. The message is the system's, in the user's
     * language, so it is not enough to look at that; a pipe fails in no other way.
     */
    private Failure failure(IOException e) {
        broken = true;
        String message = String.valueOf(e.getMessage());
        if (message.contains("Broken pipe") || streams.outIsPipe().getAsBoolean()) {
            return new Failure(ExitCode.OK, "");
        }
        return new Failure(ExitCode.INPUT_OUTPUT, "cannot write the output: " + message);
    }
}
