package dev.inturn.cli;

import java.util.Locale;

/** The statistics of a run as people read them, with the verdict at the end. */
final class Report {

    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;

    private Report() {}

    static String of(Figures run) {
        double rate = run.time() == 0 ? 0 : run.lines() * SECOND / run.time();
        return row("lines", "%d in %s, %.0f a second", run.lines(), time(run.time()), rate)
                + row(
                        "workers",
                        "%d, busy %s of the time; a line takes %s of work and %s of output",
                        run.parallelism(),
                        percent(run.busyShare()),
                        time(Math.round(run.perLine(run.functionTime()))),
                        time(Math.round(run.perLine(run.sinkTime()))))
                + row("processors", "%.1f of %d used by this run", run.share(run.processorTime()), run.processors())
                + row(
                        "source",
                        "%s without waiting; waited for room %s, %s in all",
                        time(run.sourceTime()),
                        times(run.waits()),
                        time(run.waited()))
                + row(
                        "head",
                        "was the only thing waited for %s, %s in all, %s at most",
                        times(run.aloneCount()),
                        time(run.alone()),
                        time(run.aloneLongest()))
                + row("limit", "%s", Limit.of(run).sentence());
    }

    private static String row(String name, String format, Object... values) {
        return String.format(Locale.ROOT, "%-11s", name) + String.format(Locale.ROOT, format, values) + "\n";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String time(long nanos) {
        if (nanos < MICRO) {
            return nanos + " ns";
        }
        if (nanos < MILLI) {
            return String.format(Locale.ROOT, "%.1f us", nanos / MICRO);
        }
        return nanos < SECOND
                ? String.format(Locale.ROOT, "%.1f ms", nanos / MILLI)
                : String.format(Locale.ROOT, "%.2f s", nanos / SECOND);
    }
}
