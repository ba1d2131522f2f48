package dev.inturn.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * Where a progress bar is shown on the standard error.
 *
 * <p>On a terminal that is the row below the output; the bar makes way whenever something is written there. Elsewhere it
 * is a line of text now and then.
 */
final class ProgressDisplay implements ProgressBarConsumer {

    private static final int MILLIS = 200;
    private static final int MILLIS_WITHOUT_TERMINAL = 5_000;

    private final Streams.Terminal terminal;
    private final PrintStream err;
    private final StatusLine status;
    private final Streams streams;

    /** On the terminal, output that does not end a row. */
    private boolean rowBegun;

    private boolean ending;
    private boolean ended;

    ProgressDisplay(Streams streams) {
        this.terminal = streams.terminal();
        this.err = streams.err();
        this.status = new StatusLine(streams);
        this.streams = new Streams(
                streams.in(),
                terminal.out() && terminal.err() ? new MakingWay(streams.out()) : streams.out(),
                terminal.err()
                        ? new PrintStream(new MakingWay(streams.err()), true, StandardCharsets.UTF_8)
                        : streams.err(),
                streams.outIsPipe(),
                terminal);
    }

    /** The streams for all else to write to. */
    Streams streams() {
        return streams;
    }

    int intervalMillis() {
        return terminal.err() ? MILLIS : MILLIS_WITHOUT_TERMINAL;
    }

    @Override
    public int getMaxRenderedLength() {
        return terminal.columns() - 1;
    }

    @Override
    public synchronized void accept(String text) {
        if (ended) {
            return;
        }
        // The library draws it twice at the end; a terminal does not mind.
        ended = ending && !terminal.err();
        if (!terminal.err()) {
            err.println(text.strip());
        } else if (!rowBegun) {
            status.show(text.stripTrailing());
        }
    }

    /** From now on it is drawn for the last time. */
    synchronized void ending() {
        ending = true;
    }

    @Override
    public synchronized void clear() {
        ended = true;
        status.erase();
    }

    @Override
    public void close() {
        // The standard error stays open.
    }

    /** A stream to the terminal, before which the bar is erased. It comes back when it is drawn again. */
    private final class MakingWay extends OutputStream {
        private final OutputStream out;

        MakingWay(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return;
            }
            synchronized (ProgressDisplay.this) {
                status.erase();
                rowBegun = bytes[offset + length - 1] != '\n';
                out.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
