package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.AbstractIterator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scoped form: from a source through a function into a sink. */
class RunTest {

    private final WatchedStrategy strategy = new WatchedStrategy();
    private final Inturn settings =
            Inturn.defaults().strategy(strategy).parallelism(2).capacity(4);
    private final List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> items = IntStream.range(0, 100).boxed().toList();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger inside = new AtomicInteger();

    /** A source that asks for each item by its number, from 0, for ever. */
    private static Iterator<Integer> source(IntFunction<Integer> next) {
        return new AbstractIterator<>() {
            private int count;

            @Override
            protected Integer computeNext() {
                return next.apply(count++);
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

    private static int fail(int item) throws IOException {
        throw new IOException("item " + item);
    }

    private void awaitBegun() {
        try {
            begun.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void O1_fromAnIterator() throws Exception {
        assertEquals(100, settings.run(items.iterator(), item -> item, delivered::add));
        assertEquals(items, delivered);
        assertTrue(strategy.executor().isTerminated());
    }

    @Test
    void O1_fromAnIterable() throws Exception {
        assertEquals(100, settings.run(items, item -> item, delivered::add));
        assertEquals(items, delivered);
    }

    @Test
    void O1_fromAStream() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        assertEquals(100, settings.run(items.stream().onClose(closed::incrementAndGet), item -> item, delivered::add));
        assertEquals(items, delivered);
        assertEquals(1, closed.get());
    }

    @Test
    void O1_fromNothing() throws Exception {
        assertEquals(0, settings.run(List.<Integer>of(), item -> item, delivered::add));
        assertEquals(List.of(), delivered);
        assertTrue(strategy.executor().isTerminated());
    }

    @Test
    void theSourceIsReadOnTheCallersThread() throws Exception {
        Set<Thread> readers = ConcurrentHashMap.newKeySet();
        settings.run(
                items.stream().parallel().peek(item -> readers.add(Thread.currentThread())),
                item -> item,
                delivered::add);
        assertEquals(Set.of(Thread.currentThread()), readers);
        assertEquals(items, delivered);
    }

    @Test
    void P3_theFunctionAndTheSinkAreNotCalledOnTheCallersThread() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        settings.run(
                items,
                item -> {
                    threads.add(Thread.currentThread());
                    return item;
                },
                result -> threads.add(Thread.currentThread()));
        assertFalse(threads.contains(Thread.currentThread()));
    }

    @Test
    void aSourceThatThrowsCancelsTheRun() {
        IllegalStateException broken = new IllegalStateException("source");
        Iterator<Integer> source = source(count -> {
            if (count == 2) {
                awaitBegun();
                throw broken;
            }
            return count;
        });
        assertSame(
                broken,
                assertThrows(IllegalStateException.class, () -> settings.run(source, this::hold, delivered::add)));
        assertEquals(0, inside.get(), "no call is under way");
        assertEquals(0, broken.getSuppressed().length);
        assertEquals(List.of(), delivered);
        assertTrue(strategy.executor().isTerminated());
    }

    @Test
    void aSourceThatThrowsAfterTheRunHasFailedDoesNotHideIt() {
        IllegalStateException broken = new IllegalStateException("source");
        Iterator<Integer> source = source(count -> {
            if (count == 1) {
                // It is shut down when the run has failed.
                while (!strategy.executor().isShutdown()) {
                    Thread.onSpinWait();
                }
                throw broken;
            }
            return count;
        });
        assertSame(
                broken,
                assertThrows(IllegalStateException.class, () -> settings.run(source, RunTest::fail, delivered::add)));
        assertEquals(1, broken.getSuppressed().length);
        assertInstanceOf(ItemFailedException.class, broken.getSuppressed()[0]);
    }

    @Test
    void F1_aFailedItemEndsTheRun() {
        var failure = assertThrows(
                ItemFailedException.class,
                () -> settings.run(
                        source(count -> count),
                        item -> {
                            if (item == 7) {
                                throw new IOException("seven");
                            }
                            return item;
                        },
                        delivered::add));
        assertEquals(7, failure.sequence());
        assertEquals(0, failure.getSuppressed().length, "not itself once more");
        assertEquals(items.subList(0, 7), delivered);
        assertTrue(strategy.executor().isTerminated());
    }

    @Test
    void F3_aFailedSinkEndsTheRun() {
        var failure = assertThrows(
                SinkFailedException.class,
                () -> settings.run(source(count -> count), item -> item, result -> {
                    if (result == 7) {
                        throw new IOException("seven");
                    }
                    delivered.add(result);
                }));
        assertEquals(7, failure.sequence());
        assertEquals(items.subList(0, 7), delivered);
    }

    @Test
    void B2_interruptedWhileTheWindowIsFull() throws Exception {
        var runner = Background.call(() -> settings.run(source(count -> count), this::hold, delivered::add));
        strategy.awaitWaits(runner.thread(), 1);
        runner.interrupt();
        assertInstanceOf(InterruptedException.class, runner.failure());
        assertFalse(runner.leftInterrupted(), "the exception stands for it");
        assertEquals(0, inside.get(), "no call is under way");
        assertEquals(List.of(), delivered);
    }

    @Test
    void L1_interruptedWhileTheRestIsDelivered() throws Exception {
        var runner = Background.call(() -> settings.run(List.of(1, 2), this::hold, delivered::add));
        strategy.awaitWaits(runner.thread(), 1);
        awaitBegun();
        runner.interrupt();
        assertInstanceOf(InterruptedException.class, runner.failure());
        assertEquals(0, inside.get(), "no call is under way");
        assertEquals(List.of(), delivered);
    }

    @Test
    void aStreamIsClosedAlsoWhenTheRunFails() {
        AtomicInteger closed = new AtomicInteger();
        Stream<Integer> source = Stream.of(1, 2).onClose(closed::incrementAndGet);
        assertThrows(ItemFailedException.class, () -> settings.run(source, RunTest::fail, delivered::add));
        assertEquals(1, closed.get());
    }

    @Test
    void stagesCanBeChained() throws Exception {
        List<Integer> squares = new ArrayList<>();
        try (var halves = settings.map(items.iterator(), item -> item / 2)) {
            settings.run(halves, half -> half * half, squares::add);
        }
        assertEquals(items.stream().map(item -> (item / 2) * (item / 2)).toList(), squares);
    }
}
