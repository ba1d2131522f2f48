package dev.inturn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A text in some encoding, as UTF-8. In the place of what is malformed there is a byte that no UTF-8 has, so that the line
 * where it stands can be told from the others.
 */
final class Transcoded extends InputStream {

    /** Stands for what is malformed. */
    static final byte MALFORMED = (byte) 0xFF;

    private static final int SIZE = 1 << 14;

    private final InputStream in;
    private final CharsetDecoder decoder;
    /** How many bytes make up what the encoding is written in. */
    private final int unit;

    private final CharsetEncoder encoder;

    /** What was read and not decoded yet: part of a character, between reads. */
    private final ByteBuffer encoded = ByteBuffer.allocate(SIZE);
    /** What was decoded and not encoded yet: half a surrogate pair at most, between reads. */
    private final CharBuffer text;
    /** What can be taken; always ready to be so. */
    private final ByteBuffer utf8;

    private boolean ended;

    /**
     * A text to be read.
     *
     * @param in the text, unbuffered
     * @param charset its encoding
     */
    Transcoded(InputStream in, Charset charset) {
        this.in = in;
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        unit = charset.name().contains("UTF-16") ? 2 : charset.name().contains("UTF-32") ? 4 : 1;
        encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT);
        // Room for all that can be made of one read, a mark for each of its bytes included: nothing overflows.
        text = CharBuffer.allocate((int) (SIZE * Math.ceil(decoder.maxCharsPerByte())) + 2);
        utf8 = ByteBuffer.allocate(4 * text.capacity() + SIZE);
        utf8.limit(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!utf8.hasRemaining()) {
            if (ended) {
                return -1;
            }
            transcode();
        }
        int count = Math.min(length, utf8.remaining());
        utf8.get(to, offset, count);
        return count;
    }

    /** Makes UTF-8 of what one read brings. */
    private void transcode() throws IOException {
        int count = in.read(encoded.array(), encoded.position(), encoded.remaining());
        ended = count < 0;
        encoded.position(encoded.position() + Math.max(0, count)).flip();
        utf8.clear();
        while (true) {
            CoderResult result = decoder.decode(encoded, text, ended);
            encode(ended && result.isUnderflow());
            if (!result.isError()) {
                break;
            }
            encoded.position(encoded.position() + malformed(result.length()));
            utf8.put(MALFORMED);
        }
        if (ended) {
            decoder.flush(text);
            encode(true);
        }
        encoded.compact();
        utf8.flip();
    }

    /** How many bytes are malformed: a decoder may condemn what follows as well, even if that is a line end. */
    private int malformed(int length) {
        if (unit > 1) {
            return Math.min(length, unit);
        }
        int count = 1;
        while (count < length && encoded.get(encoded.position() + count) != '\n') {
            count++;
        }
        return count;
    }

    private void encode(boolean last) {
        text.flip();
        while (true) {
            CoderResult result = encoder.encode(text, utf8, last);
            if (!result.isError()) {
                break;
            }
            text.position(text.position() + result.length());
            utf8.put(MALFORMED);
        }
        text.compact();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
