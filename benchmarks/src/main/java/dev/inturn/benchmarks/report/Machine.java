package dev.inturn.benchmarks.report;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where something was measured.
 *
 * @param processor the model of the processor
 * @param processors how many there are
 * @param system the operating system
 * @param java the Java and its maker
 * @param collector the garbage collector
 * @param date when
 */
public record Machine(String processor, int processors, String system, String java, String collector, String date) {

    /** This one, now. */
    public static Machine here() {
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .map(name -> name.substring(0, name.indexOf(' ') < 0 ? name.length() : name.indexOf(' ')))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                LocalDate.now(ZoneId.systemDefault()).toString());
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }

    @Override
    public String toString() {
        return "%s, %d processors; %s; %s, %s; %s".formatted(processor, processors, system, java, collector, date);
    }
}
