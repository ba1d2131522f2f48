package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as the system sees it: pipes, signals, memory. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "POSIX signals and pipes")
@Timeout(180)
class ProcessTest {

    /** With it the input has two gigabytes. */
    private static final boolean STRESS = Boolean.getBoolean("inturn.stress");

    private static final String LINE = "{\"id\": 12345, \"text\": \"" + "0123456789".repeat(50) + "\"}\n";
    private static final String RESULT = LINE.replace(": ", ":").replace(", ", ",");

    @TempDir
    private Path folder;

    @Test
    void aReaderThatLeavesEndsItQuietlyThoughTheInputIsEndless() throws Exception {
        Path errors = folder.resolve("errors");
        Process process =
                Child.program("map", "--json").redirectError(errors.toFile()).start();
        Thread feeder = feed(process, Long.MAX_VALUE);
        try (InputStream out = process.getInputStream()) {
            assertEquals(RESULT, new String(out.readNBytes(RESULT.length()), UTF_8));
        }
        assertEquals(0, Child.exitCode(process));
        assertEquals("", Files.readString(errors));
        feeder.join();
    }

    @Test
    @Timeout(1_800)
    void B1_inputLargerThanTheHeapPassesThrough() throws Exception {
        long lines = (STRESS ? 1L << 31 : 100L << 20) / LINE.length() + 1;
        Process process = Child.program(List.of(STRESS ? "-Xmx64m" : "-Xmx24m"), "map", "--json", "--on-error=skip")
                .redirectError(Redirect.INHERIT)
                .start();
        feed(process, lines);
        MessageDigest actual = MessageDigest.getInstance("SHA-256");
        new DigestInputStream(process.getInputStream(), actual).transferTo(OutputStream.nullOutputStream());
        assertEquals(0, Child.exitCode(process));

        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        for (long i = 0; i < lines; i++) {
            expected.update(RESULT.getBytes(UTF_8));
        }
        assertArrayEquals(expected.digest(), actual.digest());
    }

    @Test
    void B1_aWindowOfLongLinesFitsIntoTheHeap() throws Exception {
        String line = "\"" + "x".repeat(1 << 20) + "\"\n";
        Path input = folder.resolve("long");
        try (OutputStream out = Files.newOutputStream(input)) {
            for (int i = 0; i < 100; i++) {
                out.write(line.getBytes(UTF_8));
            }
        }
        Process process = Child.program(List.of("-Xmx64m"), "map", "--json", "--parallelism=2", input.toString())
                .redirectError(Redirect.INHERIT)
                .start();
        long bytes = process.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertEquals(0, Child.exitCode(process));
        assertEquals(100L * line.length(), bytes);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void L2_aSignalEndsItThoughTheInputBlocks(String signal, int exitCode) throws Exception {
        Child.assumeNotIgnored(signal);
        Process process =
                Child.program("map", "--json").redirectError(Redirect.INHERIT).start();
        OutputStream in = process.getOutputStream();
        in.write("1\n2\n3".getBytes(UTF_8));
        in.flush();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        assertEquals("1", out.readLine());
        assertEquals("2", out.readLine());

        Child.signal(process, signal);
        assertEquals(exitCode, Child.exitCode(process));
        assertEquals(null, out.readLine(), "the line that has no end was not delivered");
    }

    @Test
    void L2_aSignalEndsItThoughNobodyReadsTheOutput() throws Exception {
        Process process =
                Child.program("map", "--json").redirectError(Redirect.INHERIT).start();
        Thread feeder = feed(process, Long.MAX_VALUE);
        // The pipes are full when the feeder waits for ever; a result that was written says that it has begun.
        process.getInputStream().readNBytes(RESULT.length());

        Child.signal(process, "TERM");
        assertEquals(143, Child.exitCode(process));
        feeder.join();
    }

    @Test
    void L2_whatWasDeliveredIsFlushedOnASignal() throws Exception {
        Path output = folder.resolve("output");
        Process process = Child.program("map", "--json")
                .redirectOutput(output.toFile())
                .redirectError(Redirect.INHERIT)
                .start();
        Thread feeder = feed(process, Long.MAX_VALUE);
        while (Files.size(output) < 1 << 20) {
            Thread.onSpinWait();
        }
        Child.signal(process, "TERM");
        assertEquals(143, Child.exitCode(process));
        feeder.join();
        assertEquals(0, Files.size(output) % RESULT.length(), "whole lines");
    }

    @Test
    void L2_aSignalEndsTheDemo() throws Exception {
        Process process = Child.program("demo", "--process-duration=0s", "--request-every=1h")
                .redirectError(Redirect.INHERIT)
                .start();
        assertEquals("0-", new String(process.getInputStream().readNBytes(2), UTF_8));
        Child.signal(process, "TERM");
        assertEquals(143, Child.exitCode(process));
        assertEquals(-1, process.getInputStream().read(), "nothing more");
    }

    @Test
    void P1_resultsAreOutWhileALineBehindThemIsWorkedOnAndASignalEndsIt() throws Exception {
        String script = "case $1 in held) exec sleep 100000 ;; *) echo \"$1\" ;; esac";
        Process process = Child.program("map", "--parallelism=2", "--exec=sh -c '" + script + "' _ {}")
                .redirectError(Redirect.INHERIT)
                .start();
        process.getOutputStream().write("1\n2\n3\n4\nheld\n5\n".getBytes(UTF_8));
        process.getOutputStream().flush();
        assertEquals("1\n2\n3\n4\n", new String(process.getInputStream().readNBytes(8), UTF_8));

        Child.signal(process, "TERM");
        assertEquals(143, Child.exitCode(process));
        assertEquals(-1, process.getInputStream().read(), "what is behind it is not written");
    }

    @Test
    void B1_linesOf100MegabytesAreReadAndThoseTooDeepFail() throws Exception {
        int length = 100_000_000;
        Path input = folder.resolve("long");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(input))) {
            repeat("", "[", length / 10, "\n", out);
            repeat("\"", "0123456789", length / 10, "\"\n", out);
            repeat("[0", " , 1", length / 4, "]\n", out);
            repeat("", "{\"a\":", length / 100, "1\n2\n", out);
        }
        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        OutputStream results = new DigestOutputStream(OutputStream.nullOutputStream(), expected);
        repeat("\n\"", "0123456789", length / 10, "\"\n", results);
        repeat("[0", ",1", length / 4, "]\n\n2\n", results);

