package dev.inturn.cli;

import dev.inturn.Outcome;
import dev.inturn.ThrowingFunction;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A function and the lines to apply it to, some times over.
 *
 * @param lines the lines, at least one
 * @param passes how many times
 * @param function what to do with a line; never throws
 * @param quick whether the function takes no time but computing
 * @param onError what to do about a line that fails
 * @param stop says when to end before all is done
 */
record Work(
        List<Line> lines,
        int passes,
        ThrowingFunction<Line, Outcome<Line, byte[]>> function,
        boolean quick,
        OnError onError,
        Stop stop) {

    /** How many results there are. */
    long size() {
        return (long) passes * lines.size();
    }

    Work withPasses(int count) {
        return new Work(lines, count, function, quick, onError, stop);
    }

    Work first(int count) {
        return new Work(lines.subList(0, count), passes, function, quick, onError, stop);
    }

    /**
     * Applies the function, outside of an ordered run.
     *
     * @throws InterruptedException if the program shall end; what the function gave is then due to that
     */
    Outcome<Line, byte[]> apply(Line line) throws InterruptedException {
        Outcome<Line, byte[]> outcome;
        try {
            outcome = function.apply(line);
        } catch (Exception e) {
            throw new AssertionError("it never throws", e);
        }
        stop.check();
        return outcome;
    }

    /** What takes the results, just as in {@code inturn map}, and says which lines fail. */
    MapResults results(OutputStream out, PrintStream err, InFlight inFlight) {
        Streams.Terminal none = new Streams.Terminal(false, false, 0);
        return new MapResults(
                new Streams(InputStream.nullInputStream(), out, err, () -> false, none), inFlight, onError, quick);
    }

    /** The same, but it does not say which lines fail. */
    MapResults results(OutputStream out, InFlight inFlight) {
        return results(out, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), inFlight);
    }
}
