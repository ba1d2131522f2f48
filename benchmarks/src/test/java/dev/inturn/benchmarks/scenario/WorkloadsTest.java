package dev.inturn.benchmarks.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.benchmarks.contender.Contender;
import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.contender.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadsTest {

    @ParameterizedTest
    @ValueSource(strings = {"cpu:0", "fresh:0", "uneven:0", "slow-head:0", "wait:1", "events"})
    void results_tell_their_places_in_the_order_of_the_items(String name) throws Exception {
        runInOrder(Workloads.named(name), 10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu:2000", "cpu:100000"})
    void long_items_have_lighter_ones_to_warm_up_on(String name) throws Exception {
        Workload<?, ?> lighter = Workloads.lighter(name).orElseThrow();
        runInOrder(lighter, 10_000);
        assertTrue(tokens(lighter) > 0 && tokens(lighter) < tokens(Workloads.named(name)), "as heavy as " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu:0", "cpu:1000", "fresh:0", "uneven:2000", "wait:1000000", "events"})
    void others_have_none(String name) {
        assertEquals(Optional.empty(), Workloads.lighter(name));
    }

    @Test
    void the_lines_of_a_file_come_again_and_again(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("three.ndjson"), "{\"a\":1}\n\n[2]\n\"3\"\n");
        Workload<?, ?> workload = Workloads.named("file:" + file);
        assertEquals(4, workload.cycle());
        runInOrder(workload, 10);
    }

    @Test
    void a_file_with_a_line_that_is_not_json_is_refused_with_the_line(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.ndjson"), "{}\n{\n");
        String message = assertThrows(IllegalArgumentException.class, () -> JsonLines.documents(file))
                .getMessage();
        assertTrue(message.startsWith("line 2 of " + file + " is not JSON: "), message);
    }

    @Test
    void an_uneven_item_weighs_a_hundred_times_as_much() {
        Workload<?, ?> workload = Workloads.named("uneven:1000");
        double light = LongStream.range(0, workload.cycle())
                .mapToDouble(workload.weight())
                .min()
                .orElseThrow();
        double[] heavy = LongStream.range(0, workload.cycle())
                .mapToDouble(workload.weight())
                .filter(weight -> weight != light)
                .toArray();
        assertEquals(workload.cycle() / 100.0, heavy.length, workload.cycle() / 200.0);
        for (double weight : heavy) {
            assertEquals(100 * light, weight);
        }
    }

    private static long tokens(Workload<?, ?> workload) {
        return ((Workloads.CpuItem) workload.items().apply(0)).tokens;
    }

    private static <I, R> void runInOrder(Workload<I, R> workload, int items) throws Exception {
        OrderCheck<R> check = workload.check(1);
        try (Contender loop = Entrant.LOOP.open(Settings.of(1, 1))) {
            loop.run(workload.job(items, check));
        }
        check.finish("loop", items);
    }
}
