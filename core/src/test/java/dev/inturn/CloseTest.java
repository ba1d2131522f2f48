package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The end of a run that nobody cancels: {@code close} (L1) and timed {@code close} (L3). */
class CloseTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    private final WatchedStrategy strategy = new WatchedStrategy();
    private final Inturn settings =
            Inturn.defaults().strategy(strategy).parallelism(1).capacity(4);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    /** A run whose function waits until it is let go, with three items accepted and the first one begun. */
    private OrderedProcessor<String> held() throws InterruptedException {
        return withThreeItems(settings.processor(
                item -> {
                    begun.countDown();
                    try {
                        open.await();
                    } catch (InterruptedException e) {
                        calls.add(item + " interrupted");
                        throw e;
                    }
                    return item;
                },
                delivered::add));
    }

    /** The same, but its function is deaf to interruption. */
    private OrderedProcessor<String> deaf() throws InterruptedException {
        return withThreeItems(settings.processor(
                item -> {
                    begun.countDown();
                    Uninterruptibles.awaitUninterruptibly(open);
                    calls.add(item + " returned");
                    return item;
                },
                delivered::add));
    }

    private OrderedProcessor<String> withThreeItems(OrderedProcessor<String> run) throws InterruptedException {
        for (String item : List.of("a", "b", "c")) {
            run.submit(item);
        }
        begun.await();
        return run;
    }

    @Test
    void L1_closeDeliversEverything() throws Exception {
        var run = held();
        var closer = Background.run(run::close);
        // It looks at the executor in between: longer than one look.
        strategy.awaitWaits(closer.thread(), 3);
        assertFalse(closer.isDone());
        open.countDown();
        closer.result();
        assertEquals(List.of("a", "b", "c"), delivered);
        assertFalse(closer.leftInterrupted());
    }

    @Test
    void L1_closeMayBeCalledAgain() throws Exception {
        open.countDown();
        var run = held();
        run.close();
        run.close();
        assertTrue(run.close(Duration.ZERO));
        assertEquals(List.of("a", "b", "c"), delivered);
    }

    @Test
    void L1_everyCallerOfCloseWaits() throws Exception {
        var run = held();
        var closers =
                List.of(Background.run(run::close), Background.run(run::close), Background.run(() -> run.close(LONG)));
        for (var closer : closers) {
            strategy.awaitWaits(closer.thread(), 1);
        }
        for (var closer : closers) {
            assertFalse(closer.isDone());
        }
        open.countDown();
        for (var closer : closers) {
            closer.result();
        }
        assertEquals(List.of("a", "b", "c"), delivered);
    }

    @Test
    void L3_whoHasSeenTooFewBeforeTheLastWasDeliveredDoesNotUndoTheEnd() throws Exception {
        ManualStrategy manual = new ManualStrategy();
        var processor = Inturn.defaults().strategy(manual).<String, String>processor(item -> item, delivered::add);
        processor.submit("a");
        manual.onAccepted(() -> {
            begun.countDown();
            Uninterruptibles.awaitUninterruptibly(open);
        });
        var late = Background.call(() -> processor.close(Duration.ZERO));
        begun.await();
        manual.onAccepted(() -> {});
        manual.run().emit(manual.run().process("a"), false);
        processor.close();
        open.countDown();
        assertEquals(true, late.result(), "all was delivered");
        processor.cancel();
        assertFalse(manual.stopped(), "there is nothing left to cancel");
    }

    @Test
    void L3_trueIfTheLastWasDeliveredBetweenTheLookAndTheCancellation() throws Exception {
        ManualStrategy manual = new ManualStrategy();
        var processor = Inturn.defaults().strategy(manual).<String, String>processor(item -> item, delivered::add);
        processor.submit("a");
        manual.onAccepted(() -> {
            manual.onAccepted(() -> {});
            manual.run().emit(manual.run().process("a"), false);
        });
        assertTrue(processor.close(Duration.ZERO));
        assertEquals(List.of("a"), delivered);
    }

    @Test
    void L1_submittersThatAreBlockedAreRefused() throws Exception {
        var run = held();
        run.submit("d");
        var submitter = Background.run(() -> run.submit("refused"));
        strategy.awaitWaits(submitter.thread(), 1);
        var closer = Background.run(run::close);
        assertInstanceOf(IllegalStateException.class, submitter.failure());
        assertThrows(IllegalStateException.class, () -> run.trySubmit("refused"));
        open.countDown();
        closer.result();
        assertEquals(List.of("a", "b", "c", "d"), delivered);
    }

    @Test
    void L1_theRunsOwnExecutorIsGone() throws Exception {
        open.countDown();
        var run = held();
        assertFalse(strategy.executor().isShutdown());
        run.close();
        assertTrue(strategy.executor().isTerminated());
    }

    @Test
    void L1_theThreadsOfTheRunsOwnExecutorBearItsName() throws Exception {
        List<String> names = Collections.synchronizedList(new ArrayList<>());
        String name;
        try (var run = settings.<String, String>processor(
                item -> item, result -> names.add(Thread.currentThread().getName()))) {
            run.submit("x");
            name = run.toString();
        }
        String prefix = strategy.threadNamePrefix();
        assertTrue(prefix.matches("inturn-watched-\\d+-"), prefix);
        assertTrue(name.contains(prefix.substring("inturn-".length(), prefix.length() - 1)), name);
        assertEquals(List.of(prefix + "1"), names);
    }

    @Test
    void L1_anExecutorThatWasGivenStays() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            settings.executor(pool).run(List.of("a"), item -> item, delivered::add);
            assertFalse(pool.isShutdown());
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void L1_anInterruptedCloseCancelsAndSaysHowManyWereNotDelivered() throws Exception {
        var run = held();
        var closer = Background.run(run::close);
        strategy.awaitWaits(closer.thread(), 1);
        closer.interrupt();
        var cancelled = assertInstanceOf(CancellationException.class, closer.failure());
        assertEquals("interrupted while closing: 3 accepted items were not delivered", cancelled.getMessage());
        assertInstanceOf(InterruptedException.class, cancelled.getCause());
        assertTrue(closer.leftInterrupted());
        assertEquals(List.of("a interrupted"), calls, "waited for");
        assertEquals(List.of(), delivered);
        assertTrue(strategy.executor().isTerminated());
        run.close();
        assertThrows(CancellationException.class, () -> run.submit("x"));
    }

    @Test
    void L1_anInterruptedCloseWaitsHoweverOftenItIsInterrupted() throws Exception {
        var run = deaf();
        var closer = Background.run(run::close);
        strategy.awaitWaits(closer.thread(), 1);
        for (int i = 0; i < 3; i++) {
            closer.interrupt();
            while (closer.thread().isInterrupted()) {
                Thread.onSpinWait();
            }
        }
        assertFalse(closer.isDone());
        open.countDown();
        assertInstanceOf(CancellationException.class, closer.failure());
        assertTrue(closer.leftInterrupted());
        assertEquals(List.of("a returned"), calls);
    }

    @Test
    void L1_anInterruptedCloseThrowsTheFailureIfThereIsOne() throws Exception {
        IOException boom = new IOException("boom");
        var run = settings.parallelism(2)
                .<String, String>processor(
                        item -> {
                            if (item.equals("b")) {
                                begun.countDown();
                                Uninterruptibles.awaitUninterruptibly(open);
                                return item;
                            }
                            begun.await();
                            throw boom;
                        },
                        delivered::add);
        run.submit("a");
        run.submit("b");
        begun.await();
        while (!run.run().hasEnded()) {
            Thread.onSpinWait();
        }
        var closer = Background.run(run::close);
        closer.awaitBlocked();
        closer.interrupt();
        // It has noticed when the interrupt is gone, and waits on.
        while (closer.thread().isInterrupted()) {
            Thread.onSpinWait();
        }
        closer.awaitBlocked();
        open.countDown();
        assertInstanceOf(ItemFailedException.class, closer.failure());
        assertTrue(closer.leftInterrupted());
    }

    @Test
    void L1_anInterruptedCloseReturnsIfAllWasDelivered() throws Exception {
        var run = settings.<String, String>processor(item -> item, delivered::add);
        run.submit("a");
        while (run.inFlight() > 0) {
            Thread.onSpinWait();
        }
        // Something else keeps the executor from ending.
        strategy.executor().execute(() -> Uninterruptibles.awaitUninterruptibly(open));
        var closer = Background.run(run::close);
        closer.awaitBlocked();
        closer.interrupt();
        while (closer.thread().isInterrupted()) {
            Thread.onSpinWait();
        }
        assertFalse(closer.isDone());
        open.countDown();
        closer.result();
        assertTrue(closer.leftInterrupted());
        assertEquals(List.of("a"), delivered);
        assertThrows(IllegalStateException.class, () -> run.trySubmit("closed, not cancelled"));
    }

    @Test
    void L3_trueIfAllWasDelivered() throws Exception {
        var run = held();
        var closer = Background.call(() -> run.close(Duration.ofSeconds(Long.MAX_VALUE)));
        strategy.awaitWaits(closer.thread(), 2);
        open.countDown();
        assertTrue(closer.result());
        assertEquals(List.of("a", "b", "c"), delivered);
        assertTrue(strategy.executor().isTerminated());
    }

    @Test
    void L3_falseWhenTheTimeIsOverThoughACallStillRuns() throws Exception {
        var run = deaf();
        assertFalse(run.close(MOMENT));
        assertEquals(List.of(), calls, "it still runs");
        assertThrows(CancellationException.class, () -> run.submit("x"));
        var closer = Background.run(run::close);
        closer.awaitBlocked();
        assertFalse(closer.isDone());
        open.countDown();
        closer.result();
        assertEquals(List.of("a returned"), calls);
        assertEquals(List.of(), delivered);
    }

    @Test
    void L3_theCallsThatRunWhenTheTimeIsOverAreInterrupted() throws Exception {
        var run = held();
        assertFalse(run.close(MOMENT));
        run.close();
        assertEquals(List.of("a interrupted"), calls);
        assertFalse(run.close(LONG), "still not delivered");
    }

    @Test
    void L3_noTimeAtAllOnlyLooks() throws Exception {
        var run = held();
        assertFalse(run.close(LONG.negated()));
        assertEquals(3, run.inFlight());
        run.close();
        var idle = settings.<String, String>processor(item -> item, delivered::add);
        assertTrue(idle.close(Duration.ZERO));
    }

    @Test
    void L3_anInterruptedCloseLeavesTheDrainRunningAndMayBeCalledAgain() throws Exception {
        var run = held();
        var closer = Background.call(() -> run.close(LONG));
        strategy.awaitWaits(closer.thread(), 1);
        closer.interrupt();
        assertInstanceOf(InterruptedException.class, closer.failure());
        assertFalse(closer.leftInterrupted(), "the exception stands for it");
        assertEquals(
                "closed",
                assertThrows(IllegalStateException.class, () -> run.trySubmit("x"))
                        .getMessage()
                        .split(":")[0]);
        open.countDown();
        assertTrue(run.close(LONG));
        assertEquals(List.of("a", "b", "c"), delivered);
        assertEquals(List.of(), calls, "nobody was interrupted");
    }

    @Test
    void L3_aFailureIsThrown() throws Exception {
        var run = settings.<String, String>processor(
                item -> {
                    throw new IOException("boom");
                },
                delivered::add);
        run.submit("a");
        assertThrows(ItemFailedException.class, () -> run.close(LONG));
    }

    @Test
    void aTimeOutIsNeeded() throws Exception {
        try (var run = settings.<String, String>processor(item -> item, delivered::add)) {
            var refused = assertThrows(NullPointerException.class, () -> run.close(null));
            assertEquals("timeout", refused.getMessage());
            run.submit("and nothing has happened");
        }
        assertEquals(1, delivered.size());
    }
}
