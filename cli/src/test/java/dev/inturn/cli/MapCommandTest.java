package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {

    private static final String SOME_BAD = "[1]\nbad\n[2]\r\n\n[ 3 ]";

    @TempDir
    private Path folder;

    @Test
    void O1_oneResultLineForEachLine() {
        Program.Result result = new Program().in("[1 ]\r\n{ }\n\"last\"").run("map", "--json");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("[1]\n{}\n\"last\"\n", result.out());
        assertEquals("", result.err());
    }

    @Test
    void noInputNoOutput() {
        Program.Result result = new Program().in("").run("map", "--json");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("", result.out());
    }

    @Test
    void picksAreColumns() {
        String line = "{\"user\":{\"name\":\"a\\tb\"},\"id\":17}\n{\"id\":1e400}\n";
        Program.Result result = new Program().in(line).run("map", "--pick=/user/name", "--pick=/id", "--pick", "");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("a\\tb\t17\t{\"user\":{\"name\":\"a\\tb\"},\"id\":17}\n\t1e400\t{\"id\":1e400}\n", result.out());
    }

    @Test
    void argumentsAreTakenAsTheyAre() {
        Program.Result result = new Program()
                .in("{\"@a\":1,\"${b}\":2,\"\":3,\" \":4}")
                .run("map", "--pick", "/@a", "--pick=/${b}", "--pick=/", "--pick=/ ", "--pick=");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("1\t2\t3\t4\t{\"@a\":1,\"${b}\":2,\"\":3,\" \":4}\n", result.out());
    }

    @Test
    void F1_failWritesAllBeforeTheBadLineAndNamesIt() {
        Program.Result result = new Program().in(SOME_BAD).run("map", "--json");
        assertEquals(1, result.exitCode());
        assertEquals("[1]\n", result.out());
        assertTrue(
                result.err().startsWith("inturn: <stdin>:2: Unrecognized token 'bad'")
                        && result.err().endsWith("(column 1)\n"),
                result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void F4_skipLeavesBadLinesOutAndNamesThem() {
        Program.Result result = new Program().in(SOME_BAD).run("map", "--json", "--on-error=skip");
        assertEquals(0, result.exitCode());
        assertEquals("[1]\n[2]\n[3]\n", result.out());
        assertTrue(
                result.err().matches("(?s)inturn: <stdin>:2: [^\n]*\ninturn: <stdin>:4: empty line\n"), result.err());
    }

    @Test
    void F4_markPutsAnEmptyLineInItsPlaceAndNamesIt() {
        Program.Result result = new Program().in(SOME_BAD).run("map", "--json", "--on-error=mark");
        assertEquals(0, result.exitCode());
        assertEquals("[1]\n\n[2]\n\n[3]\n", result.out());
        assertTrue(
                result.err().matches("(?s)inturn: <stdin>:2: [^\n]*\ninturn: <stdin>:4: empty line\n"), result.err());
    }

    @Test
    void messagesComeInTheirPlaceWhereBothOutputsGoToOne() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        new Program().in("1\n\n2\n").runInto(both, both, "map", "--json", "--on-error=skip");
        assertEquals("1\ninturn: <stdin>:2: empty line\n2\n", both.toString(UTF_8));
    }

    @Test
    void messagesQuoteInputSafely() {
        Program.Result result = new Program().in("a\u001b[31m").run("map", "--json");
        assertEquals(1, result.exitCode());
        assertTrue(result.err().chars().allMatch(c -> c == '\n' || c >= ' '), result.err());
    }

    @Test
    void filesAreReadOneAfterAnotherWithLineNumbersOfTheirOwn() throws Exception {
        Path first = file("first", "1\n2");
        Path second = file("second", "3\nx\n");
        Program.Result result = new Program().in("0\n").run("map", "--json", "-", first.toString(), second.toString());
        assertEquals(1, result.exitCode());
        assertEquals("0\n1\n2\n3\n", result.out());
        assertTrue(result.err().startsWith("inturn: " + second + ":2: "), result.err());
    }

    @Test
    void aFileThatIsMissingIsFoundBeforeAnyWork() throws Exception {
        Path first = file("first", "1\n");
        Path missing = folder.resolve("missing");
        Program.Result result = new Program().run("map", "--json", first.toString(), missing.toString());
        assertEquals(3, result.exitCode());
        assertEquals("", result.out());
        assertEquals("inturn: cannot read " + missing + ": no such file\n", result.err());
    }

    @Test
    void aDirectoryIsNoInput() {
        Program.Result result = new Program().run("map", "--json", folder.toString());
        assertEquals(3, result.exitCode());
        assertEquals("inturn: cannot read " + folder + ": it is a directory\n", result.err());
    }

    @Test
    void whatWasReadBeforeAnInputErrorIsWritten() {
        InputStream breaks = new InputStream() {
            private boolean read;

            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                if (read) {
                    throw new IOException("gone");
                }
                read = true;
                byte[] bytes = "1\n2\n3".getBytes(UTF_8);
                System.arraycopy(bytes, 0, to, offset, bytes.length);
                return bytes.length;
            }
        };
        Program.Result result = new Program().in(breaks).run("map", "--json");
        assertEquals(3, result.exitCode());
        assertEquals("1\n2\n", result.out());
        assertEquals("inturn: cannot read <stdin>: gone\n", result.err());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
