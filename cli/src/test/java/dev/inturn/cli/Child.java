package dev.inturn.cli;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, with the class path of the tests. */
final class Child {

    private static final long TIMEOUT_SECONDS = 120;

    private Child() {}

    static ProcessBuilder program(List<String> jvmOptions, String... args) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), Main.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    static ProcessBuilder program(String... args) {
        return program(List.of(), args);
    }

    /** The exit code, of a process that is about to end. */
    static int exitCode(Process process) throws InterruptedException {
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the process does not end");
        }
        return process.exitValue();
    }

    static void signal(Process process, String name) throws IOException, InterruptedException {
        exitCode(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start());
    }

    /** Some signals are ignored by background jobs and under nohup, and so by all processes that they start. */
    static void assumeNotIgnored(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return;
        }
        int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal);
        boolean ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 1L << (number - 1)) != 0);
        assumeFalse(ignored, "SIG" + signal + " is ignored here");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** All that the test can see, on whichever path it is. */
    private static String classPath() {
        Set<String> entries = new LinkedHashSet<>();
        for (String property : List.of("jdk.module.path", "java.class.path")) {
            String path = System.getProperty(property, "");
            if (!path.isEmpty()) {
                entries.addAll(List.of(path.split(File.pathSeparator)));
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
