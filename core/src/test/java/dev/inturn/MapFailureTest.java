package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.AbstractIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pull form when the function or the source fails. */
class MapFailureTest {

    private final WatchedStrategy strategy = new WatchedStrategy();
    private final Inturn settings =
            Inturn.defaults().strategy(strategy).parallelism(2).capacity(4);
    private final IOException boom = new IOException("boom");
    private final List<Long> skipped = Collections.synchronizedList(new ArrayList<>());

    private ThrowingFunction<Integer, Integer> failingOn(int bad) {
        return item -> {
            if (item == bad) {
                throw boom;
            }
            return item;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 9})
    void F1_theFailureComesAfterTheResultsBeforeIt(int bad) {
        var results = settings.map(IntStream.range(0, 10).iterator(), failingOn(bad));
        for (int i = 0; i < bad; i++) {
            assertTrue(results.hasNext());
            assertEquals(i, results.next());
        }
        var first = assertThrows(ItemFailedException.class, results::hasNext);
        var second = assertThrows(ItemFailedException.class, results::next);
        assertNotSame(first, second);
        for (var failure : List.of(first, second)) {
            assertEquals(bad, failure.sequence());
            assertEquals(bad, failure.item());
            assertSame(boom, failure.getCause());
        }
        assertTrue(strategy.executor().isTerminated(), "the work has stopped");
        results.close();
        assertFalse(results.hasNext());
    }

    @Test
    void F1_theFirstByOrderDecidesThoughALaterOneFailedEarlier() {
        CountDownLatch laterFailed = new CountDownLatch(1);
        var results = settings.map(List.of(0, 1, 2).iterator(), item -> {
            if (item == 1) {
                laterFailed.await();
                throw boom;
            } else if (item == 2) {
                laterFailed.countDown();
                throw new IllegalStateException("later in order, earlier in time");
            }
            return item;
        });
        assertEquals(0, results.next());
        assertEquals(1, assertThrows(ItemFailedException.class, results::next).sequence());
    }

