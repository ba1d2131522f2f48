package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policy that is the default: the first failed item by order decides (F1, F2, F3). */
class FailureTest {

    private final WatchedStrategy strategy = new WatchedStrategy();
    private final Inturn settings =
            Inturn.defaults().strategy(strategy).parallelism(2).capacity(8);
    private final List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());
    private final IOException boom = new IOException("boom");

    @Test
    void F1_theFirstByOrderDecidesThoughALaterOneFailedEarlier() {
        CountDownLatch laterFailed = new CountDownLatch(1);
        var failure = assertThrows(
                ItemFailedException.class,
                () -> settings.run(
                        List.of(0, 1, 2, 3),
                        item -> {
                            if (item == 1) {
                                laterFailed.await();
                                throw boom;
                            }
                            if (item == 2) {
                                laterFailed.countDown();
                                throw new IllegalStateException("later in order, earlier in time");
                            }
                            return item;
                        },
                        delivered::add));
        assertEquals(1, failure.sequence());
        assertSame(boom, failure.getCause());
        assertEquals(List.of(0), delivered);
    }

    @Test
    void F1_aFailureChangesNothingBeforeItIsItsTurn() throws Exception {
        CountDownLatch headMayGo = new CountDownLatch(1);
        CountDownLatch thirdBegan = new CountDownLatch(1);
        var run = settings.<Integer, Integer>processor(
                item -> {
                    switch (item) {
                        case 0 -> headMayGo.await();
                        case 1 -> throw boom;
                        default -> thirdBegan.countDown();
                    }
                    return item;
                },
                delivered::add);
        run.submit(0);
        run.submit(1);
        run.submit(2);
        // The second has failed when the third begins, as the first holds the other thread.
        thirdBegan.await();
        assertEquals(3, run.submit(3));
        assertEquals(List.of(), delivered);
        headMayGo.countDown();
        assertEquals(1, assertThrows(ItemFailedException.class, run::close).sequence());
        assertEquals(List.of(0), delivered);
    }

    @Test
    void F1_nothingBeginsOnceTheFailureWasItsTurn() throws Exception {
        Set<Integer> begun = ConcurrentHashMap.newKeySet();
        CountDownLatch allSubmitted = new CountDownLatch(1);
        var run = settings.parallelism(1)
                .<Integer, Integer>processor(
                        item -> {
                            begun.add(item);
                            allSubmitted.await();
                            throw boom;
                        },
                        delivered::add);
        for (int i = 0; i < 5; i++) {
            run.submit(i);
        }
        allSubmitted.countDown();
        assertThrows(ItemFailedException.class, run::close);
        assertEquals(Set.of(0), begun);
        assertEquals(List.of(), delivered);
    }

    @Test
    void F1_callsThatStillRunAreInterruptedAndWaitedFor() throws Exception {
        CountDownLatch secondRuns = new CountDownLatch(1);
        List<String> ends = Collections.synchronizedList(new ArrayList<>());
        var run = settings.<Integer, Integer>processor(
                item -> {
                    if (item == 0) {
                        secondRuns.await();
                        throw boom;
                    }
                    secondRuns.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        ends.add("interrupted");
                    }
                    return item;
                },
                delivered::add);
        run.submit(0);
        run.submit(1);
        assertThrows(ItemFailedException.class, run::close);
        assertEquals(List.of("interrupted"), ends);
    }

    static Stream<Throwable> whatFunctionsThrow() {
        return Stream.of(
                new IOException("checked"),
                new RuntimeException("unchecked"),
                new InterruptedException("the function's own"),
                new TimeoutException("the function's own"),
                new CancellationException("the function's own"),
                new AssertionError("an error"),
                new StackOverflowError("an error"),
                new OutOfMemoryError("an error"));
    }

    @ParameterizedTest
    @MethodSource("whatFunctionsThrow")
    void F2_theExceptionCarriesSequenceItemAndCause(Throwable thrown) {
        var failure = assertThrows(
                ItemFailedException.class,
                () -> settings.run(
                        List.of("zero", "one", "two"),
                        item -> {
                            if (item.equals("two")) {
                                throwAny(thrown);
                            }
                            return item.length();
                        },
                        delivered::add));
        assertEquals(2, failure.sequence());
        assertEquals("two", failure.item());
        assertSame(thrown, failure.getCause());
        assertEquals("item 2 failed: " + thrown, failure.getMessage());
        assertEquals(List.of(4, 3), delivered);
    }

    @SuppressWarnings("unchecked") // erased: throws a checked exception as it is
    private static <X extends Throwable> void throwAny(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    void F2_theItemStaysBehindWhenTheExceptionIsSerialized() throws Exception {
        Object notSerializable = new Object();
        var failure = assertThrows(
                ItemFailedException.class,
                () -> settings.run(
                        List.of(notSerializable),
                        item -> {
                            throw boom;
                        },
                        result -> {}));
        assertSame(notSerializable, failure.item());
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var copy = (ItemFailedException) in.readObject();
            assertEquals(0, copy.sequence());
            assertNull(copy.item());
            assertEquals("boom", copy.getCause().getMessage());
        }
    }

    @Test
    void F3_everyoneGetsANewExceptionWithTheSameSequenceItemAndCause() throws Exception {
        var run = settings.<Integer, Integer>processor(
                item -> {
                    throw boom;
                },
                delivered::add);
        run.submit(7);
        Set<Throwable> failures = Collections.newSetFromMap(new IdentityHashMap<>());
        failures.add(assertThrows(ItemFailedException.class, run::close));
        failures.add(assertThrows(ItemFailedException.class, run::close));
        failures.add(assertThrows(ItemFailedException.class, () -> run.close(Duration.ZERO)));
        failures.add(assertThrows(ItemFailedException.class, () -> run.submit(8)));
        failures.add(assertThrows(ItemFailedException.class, () -> run.trySubmit(8)));
        failures.add(assertThrows(ItemFailedException.class, () -> run.trySubmit(8, Duration.ofDays(1))));
        assertEquals(6, failures.size(), "each one new");
        for (Throwable thrown : failures) {
            var failure = assertInstanceOf(ItemFailedException.class, thrown);
            assertEquals(0, failure.sequence());
            assertEquals(7, failure.item());
            assertSame(boom, failure.getCause());
            assertTrue(
                    Stream.of(failure.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().equals(FailureTest.class.getName())),
                    "the stack is that of who was told");
        }
    }

    @Test
    void F3_blockedSubmittersAreReleasedAndTold() throws Exception {
        CountDownLatch mayFail = new CountDownLatch(1);
        var run = settings.parallelism(1)
                .capacity(1)
                .<Integer, Integer>processor(
                        item -> {
                            mayFail.await();
                            throw boom;
                        },
                        delivered::add);
        run.submit(0);
        var submitters = List.of(
                Background.call(() -> run.submit(1)),
                Background.call(() -> run.submit(2)),
                Background.call(() -> run.trySubmit(3, Duration.ofDays(1))));
        for (var submitter : submitters) {
            strategy.awaitWaits(submitter.thread(), 1);
        }
        mayFail.countDown();
        Set<Throwable> failures = new HashSet<>();
        for (var submitter : submitters) {
            var failure = assertInstanceOf(ItemFailedException.class, submitter.failure());
            assertEquals(0, failure.sequence());
            failures.add(failure);
        }
        assertEquals(3, failures.size());
        assertThrows(ItemFailedException.class, run::close);
    }

    @Test
    void F3_aFailingSinkIsTerminal() throws Exception {
        List<Integer> offered = Collections.synchronizedList(new ArrayList<>());
        var run = settings.<Integer, Integer>processor(item -> item, result -> {
            offered.add(result);
            if (result == 2) {
                throw boom;
            }
        });
        List<SinkFailedException> failures = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                run.submit(i);
            }
        } catch (SinkFailedException e) {
            failures.add(e);
        }
        failures.add(assertThrows(SinkFailedException.class, run::close));
        failures.add(assertThrows(SinkFailedException.class, run::close));
        failures.add(assertThrows(SinkFailedException.class, () -> run.submit(0)));
        assertEquals(failures.size(), new HashSet<>(failures).size(), "each one new");
        for (var failure : failures) {
            assertEquals(2, failure.sequence());
            assertSame(boom, failure.getCause());
            assertEquals("the sink failed on the result of item 2: " + boom, failure.getMessage());
        }
        assertEquals(List.of(0, 1, 2), offered, "called no more");
    }

    @ParameterizedTest
    @MethodSource("whatFunctionsThrow")
    void F3_whateverTheSinkThrowsIsAFailureOfTheSink(Throwable thrown) {
        var failure = assertThrows(
                SinkFailedException.class, () -> settings.run(List.of(0, 1), item -> item, result -> throwAny(thrown)));
        assertEquals(0, failure.sequence());
        assertSame(thrown, failure.getCause());
    }

    @Test
    void L1_theOwnExecutorEndsWithTheRunThatFailed() throws Exception {
        var run = settings.<Integer, Integer>processor(
                item -> {
                    throw boom;
                },
                delivered::add);
        assertFalse(strategy.executor().isShutdown());
        run.submit(0);
        assertThrows(ItemFailedException.class, run::close);
        assertTrue(strategy.executor().isTerminated());
    }
}
