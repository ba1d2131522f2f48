package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscodedTest {

    /** Text of all that an encoding has, read in pieces that break anywhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-8",
                "UTF-16",
                "UTF-16LE",
                "UTF-32",
                "CESU-8",
                "US-ASCII",
                "ISO-8859-1",
                "windows-1252",
                "IBM037",
                "Shift_JIS",
                "EUC-JP",
                "ISO-2022-JP",
                "Big5",
                "GB18030"
            })
    void textBecomesUtf8(String name) throws Exception {
        Charset charset = Charset.forName(name);
        String text = text(charset, 30_000);
        for (int piece : new int[] {1, 2, 3, 7, 16_383, 1 << 20}) {
            InputStream in = new Transcoded(inPieces(text.getBytes(charset), piece), charset);
            assertArrayEquals(text.getBytes(UTF_8), in.readAllBytes(), "in pieces of " + piece);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, 61 C3 28 62, 61 FF 28 62", // no continuation
        "UTF-8, 61 C3, 61 FF", // cut short
        "UTF-16BE, 00 61 D8 00 00 62, 61 FF 62", // half a surrogate pair
        "UTF-16LE, 00 D8 0A 00 62 00, FF 0A 62", // and a line end, which stays one
        "Shift_JIS, 61 81 0A 62, 61 FF 0A 62",
        "EUC-JP, 61 A4 0A 62, 61 FF 0A 62",
        "EUC-KR, 61 B0 0A 62, 61 FF 0A 62",
        "Big5, 61 A4 0A 62, 61 FF 0A 62",
        "GB18030, 61 81 0A 62, 61 FF 0A 62",
        "UTF-16LE, 61 00 62, 61 FF", // half a unit
        "US-ASCII, 61 80 81 62, 61 FF FF 62", // no such bytes
        "Shift_JIS, 61 FF 62, 61 FF 62",
        "windows-1252, 61 81 62, 61 FF 62", // no character
    })
    void whatIsMalformedIsMarkedAndTheRestIsRead(String charset, String hex, String expected) throws Exception {
        HexFormat format = HexFormat.ofDelimiter(" ").withUpperCase();
        byte[] bytes = format.parseHex(hex);
        for (int piece = 1; piece <= bytes.length; piece++) {
            InputStream in = new Transcoded(inPieces(bytes, piece), Charset.forName(charset));
            assertEquals(expected, format.formatHex(in.readAllBytes()), "in pieces of " + piece);
        }
    }

    @Test
    void nothingButMalformedBytesFitsToo() throws Exception {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 0x80);
        byte[] marks = new byte[bytes.length];
        Arrays.fill(marks, Transcoded.MALFORMED);
        assertArrayEquals(
                marks, new Transcoded(new ByteArrayInputStream(bytes), Charset.forName("US-ASCII")).readAllBytes());
    }

    @Test
    void P1_whatWasReadIsThereBeforeMoreIsRead() throws Exception {
        InputStream in = new ByteArrayInputStream("é\n".getBytes(ISO_8859_1)) {
            private boolean read;

            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                if (read) {
                    throw new AssertionError("reads on, though a line is there");
                }
                read = true;
                return super.read(to, offset, length);
            }
        };
        Line line = new Lines("in", new Transcoded(in, ISO_8859_1)).next();
        assertEquals("é", new String(line.bytes(), line.offset(), line.length(), UTF_8));
    }

    private static String text(Charset charset, int length) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int character = random.nextInt(random.nextInt(4) == 0 ? 0x11_0000 : 0x3000);
            // Surrogates are no characters.
            if (character >= ' ' && !(character >= 0xD800 && character < 0xE000)) {
                text.appendCodePoint(character);
            }
        }
        // A letter before it all, as a byte order mark is none there; and what the encoding has, of the rest.
        String written = new String(("a" + text).getBytes(charset), charset).replace("\uFFFD", "");
        assertEquals(written, new String(written.getBytes(charset), charset), "else it proves nothing");
        return written;
    }

    private static InputStream inPieces(byte[] bytes, int piece) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, piece));
            }

            @Override
            public byte[] readAllBytes() {
                throw new AssertionError(new IOException("not in pieces"));
            }
        };
    }
}
