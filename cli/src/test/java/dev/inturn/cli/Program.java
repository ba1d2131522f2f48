package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** The program, run within the test. */
final class Program {

    /** What a run has left. */
    record Result(int exitCode, byte[] bytes, String err) {
        String out() {
            return new String(bytes, UTF_8);
        }
    }

    private InputStream in = InputStream.nullInputStream();
    private boolean outIsPipe;
    private Streams.Terminal terminal = new Streams.Terminal(false, false, 80);

    Program in(String text) {
        return in(text.getBytes(UTF_8));
    }

    Program in(byte[] bytes) {
        return in(new ByteArrayInputStream(bytes));
    }

    Program in(InputStream stream) {
        in = stream;
        return this;
    }

    Program outIsPipe() {
        outIsPipe = true;
        return this;
    }

    Program terminal(boolean out, boolean err) {
        terminal = new Streams.Terminal(out, err, 80);
        return this;
    }

    Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Result result = runInto(out, args);
        return new Result(result.exitCode(), out.toByteArray(), result.err());
    }

    Result runInto(OutputStream out, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = runInto(out, err, args);
        return new Result(exitCode, new byte[0], err.toString(UTF_8));
    }

    /** Both outputs may be one, as on a terminal. */
    int runInto(OutputStream out, OutputStream err, String... args) {
        return Main.run(new Streams(in, out, new PrintStream(err, true, UTF_8), () -> outIsPipe, terminal), args);
    }
}
