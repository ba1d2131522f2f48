package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReportTest {

    private static final long MS = 1_000_000;

    @Test
    void allFiguresAreThere() {
        Figures run = new Figures(
                4_000,
                2_000 * MS,
                2,
                4,
                3_000 * MS,
                -1,
                800 * MS,
                2 * MS,
                900 * MS,
                12,
                1_100 * MS,
                1,
                1_300 * MS,
                1_300 * MS);
        assertEquals(
                String.join(
                        "\n",
                        "lines      4000 in 2.00 s, 2000 a second",
                        "workers    2, busy 20 % of the time; a line takes 200.0 us of work and 500 ns of output",
                        "processors 1.5 of 4 used by this run",
                        "source     900.0 ms without waiting; waited for room 12 times, 1.10 s in all",
                        "head       was the only thing waited for once, 1.30 s in all, 1.30 s at most",
                        "limit      " + Limit.HEAD.sentence(),
                        ""),
                Report.of(run));
    }

    @Test
    void nothingIsDividedByNothing() {
        String report = Report.of(new Figures(0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertTrue(report.startsWith("lines      0 in 0 ns, 0 a second\n"), report);
        assertTrue(!report.contains("NaN") && !report.contains("Infinity"), report);
    }
}
