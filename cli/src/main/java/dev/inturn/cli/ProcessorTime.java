package dev.inturn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the processors of the machine have done. Times are in nanoseconds.
 *
 * @param own what this process and the commands that it has run have taken; without the commands where the system does
 *     not tell that
 * @param idle what nobody has taken, of all processors together; -1 where the system does not tell it
 */
record ProcessorTime(long own, long idle) {

    private static final Path PROCESS = Path.of("/proc/self/stat");
    private static final Path MACHINE = Path.of("/proc/stat");

    /** Linux counts in hundredths of a second, for all programs. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Until now. */
    static ProcessorTime now() {
        return new ProcessorTime(ownNow(), idleNow());
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(own - before.own, idle < 0 ? idle : idle - before.idle);
    }

    private static long ownNow() {
        try {
            return own(Files.readString(PROCESS));
        } catch (IOException | RuntimeException e) {
            return ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElse(Duration.ZERO)
                    .toNanos();
        }
    }

    private static long idleNow() {
        try {
            return idle(Files.readString(MACHINE));
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    /**
     * What the status of a process says: user and system time of its own, and of its children that have ended. The name
     * before them is in parentheses and may hold anything, parentheses and blanks as well.
     */
    static long own(String status) {
        return ticks(status.substring(status.lastIndexOf(')') + 2), 11, 15);
    }

    /** What the status of the machine says in its first line: idle, and idle while it waits for a disk. */
    static long idle(String status) {
        return ticks(status.lines().findFirst().orElse("").replaceFirst("^cpu +", ""), 3, 5);
    }

    private static long ticks(String status, int from, int to) {
        List<String> fields = List.of(status.split(" "));
        return NANOS_PER_TICK
                * fields.subList(from, to).stream().mapToLong(Long::parseLong).sum();
    }
}
