package dev.inturn.cli;

import com.google.common.base.Utf8;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Lines as UTF-8 text. */
final class Utf8Text {

    private static final int PIECE = 1 << 12;

    private Utf8Text() {}

    /** Refuses a line that is no UTF-8, and says at which byte, from 1. */
    static void check(Line line) throws BadLineException {
        if (!Utf8.isWellFormed(line.bytes(), line.offset(), line.length())) {
            throw new BadLineException("malformed UTF-8 at byte " + (wellFormed(line) + 1));
        }
    }

    /** The text of a line. Refuses one that is no UTF-8. */
    static String of(Line line) throws BadLineException {
        check(line);
        return new String(line.bytes(), line.offset(), line.length(), StandardCharsets.UTF_8);
    }

    /** How many bytes at the beginning are well-formed. */
    private static int wellFormed(Line line) {
        ByteBuffer in = ByteBuffer.wrap(line.bytes(), line.offset(), line.length());
        CharBuffer out = CharBuffer.allocate(Math.min(line.length(), PIECE));
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (decoder.decode(in, out, true).isOverflow()) {
            out.clear();
        }
        return in.position() - line.offset();
    }
}
