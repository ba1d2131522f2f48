package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sequence numbers (O3), the bound (B1) and what a submit does that finds the window full (B2). */
class SubmissionTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    private final WatchedStrategy strategy = new WatchedStrategy();
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());

    /** A run with so many places, whose function waits until it is let go. */
    private OrderedProcessor<String> held(int capacity) {
        return Inturn.defaults()
                .strategy(strategy)
                .parallelism(1)
                .capacity(capacity)
                .processor(
                        item -> {
                            open.await();
                            return item;
                        },
                        delivered::add);
    }

    @Test
    void O3_submitReturnsNumbersFromZeroWithoutGap() throws Exception {
        open.countDown();
        try (var run = held(2)) {
            for (long expected = 0; expected < 100; expected++) {
                assertEquals(expected, run.submit("x"));
            }
        }
    }

    @Test
    void O3_trySubmitReturnsTheNumberOrMinusOneAndLeavesNoGap() throws Exception {
        try (var run = held(2)) {
            assertEquals(0, run.trySubmit("a"));
            assertEquals(1, run.trySubmit("b"));
            assertEquals(-1, run.trySubmit("refused"));
            assertEquals(-1, run.trySubmit("refused"));
            open.countDown();
            assertEquals(2, run.submit("c"));
        }
        assertEquals(List.of("a", "b", "c"), delivered);
    }

    @Test
    void O3_timedTrySubmitReturnsTheNumberOrMinusOneAndLeavesNoGap() throws Exception {
        try (var run = held(1)) {
            assertEquals(0, run.trySubmit("a", Duration.ZERO));
            assertEquals(-1, run.trySubmit("refused", Duration.ZERO));
            assertEquals(-1, run.trySubmit("refused", MOMENT));
            assertEquals(-1, run.trySubmit("refused", LONG.negated()));
            open.countDown();
            assertEquals(1, run.trySubmit("b", LONG));
        }
        assertEquals(List.of("a", "b"), delivered);
    }

    @Test
    void O3_theOrderIsThatOfTheNumbersAndKeepsEachThreadsOwn() throws Exception {
        Map<Long, String> submitted = Collections.synchronizedMap(new TreeMap<>());
        try (var run = Inturn.defaults()
                .strategy(strategy)
                .parallelism(2)
                .capacity(3)
                .<String, String>processor(item -> item, delivered::add)) {
            List<Background<Void>> submitters = IntStream.range(0, 4)
                    .mapToObj(thread -> Background.run(() -> {
                        long last = -1;
                        for (int i = 0; i < 200; i++) {
                            String item = thread + ":" + i;
                            long sequence = run.submit(item);
                            assertTrue(sequence > last, "the thread's own order");
                            last = sequence;
                            submitted.put(sequence, item);
                        }
                    }))
                    .toList();
            submitters.forEach(Background::result);
        }
        assertEquals(
                IntStream.range(0, 800).mapToObj(Long::valueOf).toList(),
                List.copyOf(submitted.keySet()),
                "no gap, no number twice");
        assertEquals(List.copyOf(submitted.values()), delivered);
    }

    @Test
    void B1_inFlightCountsWhatIsAcceptedAndNotYetDelivered() throws Exception {
        var run = held(3);
        assertEquals(0, run.inFlight());
        run.submit("a");
        run.submit("b");
        assertEquals(2, run.inFlight());
        open.countDown();
        run.close();
        assertEquals(0, run.inFlight());
    }

    @Test
    void B2_submitWaitsAsLongAsTheWindowIsFull() throws Exception {
        try (var run = held(1)) {
            run.submit("a");
            var submitter = Background.call(() -> run.submit("b"));
            // It looks at the executor in between: longer than one look.
            strategy.awaitWaits(submitter.thread(), 3);
            assertFalse(submitter.isDone());
            open.countDown();
            assertEquals(1, submitter.result());
        }
        assertEquals(List.of("a", "b"), delivered);
    }

    @Test
    void B2_timedTrySubmitGetsTheRoomThatComesInTime() throws Exception {
        try (var run = held(1)) {
            run.submit("a");
            // So long that it would overflow, if it were counted in nanoseconds.
            var submitter = Background.call(() -> run.trySubmit("b", Duration.ofSeconds(Long.MAX_VALUE)));
            strategy.awaitWaits(submitter.thread(), 2);
            open.countDown();
            assertEquals(1, submitter.result());
        }
        assertEquals(List.of("a", "b"), delivered);
    }

    @Test
    void B2_timedTrySubmitWaitsAsLongAsItWasTold() throws Exception {
        try (var run = held(1)) {
            run.submit("a");
            long begun = System.nanoTime();
            assertEquals(-1, run.trySubmit("refused", Duration.ofMillis(150)));
            assertTrue(System.nanoTime() - begun >= 150_000_000, "not given up early");
            open.countDown();
        }
        assertEquals(List.of("a"), delivered);
    }

    @Test
    void B2_anInterruptedSubmitLeavesNoTrace() throws Exception {
        try (var run = held(1)) {
            run.submit("a");
            var submitter = Background.call(() -> run.submit("interrupted"));
            var timed = Background.call(() -> run.trySubmit("interrupted", LONG));
            strategy.awaitWaits(submitter.thread(), 1);
            strategy.awaitWaits(timed.thread(), 1);
            submitter.interrupt();
            timed.interrupt();
            assertInstanceOf(InterruptedException.class, submitter.failure());
            assertInstanceOf(InterruptedException.class, timed.failure());
            assertEquals(1, run.inFlight());
            open.countDown();
            assertEquals(1, run.submit("b"));
        }
        assertEquals(List.of("a", "b"), delivered);
    }

    @Test
    void B2_anInterruptIsNoReasonToRefuseWhileThereIsRoom() throws Exception {
        try (var run = held(3)) {
            Thread.currentThread().interrupt();
            assertEquals(0, run.submit("a"));
            assertEquals(1, run.trySubmit("b"));
            assertEquals(2, run.trySubmit("c", LONG));
            assertEquals(-1, run.trySubmit("refused"));
            assertEquals(-1, run.trySubmit("refused", Duration.ZERO));
            assertTrue(Thread.interrupted(), "the interrupt is kept for who looks at it");
            open.countDown();
        }
        assertEquals(List.of("a", "b", "c"), delivered);
    }

    @Test
    void L1_aClosedRunRefuses() throws Exception {
        var run = held(1);
        run.close();
        for (var refused : List.of(
                assertThrows(IllegalStateException.class, () -> run.submit("x")),
                assertThrows(IllegalStateException.class, () -> run.trySubmit("x")),
                assertThrows(IllegalStateException.class, () -> run.trySubmit("x", LONG)))) {
            assertTrue(refused.getMessage().startsWith("closed: watched-"), refused.getMessage());
        }
        assertTrue(delivered.isEmpty());
    }

    @Test
    void aTimeOutIsNeeded() {
        try (var run = held(1)) {
            var refused = assertThrows(NullPointerException.class, () -> run.trySubmit("x", null));
            assertEquals("timeout", refused.getMessage());
        }
    }

    @Test
    void aRunSaysWhichItIs() {
        try (var run = held(7)) {
            String text = run.toString();
            assertTrue(text.matches("OrderedProcessor\\[watched-\\d+, parallelism=1, capacity=7]"), text);
        }
    }

    @Test
    void B1_inFlightIsNeverMoreThanTheCapacity() throws Exception {
        ManualStrategy manual = new ManualStrategy();
        var run =
                Inturn.defaults().strategy(manual).capacity(1).<String, String>processor(item -> item, delivered::add);
        run.submit("a");
        manual.onAccepted(() -> {
            manual.onAccepted(() -> {});
            manual.run().emit(manual.run().process("a"), false);
            run.trySubmit("b");
        });
        assertEquals(1, run.inFlight());
    }

    @Test
    void B1_inFlightIsNeverLessThanNone() throws Exception {
        ManualStrategy manual = new ManualStrategy();
        var run = Inturn.defaults().strategy(manual).<String, String>processor(item -> item, delivered::add);
        // One that was accepted and delivered between the looks at the two counts.
        manual.run().emit(manual.run().process("a"), false);
        assertEquals(0, run.inFlight());
        run.cancel();
    }
}
