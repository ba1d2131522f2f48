package dev.inturn.cli;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that grow: where a result is put together. */
final class Bytes extends OutputStream {

    private byte[] bytes;
    private int size;

    /** @param expected how many there may well be */
    Bytes(int expected) {
        bytes = new byte[expected];
    }

    int size() {
        return size;
    }

    /** What holds the bytes, until the next are written. */
    byte[] array() {
        return bytes;
    }

    byte[] toByteArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    @Override
    public void write(int b) {
        room(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        room(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Appends ASCII text. */
    void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    /**
     * Appends text as UTF-8, fit for a column: tab, newline, carriage return and backslash are escaped by a backslash.
     * Half a surrogate pair has no encoding; it is escaped as JSON does it.
     */
    void escaped(char[] text, int offset, int length) {
        // At most six bytes a character.
        room(6L * length);
        byte[] to = bytes;
        int at = size;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            char c = text[i];
            if (c < 0x80) {
                char letter = switch (c) {
                    case '\t' -> 't';
                    case '\n' -> 'n';
                    case '\r' -> 'r';
                    case '\\' -> '\\';
                    default -> 0;
                };
                if (letter != 0) {
                    to[at++] = '\\';
                    to[at++] = (byte) letter;
                } else {
                    to[at++] = (byte) c;
                }
            } else if (c < 0x800) {
                to[at++] = (byte) (0xC0 | (c >> 6));
                to[at++] = tail(c);
            } else if (!Character.isSurrogate(c)) {
                to[at++] = (byte) (0xE0 | (c >> 12));
                to[at++] = tail(c >> 6);
                to[at++] = tail(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text[i + 1])) {
                int codePoint = Character.toCodePoint(c, text[++i]);
                to[at++] = (byte) (0xF0 | (codePoint >> 18));
                to[at++] = tail(codePoint >> 12);
                to[at++] = tail(codePoint >> 6);
                to[at++] = tail(codePoint);
            } else {
                to[at++] = '\\';
                to[at++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    to[at++] = (byte) Character.toUpperCase(Character.forDigit((c >> shift) & 0xF, 16));
                }
            }
        }
        size = at;
    }

    /** A byte of UTF-8 but the first of its character: six bits. */
    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private void room(long length) {
        long needed = size + length;
        if (needed > bytes.length) {
            if (needed > Integer.MAX_VALUE - 8) {
                throw new OutOfMemoryError("a result of more than 2 GiB");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, 2L * bytes.length), Integer.MAX_VALUE - 8));
        }
    }
}
