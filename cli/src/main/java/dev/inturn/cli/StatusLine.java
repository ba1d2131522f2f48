package dev.inturn.cli;

import java.io.PrintStream;

/**
 * A short text on the standard error that is replaced by the next; nothing if that is no terminal.
 *
 * <p>If the standard output is a terminal as well it is the same one. The text then stands behind the output, on the
 * same row, with the cursor left in front of it: it is as long as the row allows, and erased before more output comes,
 * so neither tears the other.
 */
final class StatusLine {

    private static final String ERASE_TO_END = "\033[K";

    /** So much of a text that is cut still says something. */
    private static final int MIN_ROOM = 20;

    private final PrintStream err;
    private final Streams.Terminal terminal;
    private int column;
    private boolean shown;

    StatusLine(Streams streams) {
        this.err = streams.err();
        this.terminal = streams.terminal();
    }

    void show(String text) {
        int gap = column == 0 ? 0 : 3;
        // The last column stays free: behind it some terminals change to the next row.
        int room = terminal.columns() - 1 - column - gap;
        if (!terminal.err()) {
            return;
        }
        if (room < Math.min(text.length(), MIN_ROOM)) {
            erase();
            return;
        }
        String fitting = text.length() <= room ? text : text.substring(0, room);
        print(ERASE_TO_END + " ".repeat(gap) + fitting + "\033[" + (gap + fitting.length()) + "D");
        shown = true;
    }

    void erase() {
        if (shown) {
            print(ERASE_TO_END);
            shown = false;
        }
    }

    /** Takes note of text that was written to the standard output, without a line end in it but for the last. */
    void outputGrewBy(int characters) {
        if (terminal.out()) {
            column = (column + characters) % Math.max(1, terminal.columns());
        }
    }

    private void print(String text) {
        err.print(text);
        err.flush();
    }
}
