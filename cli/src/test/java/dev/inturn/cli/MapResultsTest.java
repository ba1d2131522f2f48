package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.Outcome;
import dev.inturn.ThrowingFunction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When results are written: the clock and what happens later are the test's. */
class MapResultsTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(1);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final InFlight inFlight = new InFlight(1 << 20);
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Deque<Line> lines = new ArrayDeque<>();
    private final MapResults results = results(written);
    private long now;

    @Test
    void P1_withNothingElseInFlightAResultIsWrittenAtOnce() throws Exception {
        submit("a", "b");
        deliver();
        deliver();
        results.flush();
        assertEquals("a\nb\n", written());
    }

    @Test
    void P1_afterAPauseAResultIsWrittenAtOnceThoughMoreAreInFlight() throws Exception {
        submit("a", "b", "slow");
        deliver();
        results.flush();
        assertEquals("a\n", written());

        now += LONG;
        deliver();
        results.flush();
        assertEquals("a\nb\n", written());
    }

    @Test
    void P1_whatIsHeldBackIsWrittenSoonThoughNothingHappens() throws Exception {
        submit("a", "b", "c", "slow");
        deliver();
        results.flush();
        deliver();
        results.flush();
        deliver();
        results.flush();
        assertEquals("a\n", written(), "the next may come at once");
        assertEquals(1, later.size(), "one look for both");

        later.remove().run();
        assertEquals("a\nb\nc\n", written());
    }

    @Test
    void P1_eachPauseHasItsLook() throws Exception {
        submit("a", "b", "c", "slow");
        deliver();
        results.flush();
        for (String expected : List.of("a\nb\n", "a\nb\nc\n")) {
            deliver();
            results.flush();
            later.remove().run();
            assertEquals(expected, written());
        }
    }

    @Test
    void L2_whatWasDeliveredIsWrittenAtTheEndThoughALineIsInFlight() throws Exception {
        submit("first", "a", "b", "c", "held");
        deliver();
        results.flush();
        for (int i = 0; i < 3; i++) {
            deliver();
            results.flush();
        }
        assertEquals("first\n", written(), "else this shows nothing");

        results.end();
        assertEquals("first\na\nb\nc\n", written());
    }

    @Test
    void aWriteThatFailsLaterEndsTheJobAtOnceAndTheNextCalls() throws Exception {
        boolean[] full = new boolean[1];
        MapResults failing = results(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (full[0]) {
                    throw new IOException("No space left on device");
                }
            }
        });
        List<Failure> told = new ArrayList<>();
        failing.begin(told::add);
        submit("a", "b", "slow");
        deliver(failing);
        failing.flush();
        deliver(failing);
        failing.flush();

        full[0] = true;
        later.remove().run();
        assertEquals(1, told.size());
        assertEquals(
                "cannot write the output: No space left on device", told.get(0).getMessage());
        assertSame(told.get(0), assertThrows(Failure.class, () -> deliver(failing)));
        assertSame(told.get(0), assertThrows(Failure.class, failing::flush));
        assertSame(told.get(0), assertThrows(Failure.class, failing::end));
    }

    @Test
    void whatFlowsIsLookedAtRarely() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            submit("a", "b");
            deliver();
            results.flush();
            deliver();
        }
        assertTrue(later.size() <= 1, later.size() + " looks");
    }

    private MapResults results(OutputStream out) {
        Streams streams = new Streams(
                InputStream.nullInputStream(),
                out,
                new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
                () -> false,
                new Streams.Terminal(false, false, 80));
        return new MapResults(streams, inFlight, OnError.fail, true, () -> now, later::add);
    }

    private void submit(String... texts) throws Exception {
        for (String text : texts) {
            Line line = new Line(text.getBytes(UTF_8), 0, text.length(), "in", 1);
            inFlight.add(line);
            lines.add(line);
        }
    }

    private void deliver() throws Exception {
        deliver(results);
    }

    private void deliver(MapResults to) throws Exception {
        ThrowingFunction<Line, Outcome<Line, byte[]>> function =
                Outcome.capture(line -> (new String(line.bytes(), UTF_8) + "\n").getBytes(UTF_8));
        to.accept(function.apply(lines.remove()));
    }

    private String written() {
        return written.toString(UTF_8);
    }
}
