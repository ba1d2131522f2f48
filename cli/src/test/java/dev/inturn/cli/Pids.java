package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes of which a test knows the numbers only. */
final class Pids {

    private Pids() {}

    /** Waits until numbers were written. */
    static void awaitWritten(Path file) throws IOException {
        while (!Files.exists(file) || Files.size(file) == 0) {
            Thread.onSpinWait();
        }
    }

    /** Waits until none of them is there any more, but for one that only its parent has not taken note of. */
    static void awaitEnd(List<String> pids) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (String pid : pids) {
            while (!hasEnded(Long.parseLong(pid.strip()))) {
                assertTrue(System.nanoTime() - deadline < 0, () -> "process " + pid + " is left");
                Thread.onSpinWait();
            }
        }
    }

    private static boolean hasEnded(long pid) {
        Path stat = Path.of("/proc", String.valueOf(pid), "stat");
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            return true;
        }
        try {
            return Files.readString(stat).contains(") Z ");
        } catch (IOException e) {
            // It may have gone meanwhile, or this system shows none there: the next look tells.
            return false;
        }
    }
}
