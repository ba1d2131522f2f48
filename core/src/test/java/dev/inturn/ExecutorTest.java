package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors that a user gives: those that refuse, those that are shut down, and odd ones (X1). */
class ExecutorTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final WatchedStrategy strategy = new WatchedStrategy();
    private final Inturn settings =
            Inturn.defaults().strategy(strategy).parallelism(2).capacity(4);
    private final List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());
    private final RejectedExecutionException refusal = new RejectedExecutionException("no more");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    @AfterEach
    void shutDown() {
        pool.shutdownNow();
    }

    /** A run on the pool whose function blocks until it is interrupted, with one item accepted and begun. */
    private OrderedProcessor<Integer> held(int capacity) throws InterruptedException {
        var run = settings.executor(pool).capacity(capacity).<Integer, Integer>processor(this::hold, delivered::add);
        run.submit(0);
        begun.await();
        return run;
    }

    private int hold(int item) throws InterruptedException {
        begun.countDown();
        new CountDownLatch(1).await();
        return item;
    }

    private static void assertCancelledBy(Throwable cause, Throwable thrown) {
        var cancelled = assertInstanceOf(CancellationException.class, thrown);
        assertSame(cause, cancelled.getCause());
        assertTrue(cancelled.getMessage().startsWith("cancelled by " + cause + ": "), cancelled.getMessage());
    }

    private static void assertShutDown(Throwable thrown) {
        var cancelled = assertInstanceOf(CancellationException.class, thrown);
        var cause = assertInstanceOf(RejectedExecutionException.class, cancelled.getCause());
        assertTrue(cause.getMessage().startsWith("the executor was shut down: "), cause.getMessage());
    }

    @Test
    void L1_theRunsOwnExecutorIsGoneIfTheEngineCannotBeStarted() {
        var bug = new IllegalStateException("no engine");
        List<ExecutorService> made = new ArrayList<>();
        OrderingStrategy broken = new ManualStrategy() {
            @Override
            public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
                made.add(super.newExecutor(parallelism, threadNamePrefix));
                return made.get(0);
            }

            @Override
            public <I, O> Engine<I> start(Run<I, O> run) {
                throw bug;
            }
        };
        var thrown = assertThrows(
                IllegalStateException.class, () -> settings.strategy(broken).processor(item -> item, delivered -> {}));
        assertSame(bug, thrown);
        assertTrue(made.get(0).isShutdown());
    }

    @Test
    void X1_aStrategyThatMakesNoExecutorIsNamed() {
        OrderingStrategy broken = new ManualStrategy() {
            @Override
            public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
                return null;
            }
        };
        var thrown = assertThrows(
                NullPointerException.class, () -> settings.strategy(broken).processor(item -> item, delivered -> {}));
        assertEquals("the strategy \"manual\" made no executor: newExecutor returned null", thrown.getMessage());
    }

    @Test
    void X1_aStrategyThatMakesNoEngineIsNamedAndTheExecutorIsGone() {
        List<ExecutorService> made = new ArrayList<>();
        OrderingStrategy broken = new ManualStrategy() {
            @Override
            public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
                made.add(super.newExecutor(parallelism, threadNamePrefix));
                return made.get(0);
            }

            @Override
            public <I, O> Engine<I> start(Run<I, O> run) {
                return null;
            }
        };
        var thrown = assertThrows(
                NullPointerException.class, () -> settings.strategy(broken).processor(item -> item, delivered -> {}));
        assertEquals("the strategy \"manual\" made no engine: start returned null", thrown.getMessage());
        assertTrue(made.get(0).isShutdown());
    }

    @Test
    void X1_anExecutorThatRefusesAtOnceCancelsTheRun() throws Exception {
        Executor refusing = task -> {
            throw refusal;
        };
        var run = settings.executor(refusing).<Integer, Integer>processor(item -> item, delivered::add);
        assertEquals(0, run.submit(0), "accepted, before it turned out");
        assertCancelledBy(refusal, assertThrows(CancellationException.class, () -> run.submit(1)));
        assertCancelledBy(refusal, assertThrows(CancellationException.class, () -> run.trySubmit(1)));
        var cancelled = assertThrows(CancellationException.class, run::close);
        assertCancelledBy(refusal, cancelled);
        assertTrue(cancelled.getMessage().contains(": 1 accepted items were not delivered: "), cancelled.getMessage());
        assertCancelledBy(refusal, assertThrows(CancellationException.class, run::close));
        assertCancelledBy(refusal, assertThrows(CancellationException.class, () -> run.close(LONG)));
        assertEquals(List.of(), delivered);
    }

    @Test
    void X1_anExecutorThatRefusesLaterCancelsTheRunAndInterruptsItsCalls() throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        var run = settings.executor(task -> {
                    if (tasks.incrementAndGet() > 1) {
                        throw refusal;
                    }
                    pool.execute(task);
                })
                .<Integer, Integer>processor(this::hold, delivered::add);
        run.submit(0);
        begun.await();
        run.submit(1);
        assertCancelledBy(refusal, assertThrows(CancellationException.class, run::close));
        assertEquals(List.of(), delivered);
    }

    @Test
    void X1_anExecutorThatFailsByAnErrorCancelsTheRun() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
        var run = settings.executor(task -> {
                    throw error;
                })
                .<Integer, Integer>processor(item -> item, delivered::add);
        run.submit(0);
        assertCancelledBy(error, assertThrows(CancellationException.class, run::close));
    }

    @Test
    void X1_runAndMapTellOfTheRefusal() {
        Inturn refusing = settings.executor(task -> {
            throw refusal;
        });
        assertCancelledBy(
                refusal,
                assertThrows(
                        CancellationException.class, () -> refusing.run(List.of(1), item -> item, delivered::add)));
        var results = refusing.map(List.of(1).iterator(), item -> item);
        assertCancelledBy(refusal, assertThrows(CancellationException.class, results::next));
        assertCancelledBy(refusal, assertThrows(CancellationException.class, results::hasNext));
    }

    @Test
    void X1_aBlockedSubmitNoticesThatTheExecutorWasShutDown() throws Exception {
        var run = held(1);
        var submitter = Background.run(() -> run.submit(1));
        strategy.awaitWaits(submitter.thread(), 1);
        pool.shutdown();
        assertShutDown(submitter.failure());
        assertShutDown(assertThrows(CancellationException.class, run::close));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void X1_aBlockedCloseNoticesThatTheExecutorWasShutDown(boolean timed) throws Exception {
        var run = held(4);
        var closer = timed ? Background.call(() -> run.close(LONG)) : Background.run(run::close);
        strategy.awaitWaits(closer.thread(), 1);
        pool.shutdown();
        assertShutDown(closer.failure());
        assertEquals(List.of(), delivered);
    }

    @Test
    void X1_aBlockedNextNoticesThatTheExecutorWasShutDown() throws Exception {
        var results = settings.executor(pool).map(List.of(0).iterator(), this::hold);
        var reader = Background.call(results::next);
        begun.await();
        pool.shutdown();
        assertShutDown(reader.failure());
    }

    @Test
    void X1_tasksThatTheExecutorDropsWhenItIsShutDownAreMissedByNobody() throws Exception {
        CountDownLatch poolIsBusy = new CountDownLatch(1);
        pool.execute(() -> {
            poolIsBusy.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // The pool was shut down.
            }
        });
        poolIsBusy.await();
        var run = settings.executor(pool).<Integer, Integer>processor(item -> item, delivered::add);
        run.submit(0);
        var closer = Background.run(run::close);
        strategy.awaitWaits(closer.thread(), 1);
        assertEquals(1, pool.shutdownNow().size());
        assertShutDown(closer.failure());
    }

    @Test
    void X1_shutDownAfterTheEndIsNobodysConcern() throws Exception {
        var run = settings.executor(pool).<Integer, Integer>processor(item -> item, delivered::add);
        run.submit(0);
        run.close();
        pool.shutdown();
        run.close();
        assertTrue(run.close(Duration.ZERO));
        assertEquals(List.of(0), delivered);
    }

    @Test
    void X1_oneThatRunsTasksInTheCallingThreadWorks() throws Exception {
        List<Thread> threads = new ArrayList<>();
        var run = settings.executor(Runnable::run)
                .<Integer, Integer>processor(
                        item -> {
                            threads.add(Thread.currentThread());
                            return item;
                        },
                        delivered::add);
        for (int i = 0; i < 10; i++) {
            run.submit(i);
            assertEquals(i + 1, delivered.size(), "delivered before submit returns");
        }
        run.close();
        assertEquals(IntStream.range(0, 10).boxed().toList(), delivered);
        assertEquals(Collections.nCopies(10, Thread.currentThread()), threads);
    }

    @Test
    void X1_submitFromInsideWorksOnTheCallingThreadAsWell() throws Exception {
        CompletableFuture<OrderedProcessor<Integer>> self = new CompletableFuture<>();
        List<String> log = new ArrayList<>();
        var run = settings.executor(Runnable::run)
                .<Integer, Integer>processor(
                        item -> {
                            log.add("begin " + item);
                            if (item < 10) {
                                self.get().submit(item + 10);
                            }
                            log.add("end " + item);
                            return item;
                        },
                        result -> {
                            log.add("sink " + result);
                            if (result < 20 && result >= 10) {
                                self.get().submit(result + 10);
                            }
                        });
        self.complete(run);
        run.submit(0);
        run.close();
        assertEquals(
                List.of("begin 0", "end 0", "sink 0", "begin 10", "end 10", "sink 10", "begin 20", "end 20", "sink 20"),
                log,
                "one after another, not one inside another");
    }

    @Test
    void X1_runsThatShareAnExecutorBothEnd() throws Exception {
        Inturn shared = settings.executor(pool);
        List<Integer> others = Collections.synchronizedList(new ArrayList<>());
        List<Integer> items = IntStream.range(0, 300).boxed().toList();
        var one = Background.call(() -> shared.run(items, item -> item, delivered::add));
        var other = Background.call(() -> shared.run(items, item -> item, others::add));
        assertEquals(300, one.result());
        assertEquals(300, other.result());
        assertEquals(items, delivered);
        assertEquals(items, others);
    }

    @Test
    void X1_aFunctionThatMakesItsThreadHelpWorks() throws Exception {
        ForkJoinPool helping = new ForkJoinPool(1);
        try {
            List<Integer> items = IntStream.range(0, 50).boxed().toList();
            // Runs whatever its thread has to run, pumps of this run as well, until there is nothing.
            settings.executor(helping)
                    .run(
                            items,
                            item -> {
                                ForkJoinTask.helpQuiesce();
                                return item;
                            },
                            delivered::add);
            assertEquals(items, delivered);
        } finally {
            helping.shutdownNow();
        }
    }

    @Test
    void X1_anExecutorThatWasGivenIsTheOnlyOne() throws Exception {
        settings.executor(pool).run(List.of(1, 2), item -> item, delivered::add);
        assertNull(strategy.executor());
        assertFalse(pool.isShutdown());
        assertEquals(List.of(1, 2), delivered);
    }

    @Test
    void X1_aStrategyMayRefuseAnExecutor() {
        OrderingStrategy choosy = new ManualStrategy() {
            @Override
            public void checkExecutor(Executor executor) {
                throw new IllegalArgumentException("not this one");
            }
        };
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> settings.strategy(choosy).executor(pool).processor(item -> item, result -> {}));
        assertEquals("not this one", refused.getMessage());
        settings.strategy(choosy).processor(item -> item, result -> {}).close();
    }
}
