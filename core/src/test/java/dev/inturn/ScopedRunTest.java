package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import dev.inturn.spi.Run;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way that items go in the scoped form, by a clock of the test's own: submitted, or in place. */
class ScopedRunTest {

    /** An item that is submitted takes so long by the clock, and one in place. */
    private int submittedNanos = 50;

    private int inPlaceNanos = 10;

    private long clock = 1_000_000;
    private int inPlace;
    private int delivered;
    private final Direct strategy = new Direct();

    /** A strategy whose engine processes and emits within {@code submit}. */
    private final class Direct implements OrderingStrategy {
        private long submitted;
        private boolean submitting;
        private boolean stopped;

        @Override
        public String name() {
            return "direct";
        }

        @Override
        public String description() {
            return "on the submitting thread";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public ExecutorService newExecutor(int parallelism, String threadNamePrefix) {
            return Executors.newCachedThreadPool();
        }

        @Override
        public void checkExecutor(Executor executor) {}

        @Override
        public <I, O> Engine<I> start(Run<I, O> run) {
            return new Engine<>() {
                @Override
                public long submit(I item, long nanos) {
                    if (stopped) {
                        return STOPPED;
                    }
                    submitting = true;
                    clock += submittedNanos;
                    run.emit(run.process(item), false);
                    submitting = false;
                    return submitted++;
                }

                @Override
                public void seal() {}

                @Override
                public boolean awaitEmpty(long nanos) {
                    return true;
                }

                @Override
                public void stop() {
                    stopped = true;
                }

                @Override
                public long accepted() {
                    return submitted;
                }
            };
        }
    }

    private int process(int item) {
        if (!strategy.submitting) {
            inPlace++;
            clock += inPlaceNanos;
        }
        return item;
    }

    private void deliver(int result) {
        assertEquals(delivered++, result, "O1");
    }

    private OrderedProcessor<Integer> start(ThrowingFunction<Integer, Integer> function) {
        return Inturn.defaults().strategy(strategy).start(1024, true, function, this::deliver, null, () -> {});
    }

    /** Runs so many items, from 0 on. */
    private long run(int items, ThrowingFunction<Integer, Integer> function) throws InterruptedException {
        Iterator<Integer> source = IntStream.range(0, items).iterator();
        try (var processor = start(function)) {
            return new ScopedRun<>(processor, source, () -> clock).submitAllOrWork();
        }
    }

    @AfterEach
    void noInterruptIsLeft() {
        assertFalse(Thread.interrupted());
    }

    @Test
    void O1_itemsThatAreFasterInPlaceGoThereInTheirOrder() throws Exception {
        assertEquals(3_000_000, run(3_000_000, this::process));
        assertEquals(3_000_000, delivered);
        assertTrue(inPlace > 2_500_000, () -> inPlace + " in place");
        assertEquals(3_000_000, inPlace + strategy.submitted);
    }

    @Test
    void P2_itemsThatAreSlowerInPlaceAreTriedThereOnlyNowAndThen() throws Exception {
        inPlaceNanos = 60;
        run(3_000_000, this::process);
        assertEquals(3_000_000, delivered);
        assertTrue(inPlace > 128 && inPlace < 3_000, () -> inPlace + " in place");
    }

    @Test
    void P2_aFunctionThatBecomesLongGoesBackToTheWorkersWithinSomeItems() throws Exception {
        long[] inPlaceBefore = new long[1];
        run(1_000_000, item -> {
            if (item == 900_000) {
                inPlaceBefore[0] = inPlace;
                assertFalse(strategy.submitting, "in place up to then");
                inPlaceNanos = 1_000_000;
                submittedNanos = 500_000;
            }
            return process(item);
        });
        assertEquals(1_000_000, delivered);
        long after = inPlace - inPlaceBefore[0];
        assertTrue(after > 1 && after < 40, () -> after + " long ones in place");
    }

    @Test
    void P2_oneThreadThatLostItsProcessorDoesNotCount() throws Exception {
        run(1_000_000, item -> {
            if (item == 900_000) {
                clock += 5_000_000;
            }
            return process(item);
        });
        assertTrue(inPlace > 800_000, () -> inPlace + " in place");
    }

    @Test
    void P2_longItemsAreNeverTriedInPlace() throws Exception {
        submittedNanos = 1_000;
        run(300_000, this::process);
        assertEquals(0, inPlace);
    }

    @Test
    void F1_aFailureInPlaceEndsTheRunAtItsItem() {
        ItemFailedException failure = assertThrows(
                ItemFailedException.class,
                () -> run(1_000_000, item -> {
                    if (item == 900_000) {
                        assertFalse(strategy.submitting);
                        throw new IOException("bad item");
                    }
                    return process(item);
                }));
        assertEquals(900_000, failure.sequence());
        assertEquals(900_000, failure.item());
        assertInstanceOf(IOException.class, failure.getCause());
        assertEquals(900_000, delivered);
    }

    @Test
    void L2_anInterruptInPlaceEndsTheRun() {
        assertThrows(
                InterruptedException.class,
                () -> run(1_000_000, item -> {
                    if (item == 900_000) {
                        assertFalse(strategy.submitting);
                        Thread.currentThread().interrupt();
                    }
                    return process(item);
                }));
        assertTrue(delivered >= 900_000 && delivered < 900_100, () -> delivered + " delivered");
    }

    @Test
    void P3_nothingIsInPlaceWhereTheCallerMayNotWork() throws Exception {
        Iterator<Integer> source = IntStream.range(0, 300_000).iterator();
        Inturn.defaults().strategy(strategy).callerWorks(false).run(source, this::process, this::deliver);
        assertEquals(300_000, delivered);
        assertEquals(0, inPlace);
    }
}