        Path errors = folder.resolve("errors");
        Process process = Child.program(List.of("-Xmx1g"), "map", "--json", "--on-error=mark", input.toString())
                .redirectError(errors.toFile())
                .start();
        MessageDigest actual = MessageDigest.getInstance("SHA-256");
        new DigestInputStream(process.getInputStream(), actual).transferTo(OutputStream.nullOutputStream());
        assertEquals(0, Child.exitCode(process), Files.readString(errors));
        assertArrayEquals(expected.digest(), actual.digest());
        assertEquals(
                "inturn: " + input + ":1: nested more than 1000 levels deep\ninturn: " + input
                        + ":4: nested more than 1000 levels deep\n",
                Files.readString(errors));
    }

    @Test
    void B1_aLineThatDoesNotFitIntoTheHeapIsSaid() throws Exception {
        Process process = Child.program(List.of("-Xmx32m"), "map", "--json").start();
        FutureTask<Void> feeding = feeding(process, out -> repeat("\"", "0123456789", 10_000_000, "\"\n", out));
        new Thread(feeding, "feeder").start();
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertEquals(3, Child.exitCode(process));
        assertTrue(errors.matches("inturn: out of memory; [^\n]*\n"), errors);
    }

    @Test
    void B1_emptyLinesInAnyNumberAreAnsweredOneByOne() throws Exception {
        int lines = STRESS ? 10_000_000 : 200_000;
        Path input = folder.resolve("empty");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(input))) {
            repeat("", "\n", lines, "", out);
        }
        Path errors = folder.resolve("errors");
        Process process = Child.program(List.of("-Xmx32m"), "map", "--json", "--on-error=skip", input.toString())
                .redirectError(errors.toFile())
                .start();
        assertEquals(-1, process.getInputStream().read());
        assertEquals(0, Child.exitCode(process));
        try (Stream<String> messages = Files.lines(errors)) {
            Iterator<String> message = messages.iterator();
            for (int line = 1; line <= lines; line++) {
                assertEquals("inturn: " + input + ":" + line + ": empty line", message.next());
            }
            assertFalse(message.hasNext());
        }
    }

    @Test
    void L2_aSignalErasesTheBarAndShowsTheStatistics() throws Exception {
        Path errors = folder.resolve("errors");
        Process process = Child.program(List.of("-Dinturn.terminal.err=true"), "map", "--json", "--progress", "--stats")
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().write(LINE.getBytes(UTF_8));
        process.getOutputStream().flush();
        assertEquals(RESULT, new String(process.getInputStream().readNBytes(RESULT.length()), UTF_8));
        while (!Files.readString(errors).contains(" in flight")) {
            Thread.onSpinWait();
        }
        Child.signal(process, "TERM");
        assertEquals(143, Child.exitCode(process));
        Screen screen = new Screen(80);
        screen.write(Files.readAllBytes(errors));
        assertTrue(screen.text().startsWith("lines      1 in "), screen.text());
    }

    @Test
    void aFullDiskIsSaid() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full here");
        Process process =
                Child.program("map", "--json").redirectOutput(full.toFile()).start();
        feed(process, 1);
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertEquals(3, Child.exitCode(process));
        assertTrue(errors.matches("inturn: cannot write the output: [^\n]*\n"), errors);
    }

    @Test
    void aDirectoryAsStandardInputIsSaid() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <\"$0\"", folder.toString()));
        command.addAll(Child.program("map", "--json").command());
        Process process = new ProcessBuilder(command).start();
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertEquals(3, Child.exitCode(process));
        assertTrue(errors.matches("inturn: cannot read <stdin>: [^\n]*\n"), errors);
    }

    /** Writes lines until the process takes no more. */
    private static Thread feed(Process process, long lines) {
        Thread feeder = new Thread(
                feeding(process, in -> {
                    byte[] line = LINE.getBytes(UTF_8);
                    for (long i = 0; i < lines; i++) {
                        in.write(line);
                    }
                }),
                "feeder");
        feeder.setDaemon(true);
        feeder.start();
        return feeder;
    }

    @FunctionalInterface
    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static FutureTask<Void> feeding(Process process, Writing input) {
        return new FutureTask<>(() -> {
            try (OutputStream in = process.getOutputStream()) {
                input.to(in);
            } catch (IOException e) {
                // It has ended.
            }
            return null;
        });
    }

    private static void repeat(String begin, String text, int times, String end, OutputStream out) throws IOException {
        out.write(begin.getBytes(UTF_8));
        int piece = 1_000;
        byte[] piecesOfText = text.repeat(piece).getBytes(UTF_8);
        for (int i = 0; i < times / piece; i++) {
            out.write(piecesOfText);
        }
        out.write(text.repeat(times % piece).getBytes(UTF_8));
        out.write(end.getBytes(UTF_8));
    }
}
