package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
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
    void B1_inputLargerThanTheHeapPassesThrough() throws Exception {
        long lines = 200_000;
        Process process = Child.program(List.of("-Xmx24m"), "map", "--json", "--on-error=skip")
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
        assumeFalse(signal.equals("INT") && isInterruptIgnored(), "SIGINT is ignored here, as in background jobs");
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
        Process process = Child.program("demo", "--process-duration=1h", "--request-every=1h")
                .redirectError(Redirect.PIPE)
                .start();
        // The JVM is up, and waits for an hour, when the hook is there: until then the signal has the same effect.
        Child.signal(process, "TERM");
        assertEquals(143, Child.exitCode(process));
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
        FutureTask<Void> feeding = new FutureTask<>(() -> {
            byte[] line = LINE.getBytes(UTF_8);
            try (OutputStream in = process.getOutputStream()) {
                for (long i = 0; i < lines; i++) {
                    in.write(line);
                }
            } catch (IOException e) {
                // It has ended.
            }
            return null;
        });
        Thread feeder = new Thread(feeding, "feeder");
        feeder.setDaemon(true);
        feeder.start();
        return feeder;
    }

    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 1L << 1) != 0);
    }
}
