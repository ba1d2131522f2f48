package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls from inside the function or the sink (R1). */
class ReentrancyTest {

    private static final Duration LONG = Duration.ofHours(1);

    /** Where a call comes from. */
    enum Inside {
        FUNCTION,
        SINK
    }

    private interface Call {
        void on(OrderedProcessor<Integer> run) throws Exception;
    }

    private final Inturn settings =
            Inturn.defaults().strategy(new ReferenceStrategy()).parallelism(1).capacity(2);
    private final List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());

    private final CompletableFuture<OrderedProcessor<Integer>> self = new CompletableFuture<>();

    /** A run that makes the call from inside on item 0. */
    private OrderedProcessor<Integer> calling(Inturn settings, Inside inside, Call call) {
        return settings.processor(
                item -> {
                    if (inside == Inside.FUNCTION && item == 0) {
                        call.on(self.get());
                    }
                    return item;
                },
                result -> {
                    if (inside == Inside.SINK && result == 0) {
                        call.on(self.get());
                    }
                    delivered.add(result);
                });
    }

    /** Makes the call from inside while 0 and 1 fill the window. */
    private void callWhileFull(Inside inside, Call call) throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        try (var run = calling(settings, inside, processor -> {
            try {
                call.on(processor);
            } finally {
                called.countDown();
            }
        })) {
            run.submit(0);
            run.submit(1);
            self.complete(run);
            called.await();
        }
    }

    @ParameterizedTest
    @EnumSource
    void R1_submitThatWouldWaitThrowsAndTheRunGoesOn(Inside inside) throws Exception {
        List<IllegalStateException> refusals = new ArrayList<>();
        callWhileFull(inside, run -> {
            refusals.add(assertThrows(IllegalStateException.class, () -> run.submit(9)));
            refusals.add(assertThrows(IllegalStateException.class, () -> run.trySubmit(9, LONG)));
            assertEquals(-1, run.trySubmit(9));
            assertEquals(-1, run.trySubmit(9, Duration.ZERO));
            assertEquals(-1, run.trySubmit(9, LONG.negated()));
        });
        for (var refusal : refusals) {
            assertTrue(
                    refusal.getMessage()
                            .startsWith(
                                    "called from inside the function or the sink of this run, where submit would wait"
                                            + " for room that only its caller can make: reference-"),
                    refusal.getMessage());
        }
        assertEquals(2, refusals.size());
        assertEquals(List.of(0, 1), delivered);
    }

    @ParameterizedTest
    @EnumSource
    void R1_closeThrowsAndTheRunGoesOn(Inside inside) throws Exception {
        List<IllegalStateException> refusals = new ArrayList<>();
        callWhileFull(inside, run -> {
            refusals.add(assertThrows(IllegalStateException.class, run::close));
            refusals.add(assertThrows(IllegalStateException.class, () -> run.close(LONG)));
            refusals.add(assertThrows(IllegalStateException.class, () -> run.close(Duration.ZERO)));
        });
        for (var refusal : refusals) {
            assertTrue(refusal.getMessage().contains("where close would wait for its caller"), refusal.getMessage());
        }
        assertEquals(3, refusals.size());
        assertEquals(List.of(0, 1), delivered);
    }

    @ParameterizedTest
    @EnumSource
    void R1_submitWorksWhileThereIsRoom(Inside inside) throws Exception {
        List<Long> sequences = Collections.synchronizedList(new ArrayList<>());
        try (var run = calling(settings.capacity(4), inside, processor -> {
            sequences.add(processor.submit(1));
            sequences.add(processor.trySubmit(2));
            sequences.add(processor.trySubmit(3, LONG));
        })) {
            self.complete(run);
            run.submit(0);
            while (run.inFlight() > 0) {
                Thread.onSpinWait();
            }
        }
        assertEquals(List.of(1L, 2L, 3L), sequences);
        assertEquals(List.of(0, 1, 2, 3), delivered);
    }

    @Test
    void R1_aRefusalThatIsNotCaughtIsTheItemsFailure() {
        var failure =
                assertThrows(ItemFailedException.class, () -> callWhileFull(Inside.FUNCTION, run -> run.submit(9)));
        assertEquals(0, failure.sequence());
        assertEquals(IllegalStateException.class, failure.getCause().getClass());
    }

    @Test
    void R1_aCallbackOfAnotherRunIsNotInside() throws Exception {
        List<Integer> inner = Collections.synchronizedList(new ArrayList<>());
        var target = settings.capacity(1).<Integer, Integer>processor(item -> item, inner::add);
        settings.run(
                List.of(1, 2, 3, 4),
                item -> {
                    // It may have to wait, and may.
                    target.submit(item);
                    return item;
                },
                result -> {
                    delivered.add(result);
                    if (result == 4) {
                        target.close();
                    }
                });
        assertEquals(List.of(1, 2, 3, 4), delivered);
        assertEquals(List.of(1, 2, 3, 4), inner);
    }

    @Test
    void R1_aWholeRunMayBeMadeInsideOfAnother() throws Exception {
        settings.run(
                List.of(1, 2, 3),
                item -> {
                    List<Integer> parts = new ArrayList<>();
                    settings.run(List.of(item, item, item), part -> part * 10, parts::add);
                    return parts.stream().mapToInt(Integer::intValue).sum();
                },
                delivered::add);
        assertEquals(List.of(30, 60, 90), delivered);
    }

    @Test
    void R1_aThreadOfThePoolThatRunsNoCallbackIsNotInside() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            var run = settings.capacity(1).executor(pool).<Integer, Integer>processor(item -> item, delivered::add);
            pool.submit(() -> {
                        for (int i = 0; i < 20; i++) {
                            run.submit(i);
                        }
                        run.close();
                        return true;
                    })
                    .get();
            assertEquals(20, delivered.size());
        } finally {
            pool.shutdown();
        }
    }
}
