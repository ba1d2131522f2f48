package dev.inturn.strategy.forkjoin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ForkJoinPoolTest {

    private static final int COUNT = 5000;

    /** More than a turn takes. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(12);

    @Test
    void an_executor_that_is_no_pool_is_refused_when_the_run_starts() {
        var executor = Executors.newSingleThreadExecutor();
        try {
            Inturn settings = Inturn.defaults().strategy(new ForkJoinStrategy()).executor(executor);
            var refusal = assertThrows(
                    IllegalArgumentException.class, () -> settings.processor((Integer item) -> item, result -> {}));
            assertTrue(refusal.getMessage().contains("ForkJoinPool"), refusal.getMessage());
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void B2_a_submitter_that_is_the_only_worker_of_the_pool_gives_its_place_up_while_it_waits() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            List<Integer> results = new ArrayList<>();
            Inturn settings = Inturn.defaults()
                    .strategy(new ForkJoinStrategy())
                    .executor(pool)
                    .capacity(1);
            long count = pool.submit(() -> settings.run(List.of(1, 2, 3), (Integer item) -> item, results::add))
                    .get(60, TimeUnit.SECONDS);
            assertEquals(3, count);
            assertEquals(List.of(1, 2, 3), results);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void X1_runs_on_a_pool_of_one_worker_take_turns() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
        Inturn settings = Inturn.defaults()
                .strategy(new ForkJoinStrategy())
                .executor(pool)
                .capacity(4);
        AtomicReference<OrderedProcessor<Integer>> endless = new AtomicReference<>();
        CountDownLatch delivered = new CountDownLatch(1);
        try {
            endless.set(settings.processor((Integer item) -> endless.get().trySubmit(item), result -> {}));
            endless.get().submit(0);
            var other = settings.processor((Integer item) -> item, result -> delivered.countDown());
            other.submit(0);
            assertTrue(delivered.await(60, TimeUnit.SECONDS), "the other run never had its turn");
        } finally {
            endless.get().cancel();
            pool.shutdownNow();
        }
    }

    @Test
    void P4_the_only_task_goes_on_with_its_run_after_its_turn_has_ended() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
        CountDownLatch submitted = new CountDownLatch(1);
        List<Integer> begun = new ArrayList<>();
        Inturn settings = Inturn.defaults()
                .strategy(new ForkJoinStrategy())
                .executor(pool)
                .parallelism(1)
                .capacity(COUNT);
        try (var processor = settings.processor(
                (Integer item) -> {
                    submitted.await();
                    begun.add(item);
                    if (item % 500 == 499) {
                        spinFor(TURN_NANOS);
                    }
                    return item;
                },
                result -> {})) {
            for (int i = 0; i < COUNT; i++) {
                processor.submit(i);
            }
            submitted.countDown();
        } finally {
            pool.shutdownNow();
        }
        assertEquals(COUNT, begun.size());
        for (int i = 0; i < COUNT; i++) {
            assertEquals(i, begun.get(i));
        }
    }

    private static void spinFor(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }
}
