package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.inturn.spi.Engine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What becomes of a pump that an engine hands to the executor (X1). The test plays engine and executor. */
class PumpTest {

    private final ManualStrategy engine = new ManualStrategy();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final RejectedExecutionException refusal = new RejectedExecutionException("refused");

    private OrderedProcessor<Integer> start(Executor executor) {
        return Inturn.defaults().strategy(engine).executor(executor).processor(item -> item, result -> {});
    }

    private boolean execute(Runnable pump) {
        return engine.run().execute(pump);
    }

    private void runQueued() {
        queue.remove().run();
    }

    @Test
    void X1_aPumpRunsWhenTheExecutorRunsIt() {
        start(queue::add);
        assertTrue(execute(() -> log.add("pump")));
        assertEquals(List.of(), log);
        runQueued();
        assertEquals(List.of("pump"), log);
    }

    @Test
    void X1_aPumpMayRunBeforeExecuteReturns() {
        start(Runnable::run);
        assertTrue(execute(() -> log.add("pump")));
        assertEquals(List.of("pump"), log);
    }

    @Test
    void X1_aPumpThatIsRunTwiceRunsOnce() {
        start(queue::add);
        assertTrue(execute(() -> log.add("pump")));
        Runnable task = queue.remove();
        task.run();
        task.run();
        assertEquals(List.of("pump"), log);
    }

    @Test
    void X1_aPumpThatWasRefusedNeverRuns() {
        var processor = start(task -> {
            queue.add(task);
            throw refusal;
        });
        assertFalse(execute(() -> log.add("pump")));
        assertTrue(engine.stopped());
        runQueued();
        assertEquals(List.of(), log);
        assertSame(
                refusal,
                assertThrows(CancellationException.class, processor::close).getCause());
    }

    @Test
    void X1_aPumpThatIsRefusedWhenAllWasDeliveredIsNobodysConcern() {
        var processor = start(task -> {
            throw refusal;
        });
        processor.close();
        assertFalse(execute(() -> log.add("pump")));
        assertFalse(engine.stopped());
        processor.close();
    }

    @Test
    void X1_aPumpThatHasRunWasNotRefusedThoughTheExecutorThrew() {
        start(task -> {
            task.run();
            throw refusal;
        });
        assertTrue(execute(() -> log.add("pump")), "the engine must not count it out again");
        assertEquals(List.of("pump"), log);
        assertTrue(engine.stopped());
    }

    @Test
    void X1_aPumpOfferedToTheThreadThatOffersItIsLeftToTheOneItRuns() {
        start(Runnable::run);
        execute(() -> {
            log.add("outer");
            assertFalse(execute(() -> log.add("inner")));
        });
        assertEquals(List.of("outer"), log);
        assertFalse(engine.stopped());
    }

    @Test
    void X1_aPumpThatWouldRunInsideOfAnotherGoesBackToTheExecutor() {
        start(queue::add);
        execute(() -> {
            log.add("outer begins");
            runQueued();
            log.add("outer ends");
        });
        execute(() -> log.add("inner"));
        runQueued();
        assertEquals(List.of("outer begins", "outer ends"), log);
        assertEquals(1, queue.size());
        runQueued();
        assertEquals(List.of("outer begins", "outer ends", "inner"), log);
        assertTrue(queue.isEmpty());
    }

    @Test
    void X1_aPumpThatWouldRunInsideOfAnotherRunsAfterItIfTheExecutorRefusesItNow() {
        List<Executor> current = new ArrayList<>(List.of(queue::add));
        start(task -> current.get(0).execute(task));
        execute(() -> {
            log.add("outer begins");
            runQueued();
            log.add("outer ends");
        });
        execute(() -> log.add("inner"));
        current.set(0, task -> {
            throw refusal;
        });
        runQueued();
        assertEquals(List.of("outer begins", "outer ends", "inner"), log, "it is not lost: the engine counts on it");
        assertTrue(engine.stopped());
    }

    @Test
    void X1_aPumpThatWouldRunInsideOfAnotherRunsAfterItIfThereIsNoOtherThread() {
        List<Executor> current = new ArrayList<>(List.of(queue::add));
        start(task -> current.get(0).execute(task));
        execute(() -> {
            log.add("outer begins");
            runQueued();
            log.add("outer ends");
        });
        execute(() -> log.add("inner"));
        current.set(0, Runnable::run);
        runQueued();
        assertEquals(List.of("outer begins", "outer ends", "inner"), log);
        assertFalse(engine.stopped());
    }

    @Test
    void X1_aFunctionThatRunsAllThatIsQueuedComesToAnEnd() {
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        start(tasks::add);
        execute(() -> {
            log.add("outer begins");
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
            log.add("outer ends");
        });
        execute(() -> log.add("inner"));
        tasks.remove().run();
        assertEquals(List.of("outer begins", "outer ends", "inner"), log);
    }

