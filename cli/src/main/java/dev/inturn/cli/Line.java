package dev.inturn.cli;

/** A line of input as bytes, without its end, and where it comes from. */
final class Line {

    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final String file;
    private final long number;

    /**
     * A line in the middle of others.
     *
     * @param bytes holds the line, and its neighbours; not to be changed
     * @param offset where the line begins
     * @param length how many bytes it has
     * @param file the name of the input
     * @param number its number in that input, from 1
     */
    Line(byte[] bytes, int offset, int length, String file, long number) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.file = file;
        this.number = number;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** The name of the input. */
    String file() {
        return file;
    }

    /** Its number in the input, from 1. */
    long number() {
        return number;
    }

    /** How many bytes of the input it takes up, with its end; as if it had one, if it has none. */
    int extent() {
        int contentEnd = offset + length;
        return length + (contentEnd < bytes.length && bytes[contentEnd] == '\r' ? 2 : 1);
    }

    /** Where the line is, as {@code FILE:LINE}. */
    String place() {
        return file + ":" + number;
    }

    /** The place: never the content, which belongs in no log. */
    @Override
    public String toString() {
        return place();
    }
}
