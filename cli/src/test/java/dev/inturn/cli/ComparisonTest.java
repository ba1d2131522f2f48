package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.Inturn;
import dev.inturn.Outcome;
import dev.inturn.ThrowingFunction;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ComparisonTest {

    private static final List<Line> LINES = IntStream.rangeClosed(1, 100)
            .mapToObj(number -> new Line(String.valueOf(number).getBytes(UTF_8), 0, 1, "in", number))
            .toList();

    private final List<String> heard = new ArrayList<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong calls = new AtomicLong();
    private final List<String> slow = new ArrayList<>();
    private long planned;
    private long callsBefore;

    @Test
    void eachWayIsMeasuredOnceInEachRound() throws Exception {
        Measurements measurements = compare(3, ComparisonTest::copy);
        assertEquals(4 * 4, heard.size());
        for (int round = 0; round < 4; round++) {
            assertEquals(
                    Set.of(round + " plain loop 1", round + " lock 1", round + " lockfree 2", round + " no order 2"),
                    Set.copyOf(heard.subList(4 * round, 4 * round + 4)));
        }
        assertEquals(4, measurements.all().size());
        measurements.all().forEach(rates -> {
            assertEquals(3, rates.perSecond().length);
            assertTrue(rates.median() > 0);
            assertTrue(rates.difference().isEmpty());
        });
    }

    @Test
    void theOrderInTheRoundsIsDrawnAnew() throws Exception {
        compare(20, ComparisonTest::copy);
        long firsts = IntStream.range(0, 21)
                .mapToObj(round -> heard.get(4 * round).substring(2).strip())
                .distinct()
                .count();
        assertEquals(4, firsts, heard::toString);
    }

    @Test
    void theFunctionIsCalledAsOftenAsPlanned() throws Exception {
        compare(2, ComparisonTest::copy);
        assertEquals(planned, calls.get() - callsBefore);
    }

    @Test
    void O1_aWayThatGivesAnotherOutputIsFound() throws Exception {
        Thread loop = Thread.currentThread();
        Measurements measurements = compare(1, line -> {
            boolean wrong = Thread.currentThread() != loop && line.place().equals("in:17");
            return wrong ? "wrong\n".getBytes(UTF_8) : copy(line);
        });
        assertTrue(measurements.isRepeatable());
        assertEquals(
                List.of("in:17", "in:17"),
                measurements.ordered().stream()
                        .map(rates -> rates.difference().orElseThrow().place())
                        .toList());
        assertEquals(
                "the output of lock with 1 thread is not that of the plain loop, from the result of in:17 on",
                ComparisonReport.of("in", "f", measurements, Optional.empty())
                        .difference()
                        .orElseThrow());
    }

    @Test
    void aFunctionThatDoesNotAlwaysGiveTheSameIsFound() throws Exception {
        AtomicLong next = new AtomicLong();
        Measurements measurements = compare(1, line -> (next.getAndIncrement() + "\n").getBytes(UTF_8));
        assertEquals(false, measurements.isRepeatable());
        String difference = ComparisonReport.of("in", "f", measurements, Optional.empty())
                .difference()
                .orElseThrow();
        assertTrue(difference.contains("the plain loop itself gives another output the next time"), difference);
        assertTrue(difference.contains("in:1 on"), difference);
    }

    @Test
    void F1_aLineThatFailsEndsItBeforeAnythingIsMeasured() {
        Failure failure = assertThrows(Failure.class, () -> compare(1, OnError.fail, ComparisonTest::failAt17));
        assertEquals(ExitCode.ITEM_FAILED, failure.exitCode());
        assertEquals("in:17: bad", failure.getMessage());
        assertEquals(List.of(), heard);
    }

    @Test
    void F4_linesThatFailAreNamedOnceAndLeftOutByAllWays() throws Exception {
        for (OnError onError : List.of(OnError.skip, OnError.mark)) {
            err.reset();
            Measurements measurements = compare(1, onError, ComparisonTest::failAt17);
            assertEquals("inturn: in:17: bad\n", err.toString(UTF_8));
            assertEquals(1, measurements.pace().failed());
            measurements.all().forEach(rates -> assertTrue(rates.difference().isEmpty()));
        }
    }

    @Test
    void resultsThatTakeTooMuchMemoryLimitTheLines() throws Exception {
        Measurements measurements = compare(
                new Pace.Limits(1_000, 1, true, 1000),
                1,
                OnError.fail,
                line -> "0123456789".repeat(3).getBytes(UTF_8));
        assertEquals(Pace.Cut.MEMORY, measurements.pace().cut());
        assertEquals(33, measurements.pace().work().lines().size());
    }

    @Test
    void linesThatWouldTakeTooLongAreLeftOut() throws Exception {
        Measurements measurements =
                compare(new Pace.Limits(1, 20, false, 1 << 20), 1, OnError.fail, ComparisonTest::copy);
        assertEquals(Pace.Cut.TIME, measurements.pace().cut());
        assertEquals(20, measurements.pace().work().lines().size());
    }

    @Test
    void thatItWillTakeLongIsSaidAtOnceAndOnce() throws Exception {
        compare(new Pace.Limits(1, 20, false, 1 << 20), 1, OnError.fail, line -> {
            assertEquals(calls.get() > 1 ? List.of("20 lines") : List.of(), slow);
            return copy(line);
        });
        slow.clear();
        compare(new Pace.Limits(1, 20, true, 1 << 20), 1, OnError.fail, ComparisonTest::copy);
        assertEquals(List.of("100 lines"), slow);
    }

    @Test
    void fewLinesAreWorkedOnSeveralTimes() throws Exception {
        Measurements measurements =
                compare(new Pace.Limits(20_000_000, 1, false, 1 << 20), 1, OnError.fail, ComparisonTest::copy);
        assertEquals(Pace.Cut.NONE, measurements.pace().cut());
        assertEquals(100, measurements.pace().work().lines().size());
        assertTrue(measurements.pace().work().passes() > 1);
        measurements.all().forEach(rates -> assertTrue(rates.difference().isEmpty()));
    }

    private static byte[] copy(Line line) {
        return (line.place() + "\n").getBytes(UTF_8);
    }

    private static byte[] failAt17(Line line) throws BadLineException {
        if (line.place().equals("in:17")) {
            throw new BadLineException("bad");
        }
        return copy(line);
    }

    private Measurements compare(int rounds, ThrowingFunction<Line, byte[]> function) throws Exception {
        return compare(rounds, OnError.fail, function);
    }

    private Measurements compare(int rounds, OnError onError, ThrowingFunction<Line, byte[]> function)
            throws Exception {
        return compare(new Pace.Limits(1_000_000, 1, true, 1 << 20), rounds, onError, function);
    }

    private Measurements compare(
            Pace.Limits limits, int rounds, OnError onError, ThrowingFunction<Line, byte[]> function) throws Exception {
        heard.clear();
        List<Way.Ordered> ways = List.of(
                new Way.Ordered("lock", 1, Inturn.defaults().strategy("lock").parallelism(1)),
                new Way.Ordered(
                        "lockfree", 2, Inturn.defaults().strategy("lockfree").parallelism(2)));
        ThrowingFunction<Line, byte[]> counted = line -> {
            calls.incrementAndGet();
            return function.apply(line);
        };
        try (Stop stop = new Stop()) {
            Work work = new Work(LINES, 1, Outcome.capture(counted), true, onError, stop);
            return new Comparison(ways, rounds, 1)
                    .run(work, limits, new PrintStream(err, true, UTF_8), new Comparison.Progress() {
                        @Override
                        public void slow(double nanosPerLine, int lines, double seconds) {
                            slow.add(lines + " lines");
                        }

                        @Override
                        public void planned(Pace pace, long calls, Comparison comparison, double seconds) {
                            planned = calls;
                            callsBefore = ComparisonTest.this.calls.get();
                        }

                        @Override
                        public void measuring(int round, int rounds, Way way) {
                            heard.add(round + " " + way.name() + " " + way.parallelism());
                        }
                    });
        }
    }
}
