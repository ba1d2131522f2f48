package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

    @Test
    void lineEndsAreNoPartOfALine() throws Exception {
        assertEquals(List.of("a", "b", "", "c"), lines("a\nb\r\n\nc\n"));
    }

    @Test
    void theLastLineNeedsNoEnd() throws Exception {
        assertEquals(List.of("a", "b"), lines("a\nb"));
        assertEquals(List.of("a"), lines("a\n"));
        assertEquals(List.of(), lines(""));
    }

    @Test
    void aCarriageReturnAloneIsNoLineEnd() throws Exception {
        assertEquals(List.of("a\rb", "\r", "c\r"), lines("a\rb\n\r\r\nc\r"));
    }

    @Test
    void linesAreCountedFromOneAndNameTheirFile() throws Exception {
        Lines lines = new Lines("some.ndjson", new ByteArrayInputStream("a\n\nb".getBytes(UTF_8)));
        assertEquals("some.ndjson:1", lines.next().place());
        assertEquals("some.ndjson:2", lines.next().place());
        assertEquals("some.ndjson:3", lines.next().place());
        assertNull(lines.next());
    }

    @Test
    void aByteOrderMarkAtTheBeginningIsNoPartOfTheFirstLine() throws Exception {
        for (String text : List.of("a\nb", "a", "\nb", "\r\n", "\uFEFFa\n\uFEFFb")) {
            byte[] marked = ("\uFEFF" + text).getBytes(UTF_8);
            for (int piece = 1; piece <= marked.length; piece++) {
                assertEquals(withoutMark(text), lines(inPieces(marked, piece)), text);
            }
        }
        assertEquals(List.of(), lines("\uFEFF"), "nothing else is no line");
    }

    @Test
    void partOfAByteOrderMarkIsContent() throws Exception {
        assertEquals(List.of("\u00ef\u00bb", "\u00bf"), lines(bytes("\u00ef\u00bb\n\u00bf\n")));
        assertEquals(List.of("\u00ef\u00bb"), lines(bytes("\u00ef\u00bb")));
    }

    @Test
    void L4_whatALongLineTookIsLeftBehindWithIt() throws Exception {
        byte[] text = ("x".repeat(1 << 20) + "\n" + "y\n".repeat(1 << 20)).getBytes(UTF_8);
        Lines lines = new Lines("in", inPieces(text, 1 << 15));
        assertEquals(1 << 20, lines.next().length());
        for (int i = 0; i < 1 << 15; i++) {
            lines.next();
        }
        assertEquals(1 << 16, lines.next().bytes().length);
    }

    /** Lengths around the size of a chunk, read in pieces that break anywhere. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4_096, 65_535, 65_536, 65_537, 1 << 20})
    void linesOfAnyLengthReadInPiecesOfAnySize(int piece) throws Exception {
        Random random = new Random(piece);
        List<String> expected = new ArrayList<>();
        for (int length : new int[] {0, 1, 65_534, 65_535, 65_536, 65_537, 3, 131_072, 200_000, 0, 5}) {
            expected.add("x".repeat(length));
        }
        for (int i = 0; i < 1_000; i++) {
            expected.add("y".repeat(random.nextInt(200)));
        }
        StringBuilder text = new StringBuilder();
        expected.forEach(line -> text.append(line).append(random.nextBoolean() ? "\n" : "\r\n"));

        assertEquals(expected, lines(inPieces(text.toString().getBytes(UTF_8), piece)));
    }

    @Test
    void P1_aLineIsThereAsSoonAsItsEndWasRead() throws Exception {
        InputStream in = new ByteArrayInputStream("a\nb".getBytes(UTF_8)) {
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
        assertEquals("a", text(new Lines("in", in).next()));
    }

    @Test
    void theEndIsReadOnce() throws Exception {
        InputStream in = new ByteArrayInputStream("a".getBytes(UTF_8)) {
            private boolean ended;

            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                int count = super.read(to, offset, length);
                if (count < 0 && ended) {
                    throw new AssertionError("a terminal would wait for more");
                }
                ended |= count < 0;
                return count;
            }
        };
        Lines lines = new Lines("in", in);
        assertEquals("a", text(lines.next()));
        assertNull(lines.next());
        assertNull(lines.next());
    }

    @Test
    void whatCannotBeReadIsThrown() throws Exception {
        InputStream in = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThrows(IOException.class, () -> new Lines("in", in).next());
    }

    private static InputStream inPieces(byte[] bytes, int piece) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, piece));
            }
        };
    }

    private static List<String> lines(String text) throws IOException {
        return lines(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static List<String> lines(InputStream in) throws IOException {
        Lines lines = new Lines("in", in);
        List<Line> found = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            found.add(line);
        }
        // Only now: what is read later must not touch lines that were handed out.
        return found.stream().map(LinesTest::text).toList();
    }

    /** What the lines are if a mark is nothing but content. */
    private static List<String> withoutMark(String text) {
        return text.lines()
                .map(line -> new String(line.getBytes(UTF_8), ISO_8859_1))
                .toList();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }

    private static String text(Line line) {
        return new String(line.bytes(), line.offset(), line.length(), ISO_8859_1);
    }
}
