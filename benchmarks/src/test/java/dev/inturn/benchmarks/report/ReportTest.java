package dev.inturn.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.benchmarks.contender.Entrant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Machine MACHINE = new Machine("Any CPU", 2, "Linux", "Java 25", "G1", "2026-01-01");

    private final Results results = new Results();

    @Test
    void a_cell_has_the_median_and_the_spread_over_the_forks() {
        fork(Entrant.LOCKFREE_RUN, 100, 100, 1.5);
        fork(Entrant.LOCKFREE_RUN, 100, 100, 1.4);
        fork(Entrant.LOCKFREE_RUN, 100, 100, 1.7);
        assertRow("## Grain: speed-up over the plain loop", "lockfree, run", "as set", "1.50 (1.40-1.70)");
    }

    @Test
    void the_break_even_is_where_the_contender_overtakes_the_loop() {
        // 30 ns more than the loop with no work, and 10 ns less at 100 ns.
        fork(Entrant.LOCK_RUN, 0, 2, 2.0 / 32);
        fork(Entrant.LOCK_RUN, 100, 100, 100.0 / 90);
        assertEquals(OptionalDouble.of(75), BreakEven.of(results, Entrant.LOCK_RUN, List.of(0L, 100L), 2));
        fork(Entrant.PEKKO, 0, 2, 0.1);
        fork(Entrant.PEKKO, 100, 100, 0.5);
        assertEquals(
                OptionalDouble.of(Double.POSITIVE_INFINITY),
                BreakEven.of(results, Entrant.PEKKO, List.of(0L, 100L), 2));
        assertEquals(OptionalDouble.empty(), BreakEven.of(results, Entrant.REACTOR, List.of(0L, 100L), 2));
        assertRow("## Grain: speed-up over the plain loop", "Pekko mapAsync", "as set", "0.10", "0.50", "> 100 ns");
        // Between 0 and 100 ns nothing is known.
        assertEquals(OptionalDouble.empty(), BreakEven.of(results, Entrant.LOCK_RUN, List.of(100L), 2));
    }

    @Test
    void the_verdict_does_not_judge_a_break_even_that_was_not_looked_for() {
        fork(Entrant.LOCKFREE_RUN, 0, 2, 0.1);
        fork(Entrant.LOCKFREE_RUN, 20, 20, 0.5);
        assertRow("## Verdict: the form run", "break-even grain, ns", "50.0 / 20.0", "-");
        fork(Entrant.LOCKFREE_RUN, 200, 200, 0.9);
        assertRow("## Verdict: the form run", "break-even grain, ns", "50.0 / 20.0", "above all **MISS**");
    }

    @Test
    void a_speed_up_is_also_a_share_of_the_ceiling() {
        fork(Entrant.CEILING, 1_000, 1_000, 2);
        fork(Entrant.LOCKFREE_RUN, 1_000, 1_000, 1.9);
        assertRow("## Grain: share of what two threads reach that share nothing", "lockfree, run", "as set", "95.0 %");
        assertFalse(report().contains("Do not trust"));
    }

    @Test
    void a_machine_that_is_busy_is_told_of() {
        fork(Entrant.CEILING, 1_000, 1_000, 1.4);
        assertTrue(report().contains("Two threads that share nothing reach only 1.40 here"));
    }

    @Test
    void what_a_cache_line_takes_is_told_with_its_spread_over_all_forks() {
        assertFalse(report().contains("cache line"));
        for (double nanos : new double[] {40, 180, 38}) {
            results.add(
                    Key.throughput(Entrant.LOCK_RUN, "cpu:" + Math.round(nanos), 2),
                    Map.of(Measure.CACHE_LINE_NANOS, nanos));
        }
        assertTrue(report().contains("A cache line takes 40.0 (38.0-180) ns"), report());
    }

    @Test
    void the_verdict_marks_what_is_missed_and_what_is_as_good_as_was_aimed_at() {
        fork(Entrant.LOCKFREE_RUN, 100, 100, 1.44);
        fork(Entrant.FORKJOIN_RUN, 100, 100, 1.5);
        fork(Entrant.LOCK_RUN, 100, 100, 1.2);
        assertRow(
                "## Verdict: the form run",
                "speed-up at 100 ns",
                "1.45 / 1.60",
                "1.44 **MISS**",
                "1.30 / 1.50",
                "1.50 (aim)",
                "1.10 / 1.30",
                "1.20");
    }

    @Test
    void the_push_form_is_allowed_less() {
        fork(Entrant.LOCKFREE_PUSH, 100, 100, 1.15);
        fork(Entrant.LOCK_PUSH, 100, 100, 0.79);
        assertRow(
                "## Verdict: the form push",
                "speed-up at 100 ns",
                "1.15 / 1.30",
                "1.15",
                "1.00 / 1.20",
                "-",
                "0.80 / 1.00",
                "0.79 **MISS**");
    }

    @Test
    void the_verdict_names_each_bounded_peer_that_is_faster() {
        fork(Entrant.LOCK_RUN, 100, 100, 1.2);
        fork(Entrant.FUTURES_POOL, 100, 100, 1.3);
        fork(Entrant.RXJAVA, 100, 100, 0.2);
        // Unbounded: out of the comparison.
        fork(Entrant.STREAM_ITERATOR, 100, 100, 1.9);
        String report = report();
        assertTrue(report.contains("1 of 2 comparisons"), report);
        assertTrue(report.contains("**MISS** lock, run on cpu:100: 1.20, window of futures, fixed pool 1.30"), report);
    }

    @Test
    void a_failure_is_told_and_leaves_no_figures() {
        fork(Entrant.LOCK_RUN, 100, 100, 1.23);
        results.fail(key(Entrant.LOCK_RUN, 100), "lock-run hangs");
        String report = report();
        assertTrue(report.contains("- lock-run: throughput, cpu:100, parallelism 2: lock-run hangs"), report);
        assertFalse(report.contains("1.23"), report);
    }

    @Test
    void json_holds_all_that_was_measured(@TempDir Path folder) throws IOException {
        fork(Entrant.LOCK_RUN, 100, 100, 1.2);
        fork(Entrant.LOCK_RUN, 100, 100, 1.3);
        results.add(key(Entrant.PEKKO, 100), Map.of(Measure.CACHE_LINE_NANOS, 180.0));
        results.add(key(Entrant.LOCK_RUN, 100), Map.of(Measure.CACHE_LINE_NANOS, 40.0));
        results.fail(key(Entrant.PEKKO, 100), "why");
        Path file = Files.writeString(
                folder.resolve("figures.json"), JsonReport.of(results, MACHINE).toJson());
        JsonReport read = JsonReport.read(file);
        assertEquals(MACHINE, read.machine());
        assertEquals(report(), new Report(read.results(), read.machine()).toString());
    }

    @Test
    void the_chart_is_a_drawing_with_a_line_for_each_contender(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("chart.svg");
        assertFalse(SpeedUpChart.write(results, MACHINE, file), "there is nothing to draw");
        for (Entrant entrant : Entrant.values()) {
            fork(entrant, 0, 2, 0.1);
            fork(entrant, 1_000, 1_000, 1.5);
        }
        assertTrue(SpeedUpChart.write(results, MACHINE, file));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        String text = factory.newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement()
                .getTextContent();
        for (Entrant entrant : Entrant.values()) {
            if (entrant != Entrant.LOOP) {
                assertTrue(text.contains(entrant.title()), () -> entrant.title() + " is missing in " + text);
            }
        }
        assertTrue(text.contains("no work") && text.contains("1 us"), text);
    }

    private void fork(Entrant entrant, long grain, double loopNanos, double speedUp) {
        results.add(
                key(entrant, grain),
                Map.of(
                        Measure.LOOP_NANOS_PER_ITEM, loopNanos,
                        Measure.NANOS_PER_ITEM, loopNanos / speedUp,
                        Measure.SPEED_UP, speedUp));
    }

    private static Key key(Entrant entrant, long grain) {
        return Key.throughput(entrant, "cpu:" + grain, 2);
    }

    private String report() {
        return new Report(results, MACHINE).toString();
    }

    /** In the table of that title there is a row that begins with these cells. */
    private void assertRow(String title, String... cells) {
        String report = report();
        int begin = report.indexOf(title + "\n");
        assertTrue(begin >= 0, report);
        int end = report.indexOf("\n##", begin + 1);
        String table = report.substring(begin, end < 0 ? report.length() : end);
        List<String> wanted = List.of(cells);
        assertTrue(
                table.lines().anyMatch(line -> {
                    List<String> row = List.of(line.split("\\|")).stream()
                            .map(String::strip)
                            .filter(cell -> !cell.isEmpty())
                            .toList();
                    return row.size() >= wanted.size()
                            && row.subList(0, wanted.size()).equals(wanted);
                }),
                () -> wanted + " is not in\n" + table);
    }
}