    @Test
    void F1_callsThatStillRunAreInterruptedAndWaitedFor() {
        CountDownLatch secondRuns = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        var results = settings.map(List.of(0, 1).iterator(), item -> {
            if (item == 0) {
                secondRuns.await();
                throw boom;
            }
            secondRuns.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                ended.incrementAndGet();
            }
            return item;
        });
        assertThrows(ItemFailedException.class, results::next);
        assertEquals(1, ended.get());
    }

    @Test
    void whatTheSourceThrowsIsThrownAsItIsAndAtOnce() {
        IllegalStateException broken = new IllegalStateException("source");
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Iterator<Integer> source = new AbstractIterator<>() {
            private int count;

            @Override
            protected Integer computeNext() {
                if (count == 1) {
                    await(begun);
                    throw broken;
                }
                return count++;
            }
        };
        var results = settings.map(source, item -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                ended.incrementAndGet();
            }
            return item;
        });
        assertSame(broken, assertThrows(IllegalStateException.class, results::hasNext));
        assertEquals(0, broken.getSuppressed().length);
        assertEquals(1, ended.get(), "the work was stopped and waited for");
        assertTrue(strategy.executor().isTerminated());
        // Not false: who asks again must not take it for the end.
        var again = assertThrows(CancellationException.class, results::hasNext);
        assertEquals("the source has failed: " + broken, again.getMessage());
        assertSame(broken, again.getCause());
        assertNotSame(again, assertThrows(CancellationException.class, results::next));
        results.close();
        assertFalse(results.hasNext());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTheSourceThrowsDoesNotHideAFailure() {
        IllegalStateException broken = new IllegalStateException("source");
        Iterator<Integer> source = new AbstractIterator<>() {
            private int count;

            @Override
            protected Integer computeNext() {
                if (count == 1) {
                    // It is shut down when the run has failed.
                    while (!strategy.executor().isShutdown()) {
                        Thread.onSpinWait();
                    }
                    throw broken;
                }
                return count++;
            }
        };
        var results = settings.map(source, failingOn(0));
        // It may also be told of the failure before it reads the source again.
        var thrown = assertThrows(RuntimeException.class, results::hasNext);
        if (thrown == broken) {
            assertInstanceOf(ItemFailedException.class, broken.getSuppressed()[0]);
        } else {
            assertInstanceOf(ItemFailedException.class, thrown);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void F4_itemsLeftOutLeaveNoGapAndNoHang(int capacity) {
        List<Integer> items = IntStream.range(0, 200).boxed().toList();
        List<Integer> results = new ArrayList<>();
        settings.capacity(capacity)
                .skipFailures((sequence, item, cause) -> skipped.add(sequence))
                .map(items.iterator(), item -> {
                    if (item % 3 != 0) {
                        throw boom;
                    }
                    return item;
                })
                .forEachRemaining(results::add);
        assertEquals(items.stream().filter(item -> item % 3 == 0).toList(), results);
        assertEquals(
                items.stream()
                        .filter(item -> item % 3 != 0)
                        .map(Integer::longValue)
                        .toList(),
                skipped);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void F4_allItemsMayBeLeftOut(int capacity) {
        var results = settings.capacity(capacity)
                .skipFailures((sequence, item, cause) -> skipped.add(sequence))
                .map(IntStream.range(0, 50).iterator(), item -> {
                    throw boom;
                });
        assertFalse(results.hasNext());
        assertEquals(50, skipped.size());
        assertTrue(strategy.executor().isTerminated());
    }

    @Test
    void F4_aReaderThatWaitsIsToldAtOnceOfItemsLeftOut() {
        Thread reader = Thread.currentThread();
        var results = notLooking()
                .capacity(1)
                .skipFailures((sequence, item, cause) -> skipped.add(sequence))
                .map(IntStream.range(0, 100).iterator(), item -> {
                    Background.awaitBlocked(reader);
                    throw boom;
                });
        assertFalse(results.hasNext());
        assertEquals(100, skipped.size());
    }

    @Test
    void F4_aFailingListenerIsAFailureOfTheSink() {
        var results = settings.skipFailures((sequence, item, cause) -> {
                    throw new IllegalStateException("listener");
                })
                .map(List.of(0, 1, 2).iterator(), failingOn(1));
        assertEquals(0, results.next());
        var failure = assertThrows(SinkFailedException.class, results::next);
        assertEquals(1, failure.sequence());
    }

    @Test
    void F4_errorsOfTheMachineAreNotLeftOut() {
        var results = settings.skipFailures((sequence, item, cause) -> skipped.add(sequence))
                .map(List.of(0, 1).iterator(), item -> {
                    if (item == 1) {
                        throw new StackOverflowError();
                    }
                    return item;
                });
        assertEquals(0, results.next());
        assertEquals(
                1, assertThrows(ItemFailedException.class, results::hasNext).sequence());
        assertEquals(List.of(), skipped);
    }

    /** Nobody looks by itself: a reader that is not told waits for an hour. */
    private Inturn notLooking() {
        return settings.lookNanos(TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void F1_aReaderThatWaitsIsToldAtOnceOfTheFailure() {
        Thread reader = Thread.currentThread();
        var results = notLooking().map(List.of(0).iterator(), item -> {
            Background.awaitBlocked(reader);
            throw boom;
        });
        assertThrows(ItemFailedException.class, results::next);
    }

    @Test
    void X1_aReaderThatWaitsIsToldAtOnceOfACancellation() {
        Thread reader = Thread.currentThread();
        var results = notLooking().capacity(1).map(List.of(0).iterator(), item -> {
            Background.awaitBlocked(reader);
            strategy.run().execute(() -> {
                throw boom(reader);
            });
            new CountDownLatch(1).await();
            return item;
        });
        assertSame(
                IllegalStateException.class,
                assertThrows(CancellationException.class, results::next)
                        .getCause()
                        .getClass());
    }

    private static IllegalStateException boom(Thread reader) {
        Background.awaitBlocked(reader);
        return new IllegalStateException("boom");
    }
}
