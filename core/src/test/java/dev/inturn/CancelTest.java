package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a run that somebody cancels (L2). */
class CancelTest {

    private final WatchedStrategy strategy = new WatchedStrategy();
    private final Inturn settings =
            Inturn.defaults().strategy(strategy).parallelism(1).capacity(4);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<OrderedProcessor<String>> self = new AtomicReference<>();

    /** Whether the thread of the pool was interrupted after each of its tasks. */
    private final BlockingQueue<Boolean> leftInterrupted = new LinkedBlockingQueue<>();

    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    @AfterEach
    void shutDown() {
        pool.shutdownNow();
    }

    /** Runs a task and looks at the interrupt that it leaves: before the pool does, which would clear it. */
    private void onPool(Runnable task) {
        pool.execute(() -> {
            task.run();
            leftInterrupted.add(Thread.interrupted());
        });
    }

    private static void blockUntilInterrupted() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** A run whose function blocks until it is interrupted. */
    private OrderedProcessor<String> held(Inturn settings) {
        return settings.processor(
                item -> {
                    calls.add("begin " + item);
                    begun.countDown();
                    try {
                        blockUntilInterrupted();
                    } finally {
                        calls.add("end " + item);
                    }
                    return item;
                },
                result -> calls.add("sink " + result));
    }

    @Test
    void L2_runningFunctionsAreInterruptedAndNoFurtherCallBegins() throws Exception {
        var run = held(settings);
        run.submit("a");
        run.submit("b");
        begun.await();
        run.cancel();
        run.close();
        assertEquals(List.of("begin a", "end a"), calls);
        run.close();
        assertFalse(run.close(Duration.ofDays(1)));
        assertTrue(strategy.executor().isTerminated());
    }

    @Test
    void L2_everyRunningFunctionIsInterrupted() throws Exception {
        CountDownLatch bothBegun = new CountDownLatch(2);
        var run = settings.parallelism(2)
                .<String, String>processor(
                        item -> {
                            bothBegun.countDown();
                            blockUntilInterrupted();
                            return item;
                        },
                        result -> calls.add("sink " + result));
        run.submit("a");
        run.submit("b");
        bothBegun.await();
        run.cancel();
        run.close();
        assertEquals(List.of(), calls);
    }

    @Test
    void L2_aRunningSinkIsInterrupted() throws Exception {
        var run = settings.<String, String>processor(item -> item, result -> {
            calls.add("sink " + result);
            begun.countDown();
            blockUntilInterrupted();
        });
        run.submit("a");
        run.submit("b");
        begun.await();
        run.cancel();
        run.close();
        assertEquals(List.of("sink a"), calls);
    }

    @Test
    void L2_afterwardsSubmitThrowsAndSaysHowManyWereNotDelivered() throws Exception {
        var run = held(settings);
        run.submit("a");
        run.submit("b");
        begun.await();
        run.cancel();
        for (var cancelled : List.of(
                assertThrows(CancellationException.class, () -> run.submit("x")),
                assertThrows(CancellationException.class, () -> run.trySubmit("x")),
                assertThrows(CancellationException.class, () -> run.trySubmit("x", Duration.ofDays(1))))) {
            assertTrue(
                    cancelled.getMessage().startsWith("cancelled: 2 accepted items were not delivered: watched-"),
                    cancelled.getMessage());
            assertNull(cancelled.getCause());
        }
        run.close();
        assertThrows(CancellationException.class, () -> run.submit("after close as well"));
    }

    @Test
    void L2_blockedSubmittersAreToldAtOnce() throws Exception {
        var run = held(settings.capacity(1));
        run.submit("a");
        var submitter = Background.run(() -> run.submit("x"));
        strategy.awaitWaits(submitter.thread(), 1);
        run.cancel();
        assertInstanceOf(CancellationException.class, submitter.failure());
        run.close();
    }

    @Test
    void L2_aBlockedCloseReturns() throws Exception {
        var run = held(settings);
        run.submit("a");
        begun.await();
        var closer = Background.call(() -> run.close(Duration.ofDays(1)));
        strategy.awaitWaits(closer.thread(), 1);
        run.cancel();
        assertFalse(closer.result());
        assertEquals(List.of("begin a", "end a"), calls);
    }

    @Test
    void L2_cancelReturnsAtOnceAndCloseWaits() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        Thread closer = Thread.currentThread();
        var run = settings.<String, String>processor(
                item -> {
                    begun.countDown();
                    // Ends only when cancel has returned, and close waits for it.
                    while (cancelled.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    Background.awaitBlocked(closer);
                    calls.add("end");
                    return item;
                },
                result -> calls.add("sink"));
        run.submit("a");
        begun.await();
        run.cancel();
        cancelled.countDown();
        run.close();
        assertEquals(List.of("end"), calls);
    }

