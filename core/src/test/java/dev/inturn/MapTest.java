package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.AbstractIterator;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pull form: how the source is read, the bound, and the end. */
class MapTest {

    private final WatchedStrategy strategy = new WatchedStrategy();
    private final Inturn settings =
            Inturn.defaults().strategy(strategy).parallelism(2).capacity(4);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();

    /** How many items were read from {@link #numbers}. */
    private int read;

    /** How many results the test has got. */
    private int got;

    /** 0, 1, 2 … without an end. */
    private Iterator<Integer> numbers() {
        Thread reader = Thread.currentThread();
        return new AbstractIterator<>() {
            @Override
            protected Integer computeNext() {
                assertSame(reader, Thread.currentThread(), "read by the thread that asks for results");
                return read++;
            }
        };
    }

    /** A function that blocks until it is interrupted, and takes note that it runs. */
    private int hold(int item) throws InterruptedException {
        inside.incrementAndGet();
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } finally {
            inside.decrementAndGet();
        }
        return item;
    }

    @Test
    void O1_resultsComeInTheOrderOfTheItems() {
        List<Integer> items = IntStream.range(0, 1_000).boxed().toList();
        List<Integer> results = new ArrayList<>();
        settings.map(items.iterator(), item -> item + 1).forEachRemaining(results::add);
        assertEquals(items.stream().map(item -> item + 1).toList(), results);
        assertTrue(strategy.executor().isTerminated(), "read to its end");
    }

    @Test
    void O1_anythingOneCanIterateIsASource() {
        List<Integer> results = new ArrayList<>();
        Iterable<Integer> source = List.of(1, 2, 3);
        settings.map(source, item -> item * 10).forEachRemaining(results::add);
        assertEquals(List.of(10, 20, 30), results);
    }

    @Test
    void nothingIsReadBeforeAResultIsAskedFor() {
        try (var results = settings.map(numbers(), item -> item)) {
            assertEquals(0, read);
            results.next();
            assertTrue(read > 0);
        }
    }

    @Test
    void B1_theSourceMayBeEndlessAndIsReadNoFurtherThanTheWindow() {
        try (var results = settings.map(numbers(), item -> {
            assertTrue(item >= 0);
            return item;
        })) {
            for (got = 0; got < 1_000; got++) {
                assertEquals(got, results.next());
                assertTrue(read - got <= 4, () -> "read " + read + " when " + got + " had been returned");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void B1_anItemCountsUntilItsResultWasReturned(int capacity) {
        Iterator<Integer> source = new AbstractIterator<>() {
            @Override
            protected Integer computeNext() {
                assertTrue(read - got < capacity, () -> "read " + read + " when " + got + " had been returned");
                return read < 500 ? Integer.valueOf(read++) : endOfData();
            }
        };
        var results = settings.capacity(capacity).map(source, item -> item);
        while (results.hasNext()) {
            assertEquals(got, results.next());
            got++;
        }
        assertEquals(500, got);
    }

    @Test
    void B1_theWindowIsFilledWhileTheHeadIsSlow() {
        CountDownLatch lastOfWindow = new CountDownLatch(1);
        try (var results = settings.map(numbers(), item -> {
            if (item == 0) {
                lastOfWindow.await();
            } else if (item == 3) {
                lastOfWindow.countDown();
            }
            return item;
        })) {
            assertEquals(0, results.next());
            assertEquals(4, read);
        }
    }

    @Test
    void P1_aResultThatIsReadyIsReturnedBeforeTheSourceIsReadAgain() {
        // Every result is ready as soon as its item was submitted.
        try (var results = settings.capacity(100).executor(Runnable::run).map(numbers(), item -> item)) {
            for (int i = 0; i < 50; i++) {
                assertEquals(i, results.next());
                assertEquals(i + 1, read);
            }
        }
    }

    @Test
    void hasNextTakesNothing() {
        var results = settings.map(List.of("a", "b").iterator(), item -> item);
        assertTrue(results.hasNext());
        assertTrue(results.hasNext());
        assertEquals("a", results.next());
        assertEquals("b", results.next());
        assertFalse(results.hasNext());
        assertFalse(results.hasNext());
        assertThrows(NoSuchElementException.class, results::next);
        assertFalse(results.hasNext());
    }

    @Test
    void anEmptySourceHasNoResults() {
        var results = settings.map(Collections.<Integer>emptyIterator(), item -> item);
        assertFalse(results.hasNext());
        var end = assertThrows(NoSuchElementException.class, results::next);
        assertEquals("no more results", end.getMessage());
        results.close();
    }

    @Test
    void theSourceIsAskedForItsEndOnce() {
        Iterator<Integer> source = new Iterator<>() {
            private int asked;

            @Override
            public boolean hasNext() {
                assertTrue(asked <= 2, "asked again after it has ended");
                return asked++ < 2;
            }

            @Override
            public Integer next() {
                return asked;
            }
        };
        var results = settings.map(source, item -> item);
        assertEquals(1, results.next());
        assertEquals(2, results.next());
        assertFalse(results.hasNext());
        assertFalse(results.hasNext());
    }

    @Test
    void L2_closeStopsTheWorkAndWaits() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        var results = settings.map(List.of(0, 1, 2).iterator(), item -> {
            if (item == 0) {
                begun.await();
                return item;
            }
            begun.countDown();
            Uninterruptibles.awaitUninterruptibly(mayEnd);
            ended.incrementAndGet();
            return item;
        });
        assertEquals(0, results.next());
        var closer = Background.run(results::close);
        closer.awaitBlocked();
        closer.interrupt();
        while (closer.thread().isInterrupted()) {
            Thread.onSpinWait();
        }
        assertFalse(closer.isDone());
        mayEnd.countDown();
        closer.result();
        assertTrue(closer.leftInterrupted());
        assertTrue(strategy.executor().isTerminated());
        assertTrue(ended.get() >= 1);
        assertFalse(results.hasNext());
        assertThrows(NoSuchElementException.class, results::next);
        results.close();
    }

    @Test
    void L2_closeInterruptsWhatRuns() {
        var results = settings.map(List.of(0, 1, 2).iterator(), item -> {
            if (item == 0) {
                begun.await();
                return item;
            }
            return hold(item);
        });
        assertEquals(0, results.next());
        assertTrue(inside.get() > 0);
        results.close();
        assertEquals(0, inside.get());
        assertTrue(strategy.executor().isTerminated());
    }

    @Test
    void L2_closeDropsTheResultsThatWereNotRead() {
        var results = settings.map(List.of(1, 2, 3).iterator(), item -> item);
        assertTrue(results.hasNext());
        results.close();
        assertFalse(results.hasNext());
        assertThrows(NoSuchElementException.class, results::next);
    }

    @Test
    void L2_anInterruptedReaderCancelsTheWork() throws Exception {
        var results = settings.map(List.of(1, 2, 3).iterator(), this::hold);
        var reader = Background.call(results::next);
        begun.await();
        reader.interrupt();
        var cancelled = assertInstanceOf(CancellationException.class, reader.failure());
        assertEquals("interrupted while waiting for a result", cancelled.getMessage());
        assertInstanceOf(InterruptedException.class, cancelled.getCause());
        assertTrue(reader.leftInterrupted());
        while (inside.get() > 0) {
            Thread.onSpinWait();
        }
        // Not false: who asks again must not take it for the end.
        var again = assertThrows(CancellationException.class, results::hasNext);
        assertNotSame(cancelled, again);
        assertEquals(cancelled.getMessage(), again.getMessage());
        assertSame(cancelled.getCause(), again.getCause());
        assertThrows(CancellationException.class, results::next);
        results.close();
        assertFalse(results.hasNext());
        assertThrows(NoSuchElementException.class, results::next);
    }

    @Test
    void L2_anInterruptIsNoReasonToStopWhileResultsAreReady() {
        var results = settings.executor(Runnable::run).map(List.of(1, 2).iterator(), item -> item);
        Thread.currentThread().interrupt();
        assertEquals(1, results.next());
        assertEquals(2, results.next());
        assertFalse(results.hasNext());
        assertTrue(Thread.interrupted());
    }

    @Test
    void R1_aQuestionFromInsideThatWouldWaitForItselfIsRefused() {
        CompletableFuture<OrderedIterator<Integer>> self = new CompletableFuture<>();
        List<IllegalStateException> refusals = Collections.synchronizedList(new ArrayList<>());
        Thread reader = Thread.currentThread();
        var results = settings.capacity(1).map(List.of(1).iterator(), item -> {
            // One thread at a time.
            Background.awaitBlocked(reader);
            refusals.add(
                    assertThrows(IllegalStateException.class, () -> self.get().next()));
            refusals.add(
                    assertThrows(IllegalStateException.class, () -> self.get().hasNext()));
            refusals.add(
                    assertThrows(IllegalStateException.class, () -> self.get().close()));
            return item;
        });
        self.complete(results);
        assertEquals(1, results.next());
        assertFalse(results.hasNext());
        assertEquals(3, refusals.size());
        assertTrue(
                refusals.get(0).getMessage().contains("where the next result would wait for its caller"),
                refusals.get(0).getMessage());
        assertTrue(
                refusals.get(2).getMessage().contains("where close would wait"),
                refusals.get(2).getMessage());
    }
}
