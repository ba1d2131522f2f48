package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ObserveOptionsTest {

    private static final String LINES =
            IntStream.range(0, 50).mapToObj(i -> i + "\n").reduce("", String::concat);
    private static final String BAR = " in flight";

    @TempDir
    private Path folder;

    @Test
    void theBarIsGoneAtTheEnd() {
        Screen screen = new Screen(80);
        Program.Result result = onTerminal(screen, false, shownFirst(screen, LINES), "--progress");
        assertEquals(0, result.exitCode());
        assertEquals(LINES, result.out());
        assertEquals("", screen.text());
        assertTrue(screen.history().stream().anyMatch(shown -> shown.contains(BAR)), screen.history()::toString);
    }

    @Test
    void theBarMakesWayForOutputOnTheSameTerminal() {
        Screen screen = new Screen(80);
        Program.Result result = onTerminal(screen, true, shownFirst(screen, LINES), "--progress", "--on-error=skip");
        assertEquals(0, result.exitCode());
        assertEquals(LINES.strip(), screen.text());
        for (String shown : screen.history()) {
            String output = shown.lines()
                    .filter(line -> !line.contains("lines ("))
                    .map(line -> line + "\n")
                    .reduce("", String::concat);
            assertTrue(LINES.startsWith(output.isBlank() ? "" : output), shown);
        }
    }

    @Test
    void theBarIsGoneBeforeAFailureIsSaid() {
        Screen screen = new Screen(80);
        Program.Result result = onTerminal(screen, true, shownFirst(screen, "1\nx\n2\n"), "--progress");
        assertEquals(1, result.exitCode());
        assertTrue(screen.text().matches("(?s)1\ninturn: <stdin>:2: Unrecognized token 'x'.*"), screen.text());
        assertFalse(screen.text().contains(BAR), screen.text());
    }

    @Test
    void messagesDoNotTearTheBar() {
        Screen screen = new Screen(80);
        Program.Result result =
                onTerminal(screen, false, shownFirst(screen, "1\n\n2\n"), "--progress", "--on-error=skip");
        assertEquals(0, result.exitCode());
        assertEquals("inturn: <stdin>:2: empty line", screen.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--progress", "--progress=auto", "--progress=never"})
    void withoutATerminalThereIsNoBarUnlessItIsForced(String option) {
        Program.Result result = new Program().in(LINES).run("map", "--json", option);
        assertEquals(LINES, result.out());
        assertEquals("", result.err());
    }

    @Test
    void neverIsNeverOnATerminalAsWell() {
        Screen screen = new Screen(80);
        onTerminal(screen, false, new ByteArrayInputStream(LINES.getBytes(UTF_8)), "--progress=never");
        assertTrue(screen.history().isEmpty(), screen.history()::toString);
    }

    @Test
    void aForcedBarIsLinesOfText() throws Exception {
        // More than are in flight at once: when the first result is written there is more to come.
        Path file = Files.writeString(folder.resolve("in"), "1\r\n".repeat(5_000));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                // Until the bar was drawn for the first time, or that could be the last time as well.
                while (err.size() == 0) {
                    Thread.onSpinWait();
                }
                super.write(bytes, offset, length);
            }
        };
        assertEquals(
                0,
                new Program()
                        .runInto(out, err, "map", "--json", "--progress=always", "--capacity=100", file.toString()));
        assertEquals("1\n".repeat(5_000), out.toString(UTF_8));
        String said = err.toString(UTF_8);
        List<String> lines = said.lines().toList();
        assertTrue(lines.get(lines.size() - 1).matches("100% \\[=+] 5000 lines \\(.*left\\) .*/s, 0 in flight"), said);
        assertTrue(said.chars().allMatch(c -> c == '\n' || c >= ' '), said);
        assertEquals(1, lines.stream().filter(line -> line.startsWith("100%")).count(), said);
    }

    @Test
    void aFileBehindTheOptionIsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("in"), "1\n");
        Program.Result result = new Program().run("map", "--json", "--progress", file.toString());
        assertEquals("1\n", result.out(), result.err());
    }

    @Test
    void statisticsAreTheLastThingSaid() {
        Program.Result result = new Program().in(LINES).run("map", "--json", "--stats", "--parallelism=3");
        assertEquals(LINES, result.out());
        List<String> lines = result.err().lines().toList();
        assertEquals(
                List.of("lines", "workers", "processors", "source", "head", "limit"),
                lines.stream().map(line -> line.replaceFirst(" .*", "")).toList());
        assertTrue(lines.get(0).startsWith("lines      50 in "), result.err());
        assertTrue(lines.get(1).startsWith("workers    3, busy "), result.err());
    }

    @Test
    void statisticsOfARunThatFailedAreThoseUntilThen() {
        Program.Result result = new Program().in("1\n2\nx\n").run("map", "--json", "--stats");
        assertEquals(1, result.exitCode());
        assertTrue(result.err().startsWith("lines      2 in "), result.err());
        assertTrue(result.err().contains("\ninturn: <stdin>:3: "), result.err());
    }

    @Test
    void bothTogether() {
        Screen screen = new Screen(200);
        Program.Result result = onTerminal(screen, true, shownFirst(screen, "1\n"), "--progress", "--stats");
        assertEquals(0, result.exitCode());
        assertTrue(screen.text().startsWith("1\nlines      1 in "), screen.text());
        assertFalse(screen.text().contains(BAR), screen.text());
    }

    private static Program.Result onTerminal(Screen screen, boolean outToo, InputStream in, String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] args =
                Stream.concat(Stream.of("map", "--json"), Stream.of(options)).toArray(String[]::new);
        int exitCode = new Program().in(in).terminal(outToo, true).runInto(outToo ? screen : out, screen, args);
        return new Program.Result(exitCode, out.toByteArray(), "");
    }

    /** Input that comes when the bar is seen. */
    private static InputStream shownFirst(Screen screen, String text) {
        return new InputStream() {
            private final InputStream rest = new ByteArrayInputStream(text.getBytes(UTF_8));

            @Override
            public int read() {
                throw new AssertionError("read byte by byte");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                while (screen.history().stream().noneMatch(shown -> shown.contains(BAR))) {
                    Thread.onSpinWait();
                }
                return rest.read(to, offset, length);
            }
        };
    }
}
