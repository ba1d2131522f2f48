package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code map --exec} as the system sees it: what signals, a leaving reader and a foreign locale do to commands. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "POSIX signals and commands")
@Timeout(180)
class ExecProcessTest {

    /** Writes the numbers of two processes into the file that is its line, and never ends. */
    private static final String TWO_FOR_EVER =
            "--exec=sh -c 'sleep 1000 & echo \"$$ $!\" >$1.tmp; mv $1.tmp $1; wait' _ {}";

    /** The same, and nobody listens when asked to end. */
    private static final String TWO_STUBBORN = "--exec=sh -c 'trap \"\" TERM INT; sleep 1000 & echo \"$$ $!\" >$1.tmp;"
            + " mv $1.tmp $1; while :; do wait; done' _ {}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void L2_aSignalEndsTheCommandsAndWhatTheyHaveStarted(String signal, int exitCode) throws Exception {
        Child.assumeNotIgnored(signal);
        checkSignal(signal, exitCode, TWO_FOR_EVER, 4);
    }

    @Test
    void L2_commandsThatDoNotListenAreKilled() throws Exception {
        checkSignal("TERM", 143, TWO_STUBBORN, 2);
    }

    private void checkSignal(String signal, int exitCode, String command, int parallelism) throws Exception {
        Path errors = folder.resolve("errors");
        Process process = Child.program("map", "--on-error=skip", "--parallelism=" + parallelism, command)
                .redirectError(errors.toFile())
                .start();
        List<Path> files = new ArrayList<>();
        try (OutputStream in = process.getOutputStream()) {
            for (int i = 0; i < 2 * parallelism; i++) {
                Path file = folder.resolve("pids" + i);
                files.add(file);
                in.write((file + "\n").getBytes(UTF_8));
            }
            in.flush();
            List<Path> running = files.subList(0, parallelism);
            for (Path file : running) {
                Pids.awaitWritten(file);
            }

            Child.signal(process, signal);
            assertEquals(exitCode, Child.exitCode(process));
            for (Path file : running) {
                Pids.awaitEnd(List.of(Files.readString(file).strip().split(" ")));
            }
        }
        assertEquals("", Files.readString(errors));
        assertEquals("", new String(process.getInputStream().readAllBytes(), UTF_8));
        for (Path file : files.subList(parallelism, files.size())) {
            assertTrue(Files.notExists(file), "no other was begun");
        }
    }

    @Test
    void L2_aSignalToTheCommandsAsWellIsNotTakenForTheirFailure() throws Exception {
        Path errors = folder.resolve("errors");
        Path pids = folder.resolve("pids");
        Process process = Child.program("map", "--on-error=skip", TWO_FOR_EVER)
                .redirectError(errors.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write((pids + "\n").getBytes(UTF_8));
            in.flush();
            Pids.awaitWritten(pids);
            // As from a terminal: all at once, the commands first. The program stands still until all have it.
            Child.signal(process, "STOP");
            List<String> command = new ArrayList<>(List.of("kill", "-TERM"));
            command.addAll(List.of(Files.readString(pids).strip().split(" ")));
            command.add(String.valueOf(process.pid()));
            Child.exitCode(new ProcessBuilder(command).inheritIO().start());
            Child.signal(process, "CONT");
            assertEquals(143, Child.exitCode(process));
        }
        assertEquals("", Files.readString(errors));
    }

    @Test
    void aReaderThatLeavesEndsItQuietlyThoughTheInputIsEndless() throws Exception {
        Path errors = folder.resolve("errors");
        Process process = Child.program("map", "--parallelism=4", "--exec=echo {}")
                .redirectError(errors.toFile())
                .start();
        Thread feeder = new Thread(() -> {
            try (OutputStream in = process.getOutputStream()) {
                while (true) {
                    in.write("line\n".getBytes(UTF_8));
                }
            } catch (IOException e) {
                // It has ended.
            }
        });
        feeder.setDaemon(true);
        feeder.start();
        assertEquals("line\n", new String(process.getInputStream().readNBytes(5), UTF_8));
        process.getInputStream().close();
        assertEquals(0, Child.exitCode(process));
        assertEquals("", Files.readString(errors));
        feeder.join();
    }

    @Test
    void whatTheLocaleHasNoCodeForIsNotGarbled() throws Exception {
        ProcessBuilder builder = Child.program("map", "--on-error=skip", "--exec=printf %s {}");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write("é\na\n".getBytes(UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertEquals(0, Child.exitCode(process));
        assertTrue(
                out.equals("é\na\n") || (out.equals("a\n") && errors.startsWith("inturn: <stdin>:1: arguments of")),
                () -> out + errors);
    }

    @Test
    void B1_aCommandThatPrintsForEverFitsIntoASmallHeap() throws Exception {
        // However many processors there are: what each command may print has its place in the heap.
        String[] args = {"map", "--parallelism=2", "--on-error=skip", "--max-output=2m", "--exec=yes"};
        Process process = Child.program(List.of("-Xmx32m"), args).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write("x\n".repeat(20).getBytes(UTF_8));
        }
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertEquals(0, Child.exitCode(process));
        assertEquals(
                20,
                errors.lines()
                        .filter(line -> line.contains("more than 2097152 bytes"))
                        .count(),
                errors);
        assertEquals(20, errors.lines().count(), errors);
    }
}
