package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code map} on input that is no clean text, or does not stay what it is. */
@Timeout(60)
class HardInputTest {

    /** More than is read ahead of the first write: what happens to the file then, happens while it is read. */
    private static final int LINES = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void malformedUtf8FailsWithItsByteAndTheRestIsRead() {
        byte[] input = "1\n\"ab\u00ffc\"\n3\n".getBytes(ISO_8859_1);
        Program.Result result = new Program().in(input).run("map", "--json", "--on-error=skip");
        assertEquals("1\n3\n", result.out());
        assertEquals("inturn: <stdin>:2: malformed UTF-8 at byte 4\n", result.err());
    }

    @Test
    void aNulFailsWithItsColumnWhereverItIs() {
        Program.Result result = new Program().in("\0\n[1,\0]\n\"ab\0\"\n3\n").run("map", "--json", "--on-error=skip");
        assertEquals("3\n", result.out());
        assertEquals(3, result.err().lines().count());
        assertTrue(result.err().startsWith("inturn: <stdin>:1: illegal character NUL (column 1)\n"), result.err());
        result.err().lines().forEach(line -> assertTrue(line.matches("inturn: .*\\(column \\d\\)"), line));
    }

    @Test
    void aByteOrderMarkAtTheBeginningOfEachFileIsSkipped() throws Exception {
        Path first = file("first", "\uFEFF1\n2\n", UTF_8);
        Path second = file("second", "\uFEFF3\n", UTF_8);
        Program.Result result = new Program().run("map", "--json", first + "", second + "");
        assertEquals("1\n2\n3\n", result.out(), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "utf8", "ISO-8859-1", "windows-1252"})
    void otherEncodingsComeOutAsUtf8(String name) {
        String text = "\"\u00e9t\u00e9\"\r\n{\"\u00fc\": 1}\n";
        Program.Result result =
                new Program().in(text.getBytes(Charset.forName(name))).run("map", "--json", "--encoding=" + name);
        assertEquals("\"\u00e9t\u00e9\"\n{\"\u00fc\":1}\n", result.out(), result.err());
        assertEquals("", result.err());
    }

    @Test
    void aByteOrderMarkIsSkippedInOtherEncodingsToo() {
        for (Charset charset : new Charset[] {UTF_16, UTF_16LE, UTF_16BE, UTF_8}) {
            // The encoder of UTF-16 writes one by itself.
            String text = (charset.equals(UTF_16) ? "" : "\uFEFF") + "1\n2";
            Program.Result result =
                    new Program().in(text.getBytes(charset)).run("map", "--json", "--encoding=" + charset.name());
            assertEquals("1\n2\n", result.out(), charset + result.err());
        }
    }

    @Test
    void whatIsMalformedInAnotherEncodingFailsWithItsColumn() {
        byte[] input = "1\n\"\u00e9\u0081\"\n3\n".getBytes(ISO_8859_1);
        String[] args = {"map", "--json", "--encoding=windows-1252", "--on-error=mark"};
        Program.Result result = new Program().in(input).run(args);
        assertEquals("1\n\n3\n", result.out());
        assertEquals("inturn: <stdin>:2: malformed windows-1252 (column 3)\n", result.err());
    }

