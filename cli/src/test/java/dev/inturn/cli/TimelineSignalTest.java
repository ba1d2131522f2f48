package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that is ended from outside leaves the timeline of what there was. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "POSIX signals")
@Timeout(180)
class TimelineSignalTest {

    @TempDir
    private Path folder;

    @Test
    void L2_whatThereIsIsWrittenOnASignal() throws Exception {
        Path page = folder.resolve("demo.html");
        Process process = Child.program(
                        "demo",
                        "--process-duration=10ms",
                        "--request-every=20ms",
                        "--requests=1000000",
                        "--timeline=" + page)
                .redirectError(Redirect.INHERIT)
                .start();
        try (InputStream out = process.getInputStream()) {
            assertEquals("0-1-2-", new String(out.readNBytes(6), UTF_8));
            Child.signal(process, "TERM");
            out.transferTo(OutputStream.nullOutputStream());
        }
        assertEquals(143, Child.exitCode(process));
        TimelineFile timeline = TimelineFile.read(page);
        assertTrue(timeline.delivered() >= 2, timeline.delivered() + " delivered");
        assertTrue(timeline.html().endsWith("</html>\n"));
    }

    @Test
    void L2_whatThereIsIsWrittenThoughNobodyReadsTheOutput() throws Exception {
        Path page = folder.resolve("map.html");
        Process process = Child.program("map", "--json", "--timeline=" + page)
                .redirectError(Redirect.INHERIT)
                .start();
        Thread feeder = new Thread(() -> feed(process), "feeder");
        feeder.start();
        process.getInputStream().readNBytes(1 << 10);

        Child.signal(process, "TERM");
        assertEquals(143, Child.exitCode(process));
        feeder.join();
        assertTrue(TimelineFile.read(page).delivered() > 0);
    }

    /** Writes lines until the process takes no more. */
    private static void feed(Process process) {
        byte[] line = ("\"" + "x".repeat(500) + "\"\n").getBytes(UTF_8);
        try (OutputStream in = process.getOutputStream()) {
            while (process.isAlive()) {
                in.write(line);
            }
        } catch (IOException e) {
            // It has ended.
        }
    }
}