    @Test
    void L2_fromInsideTheFunction() throws Exception {
        var run = settings.<String, String>processor(
                item -> {
                    begun.await();
                    self.get().cancel();
                    calls.add("function, interrupted: " + Thread.currentThread().isInterrupted());
                    return item;
                },
                result -> calls.add("sink"));
        self.set(run);
        run.submit("a");
        run.submit("b");
        begun.countDown();
        run.close();
        assertEquals(List.of("function, interrupted: false"), calls);
    }

    @Test
    void L2_fromInsideTheSink() throws Exception {
        var run = settings.<String, String>processor(item -> item, result -> {
            begun.await();
            self.get().cancel();
            calls.add("sink, interrupted: " + Thread.currentThread().isInterrupted());
        });
        self.set(run);
        run.submit("a");
        run.submit("b");
        begun.countDown();
        run.close();
        assertEquals(List.of("sink, interrupted: false"), calls);
    }

    @Test
    void L2_noInterruptOfOursOutlivesOurTask() throws Exception {
        var run = settings.executor(this::onPool)
                .<String, String>processor(
                        item -> {
                            begun.countDown();
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            return item;
                        },
                        result -> {});
        run.submit("a");
        begun.await();
        run.cancel();
        run.close();
        assertFalse(leftInterrupted.take());
    }

    @Test
    void L2_anInterruptThatIsNotOursIsKept() throws Exception {
        var run = settings.executor(this::onPool)
                .<String, String>processor(
                        item -> {
                            Thread.currentThread().interrupt();
                            return item;
                        },
                        result -> {});
        run.submit("a");
        run.close();
        assertTrue(leftInterrupted.take());
    }

    @Test
    void L2_anInterruptThatIsNotOursIsKeptAlsoWhenTheRunIsCancelled() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        var run = settings.executor(this::onPool)
                .<String, String>processor(
                        item -> {
                            Thread.currentThread().interrupt();
                            begun.countDown();
                            while (cancelled.getCount() > 0) {
                                Thread.onSpinWait();
                            }
                            return item;
                        },
                        result -> {});
        run.submit("a");
        begun.await();
        run.cancel();
        cancelled.countDown();
        run.close();
        assertTrue(leftInterrupted.take());
    }

    @Test
    void L2_anIdleRunCanBeCancelled() throws Exception {
        var run = held(settings);
        run.cancel();
        run.cancel();
        var cancelled = assertThrows(CancellationException.class, () -> run.submit("x"));
        assertTrue(cancelled.getMessage().contains(" 0 accepted items"), cancelled.getMessage());
        assertTrue(strategy.executor().isShutdown());
        run.close();
        assertEquals(List.of(), calls);
    }

    @Test
    void L2_nothingIsLeftToCancelWhenAllWasDeliveredAndClosed() throws Exception {
        var run = settings.<String, String>processor(item -> item, result -> calls.add("sink " + result));
        run.submit("a");
        run.close();
        run.cancel();
        run.close();
        assertTrue(run.close(Duration.ZERO));
        var refused = assertThrows(IllegalStateException.class, () -> run.submit("x"));
        assertTrue(refused.getMessage().startsWith("closed"), refused.getMessage());
    }

    @Test
    void L2_nothingIsLeftToCancelAfterAFailure() throws Exception {
        var run = settings.<String, String>processor(
                item -> {
                    throw new IOException("boom");
                },
                result -> calls.add("sink " + result));
        run.submit("a");
        assertThrows(ItemFailedException.class, run::close);
        run.cancel();
        assertThrows(ItemFailedException.class, run::close);
        assertThrows(ItemFailedException.class, () -> run.submit("x"));
    }

    @Test
    void L2_aFailureAfterCancelIsNobodysConcern() throws Exception {
        var run = held(settings);
        run.submit("a");
        begun.await();
        run.cancel();
        // The function ends by an InterruptedException, which is no failure any more.
        run.close();
        assertThrows(CancellationException.class, () -> run.submit("x"));
    }

    @Test
    void L2_aRunInsideOfAnotherDoesNotSwallowItsInterrupt() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        var outer = settings.<String, String>processor(
                item -> {
                    var inner = settings.executor(Runnable::run)
                            .<String, String>processor(
                                    part -> {
                                        begun.countDown();
                                        while (cancelled.getCount() > 0) {
                                            Thread.onSpinWait();
                                        }
                                        return part;
                                    },
                                    result -> {});
                    self.set(inner);
                    inner.submit("on the same thread");
                    new CountDownLatch(1).await();
                    return item;
                },
                result -> {});
        outer.submit("a");
        begun.await();
        self.get().cancel();
        outer.cancel();
        cancelled.countDown();
        outer.close();
    }

    @Test
    void L2_cancelIsNotLostOnAFunctionThatDealsWithAnInterruptOfItsOwn() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        var run = settings.<String, String>processor(
                item -> {
                    Thread.currentThread().interrupt();
                    begun.countDown();
                    while (cancelled.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    assertTrue(Thread.interrupted());
                    new CountDownLatch(1).await();
                    return item;
                },
                result -> {});
        run.submit("a");
        begun.await();
        run.cancel();
        cancelled.countDown();
        run.close();
    }
}