    @Test
    void P2_aPumpThatAFunctionHasComeAcrossGoesToAnotherThreadWhileTheFunctionRuns() throws Exception {
        BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        CountDownLatch cameAcross = new CountDownLatch(1);
        CountDownLatch inner = new CountDownLatch(1);
        start(tasks::add);
        execute(() -> {
            // Twice: it goes back at once the first time.
            tasks.remove().run();
            tasks.remove().run();
            cameAcross.countDown();
            Uninterruptibles.awaitUninterruptibly(inner);
        });
        execute(inner::countDown);
        var helper = Background.run(() -> tasks.remove().run());
        cameAcross.await();
        var other = Background.run(() -> tasks.take().run());
        helper.result();
        other.result();
    }

    @Test
    void X1_pumpsOfOtherRunsMayRunInside() {
        start(queue::add);
        var outer = engine.run();
        start(queue::add);
        var inner = engine.run();
        outer.execute(() -> {
            log.add("outer begins");
            runQueued();
            log.add("outer ends");
        });
        inner.execute(() -> log.add("inner"));
        runQueued();
        assertEquals(List.of("outer begins", "inner", "outer ends"), log);
    }

    @Test
    void aPumpThatBreaksItsLawByThrowingCancelsTheRun() {
        var processor = start(Runnable::run);
        ArithmeticException bug = new ArithmeticException("bug");
        assertTrue(execute(() -> {
            throw bug;
        }));
        assertTrue(engine.stopped());
        assertSame(
                bug, assertThrows(CancellationException.class, processor::close).getCause());
    }

    @Test
    void anEngineThatBreaksItsLawByItsAnswerIsFoundOut() throws Exception {
        var processor = start(Runnable::run);
        engine.answer(-7);
        assertThrows(AssertionError.class, () -> processor.submit(1));
        assertThrows(AssertionError.class, () -> processor.trySubmit(1));
        // It says that it was stopped, which it was not.
        engine.answer(Engine.STOPPED);
        assertThrows(AssertionError.class, () -> processor.submit(1));
    }

    @Test
    void L2_theEarlyEndIsReportedOnce() {
        var settings = new ActiveRun.Settings<Integer, Integer>(
                1, 1, false, item -> item, result -> {}, null, 1, () -> log.add("ended"));
        var run = new ActiveRun<>(engine, Runnable::run, settings);
        assertEquals(List.of(), log);
        run.cancel();
        run.cancel();
        assertEquals(List.of("ended"), log);
    }

    @Test
    void L2_afterCancelNothingIsProcessedOrEmitted() {
        var processor = Inturn.defaults()
                .strategy(engine)
                .<Integer, Integer>processor(
                        item -> {
                            log.add("function " + item);
                            return item;
                        },
                        result -> log.add("sink " + result));
        Object before = engine.run().process(1);
        processor.cancel();
        engine.run().emit(before, false);
        engine.run().emit(engine.run().process(2), false);
        assertEquals(List.of("function 1"), log);
    }

    @Test
    void B1_theEngineIsTheOneThatGetsTheBounds() {
        Inturn.defaults().strategy(engine).parallelism(3).capacity(5).processor(item -> item, result -> {});
        assertEquals(3, engine.run().parallelism());
        assertEquals(5, engine.run().capacity());
    }

    @Test
    void X1_everyoneIsToldThoughTheEngineFailsToStop() {
        List<ExecutorService> made = new ArrayList<>();
        ManualStrategy failing = new ManualStrategy() {
            @Override
            public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
                made.add(super.newExecutor(parallelism, threadNamePrefix));
                return made.get(0);
            }
        };
        failing.onStop(() -> {
            throw new StackOverflowError();
        });
        var settings = new ActiveRun.Settings<Integer, Integer>(
                1, 1, false, item -> item, result -> {}, null, 1, () -> log.add("ended"));
        var run = new ActiveRun<>(failing, null, settings);
        assertThrows(StackOverflowError.class, run::cancel);
        assertTrue(run.hasEnded());
        assertEquals(List.of("ended"), log);
        assertTrue(made.get(0).isShutdown());
    }

    @Test
    void X1_aPumpThatWasRefusedIsOnItsWayNoMoreThoughTheEngineFailsToStop() {
        start(task -> {
            queue.add(task);
            throw refusal;
        });
        engine.onStop(() -> {
            throw new StackOverflowError();
        });
        assertThrows(StackOverflowError.class, () -> execute(() -> log.add("pump")));
        runQueued();
        assertEquals(List.of(), log);
    }

    @Test
    void L2_aSubmitterDoesNotWaitForRoomInARunThatHasEnded() {
        var processor = start(Runnable::run);
        engine.answer(Engine.FULL);
        processor.cancel();
        assertThrows(CancellationException.class, () -> processor.submit(1));
    }
}
