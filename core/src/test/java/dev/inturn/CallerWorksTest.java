package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a calling thread is while it works for an engine: one of the run's threads (P3, R1, L2). The test is the engine. */
class CallerWorksTest {

    private final ManualStrategy engine = new ManualStrategy();
    private final List<Integer> delivered = new ArrayList<>();

    private OrderedProcessor<Integer> start() {
        return Inturn.defaults().strategy(engine).callerWorks(true).processor(item -> item, delivered::add);
    }

    private static void work(ManualStrategy engine, Runnable section) {
        engine.run().work(section);
    }

    @Test
    void P3_inThePushFormOnlyWhereThatWasAskedFor() {
        Inturn settings = Inturn.defaults().strategy(engine);
        settings.<Integer, Integer>processor(item -> item, delivered::add);
        assertFalse(engine.run().callerWorks());
        settings.callerWorks(false).<Integer, Integer>processor(item -> item, delivered::add);
        assertFalse(engine.run().callerWorks());
        start();
        assertTrue(engine.run().callerWorks());
    }

    @Test
    void P3_inTheScopedFormUnlessItWasForbidden() throws Exception {
        Inturn settings = Inturn.defaults().strategy(engine);
        settings.run(List.<Integer>of(), item -> item, delivered::add);
        assertTrue(engine.run().callerWorks());
        settings.callerWorks(false).run(List.<Integer>of(), item -> item, delivered::add);
        assertFalse(engine.run().callerWorks());
    }

    @Test
    void P3_neverInThePullForm() {
        try (var results = Inturn.defaults().strategy(engine).callerWorks(true).map(List.<Integer>of(), item -> item)) {
            assertFalse(engine.run().callerWorks());
            assertFalse(results.hasNext());
        }
    }

    @Test
    void L3_notInACallThatIsToEndInTime() throws Exception {
        var processor = start();
        List<Boolean> works = new ArrayList<>();
        engine.onAccepted(() -> works.add(engine.run().callerWorks()));
        assertTrue(processor.close(Duration.ofSeconds(1)));
        assertFalse(works.isEmpty());
        assertFalse(works.contains(true), "within the timed close");
        assertTrue(engine.run().callerWorks(), "and afterwards");
    }

    @Test
    void O2_aSectionProcessesAndEmitsOnTheCallingThread() {
        start();
        Thread caller = Thread.currentThread();
        work(engine, () -> {
            assertSame(caller, Thread.currentThread());
            engine.run().emit(engine.run().process(7), false);
        });
        assertEquals(List.of(7), delivered);
    }

    @Test
    void R1_whoWorksIsInside() {
        var processor = start();
        List<Throwable> refusals = new ArrayList<>();
        work(engine, () -> refusals.add(assertThrows(IllegalStateException.class, processor::close)));
        assertEquals(1, refusals.size());
        processor.close();
    }

    @Test
    void L2_aCancelInterruptsWhoWorksAndItIsGoneAfterwards() throws Exception {
        var processor = start();
        CountDownLatch inside = new CountDownLatch(1);
        var caller = Background.run(() -> work(engine, () -> {
            inside.countDown();
            assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await());
            Thread.currentThread().interrupt();
        }));
        inside.await();
        processor.cancel();
        caller.result();
        assertFalse(caller.leftInterrupted());
    }

    @Test
    void L1_closeWaitsForWhoWorks() throws Exception {
        var processor = start();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        var caller = Background.run(() -> work(engine, () -> {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        inside.await();
        var closing = Background.run(processor::close);
        closing.awaitBlocked();
        assertFalse(closing.isDone());
        go.countDown();
        caller.result();
        closing.result();
    }

    @Test
    void anEngineThatThrowsFromASectionCancelsTheRun() {
        var processor = start();
        ArithmeticException bug = new ArithmeticException("bug");
        work(engine, () -> {
            throw bug;
        });
        assertTrue(engine.stopped());
        assertSame(
                bug, assertThrows(CancellationException.class, processor::close).getCause());
    }
}
