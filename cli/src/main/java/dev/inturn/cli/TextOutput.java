package dev.inturn.cli;

import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the program tells of itself, on the standard output. Who prints is not interrupted by a write that fails. */
final class TextOutput extends OutputStream {

    private final Output output;
    private @Nullable Failure failure;

    TextOutput(Streams streams) {
        this.output = new Output(streams);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        attempt(() -> output.write(Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    @Override
    public void flush() {
        attempt(output::flush);
    }

    private void attempt(Runnable writing) {
        try {
            writing.run();
        } catch (Failure e) {
            failure = e;
        }
    }

    /** @throws Failure if it could not be written */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }
}