    @Test
    void anEncodingThatIsNoneIsSaid() {
        Program.Result result = new Program().run("map", "--json", "--encoding=klingon");
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("'klingon' is no encoding that Java knows; some are UTF-8"), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void aFileThatIsTruncatedWhileItIsReadIsSaid() throws Exception {
        Path file = file("input", "[1]\n".repeat(LINES), UTF_8);
        OnFirstWrite out = new OnFirstWrite(() -> resize(file, 0));
        Program.Result result = new Program().runInto(out, "map", "--json", file + "");
        assertTruncated(file.toString(), result, out);
    }

    @Test
    void standardInputThatIsTruncatedWhileItIsReadIsSaid() throws Exception {
        Path file = file("input", "[1]\n".repeat(LINES), UTF_8);
        OnFirstWrite out = new OnFirstWrite(() -> resize(file, 2 * LINES + 1));
        try (InputStream in = new FileInputStream(file.toFile())) {
            Program.Result result = new Program().in(in).runInto(out, "map", "--json");
            assertTruncated("<stdin>", result, out);
        }
    }

    private static void assertTruncated(String name, Program.Result result, OnFirstWrite out) {
        assertEquals("inturn: cannot read " + name + ": it was truncated while it was read\n", result.err());
        assertEquals(3, result.exitCode());
        String text = out.text();
        assertEquals("[1]\n".repeat(text.length() / 4), text, "whole lines, and none of what was cut");
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsReadToItsEnd() throws Exception {
        Path file = file("input", "[1]\n".repeat(LINES), UTF_8);
        OnFirstWrite out = new OnFirstWrite(() -> append(file, "[2]\n"));
        Program.Result result = new Program().runInto(out, "map", "--json", file + "");
        assertEquals("", result.err());
        assertEquals("[1]\n".repeat(LINES) + "[2]\n", out.text());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a file that is open is there to stay")
    void aFileThatIsDeletedWhileItIsReadIsReadToItsEnd() throws Exception {
        Path file = file("input", "[1]\n".repeat(LINES), UTF_8);
        OnFirstWrite out = new OnFirstWrite(() -> Files.delete(file));
        Program.Result result = new Program().runInto(out, "map", "--json", file + "");
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertEquals("[1]\n".repeat(LINES), out.text());
    }

    @Test
    void aFileThatIsDeletedBeforeItsTurnIsSaidWhenAllBeforeItIsWritten() throws Exception {
        Path first = file("first", "[1]\n".repeat(LINES), UTF_8);
        Path second = file("second", "2\n", UTF_8);
        OnFirstWrite out = new OnFirstWrite(() -> Files.delete(second));
        Program.Result result = new Program().runInto(out, "map", "--json", first + "", second + "");
        assertEquals("inturn: cannot read " + second + ": no such file\n", result.err());
        assertEquals(3, result.exitCode());
        assertEquals("[1]\n".repeat(LINES), out.text());
    }

    @Test
    void aFileThatMustNotBeReadIsSaid() throws Exception {
        Path file = file("input", "1\n", UTF_8);
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"), "no such permissions here");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx-wx-wx"));
        assumeFalse(Files.isReadable(file), "the superuser may read all");
        Program.Result result = new Program().run("map", "--json", file + "");
        assertEquals("inturn: cannot read " + file + ": permission denied\n", result.err());
        assertEquals(3, result.exitCode());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatFailsToBeReadIsSaid() {
        Program.Result result = new Program().run("map", "--json", "/proc/self/mem");
        assertTrue(result.err().matches("inturn: cannot read /proc/self/mem: [^\n]+\n"), result.err());
        assertEquals(3, result.exitCode());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void filesThatDoNotTellTheirSizeAreReadToTheirEnd() {
        for (String file :
                new String[] {"/proc/self/oom_score_adj", "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size"}) {
            assumeTrue(Files.isReadable(Path.of(file)), file);
            Program.Result result = new Program().run("map", "--json", file);
            assertEquals("", result.err());
            assertTrue(result.out().matches("-?\\d+\n"), result.out());
        }
    }

    @Test
    void theNameOfAFileIsNotEmpty() {
        Program.Result result = new Program().run("map", "--json", "");
        assertEquals("inturn: the name of a file is empty; the standard input is -\n", result.err());
        assertEquals(2, result.exitCode());
    }

    private Path file(String name, String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve(name), text, charset);
    }

    private static void resize(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    /** An output where something happens before the first write. */
    private static final class OnFirstWrite extends OutputStream {
        private final Action action;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        OnFirstWrite(Action action) {
            this.action = action;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            if (bytes.size() == 0) {
                try {
                    action.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            bytes.write(from, offset, length);
        }

        String text() {
            return bytes.toString(UTF_8);
        }
    }
}
