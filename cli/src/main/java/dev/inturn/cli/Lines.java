package dev.inturn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an input into lines. A line ends with {@code \n} or {@code \r\n}; the last one needs no end. A byte order mark
 * of UTF-8 at the beginning is no part of the first.
 *
 * <p>All it does to a byte is to look for line ends: this is the one thread that cannot be made two. Lines share the
 * chunk that they were read into; a chunk is written behind the lines that were handed out, never where they are, and
 * is collected with the last of them.
 */
final class Lines {

    private static final int CHUNK = 1 << 16;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** The longest line there may be: arrays have a limit. */
    private static final int MAX_LENGTH = 1 << 30;

    private final String file;
    private final InputStream in;

    private byte[] chunk = new byte[CHUNK];
    /** Where the line begins that comes next. */
    private int start;
    /** Up to where the chunk is filled. */
    private int end;

    /**
     * What was read last, byte by byte a character, for the sake of {@code indexOf}, which looks at many bytes at once.
     */
    private String view = "";
    /** Where in the chunk the view begins. */
    private int viewStart;

    private long number;
    /** Set at the end of the input: a terminal that is read once more would wait for more. */
    private boolean exhausted;

    /**
     * The lines of an input.
     *
     * @param file the name of the input, for messages
     * @param in the input, unbuffered
     */
    Lines(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * The next line, as soon as its end was read; null if there is none.
     *
     * @throws IOException if the input cannot be read
     */
    @Nullable
    Line next() throws IOException {
        while (true) {
            int found = view.indexOf('\n', start - viewStart);
            if (found >= 0) {
                int lineEnd = viewStart + found;
                if (number == 0) {
                    skipByteOrderMark(lineEnd);
                }
                int contentEnd = lineEnd > start && chunk[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
                Line line = line(contentEnd);
                start = lineEnd + 1;
                return line;
            }
            if (exhausted || !read()) {
                exhausted = true;
                view = "";
                viewStart = end;
                if (number == 0) {
                    skipByteOrderMark(end);
                }
                Line last = end > start ? line(end) : null;
                start = end;
                return last;
            }
        }
    }

    private Line line(int contentEnd) {
        number++;
        return new Line(chunk, start, contentEnd - start, file, number);
    }

    private void skipByteOrderMark(int lineEnd) {
        if (Arrays.equals(
                chunk,
                start,
                Math.min(lineEnd, start + BYTE_ORDER_MARK.length),
                BYTE_ORDER_MARK,
                0,
                BYTE_ORDER_MARK.length)) {
            start += BYTE_ORDER_MARK.length;
        }
    }

    private boolean read() throws IOException {
        // A chunk that has grown with a line is left behind with it.
        if (end == chunk.length || (chunk.length > CHUNK && 2 * (end - start) <= CHUNK)) {
            changeChunk();
        }
        int count = in.read(chunk, end, Math.min(CHUNK, chunk.length - end));
        if (count < 0) {
            return false;
        }
        view = new String(chunk, end, count, StandardCharsets.ISO_8859_1);
        viewStart = end;
        end += count;
        return true;
    }

    /** Goes on in a new chunk, with what there is of a line. */
    private void changeChunk() throws IOException {
        int begun = end - start;
        if (begun >= MAX_LENGTH) {
            throw new IOException("line " + (number + 1) + " is longer than " + MAX_LENGTH + " bytes");
        }
        byte[] next = new byte[Math.min(Math.max(CHUNK, 2 * begun), MAX_LENGTH)];
        System.arraycopy(chunk, start, next, 0, begun);
        chunk = next;
        start = 0;
        end = begun;
    }
}
