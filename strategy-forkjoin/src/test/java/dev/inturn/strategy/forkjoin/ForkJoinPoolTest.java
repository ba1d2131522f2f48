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

@Timeout(30)
class ForkJoinPoolTest {

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
                    .get(20, TimeUnit.SECONDS);
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
            assertTrue(delivered.await(20, TimeUnit.SECONDS), "the other run never had its turn");
        } finally {
            endless.get().cancel();
            pool.shutdownNow();
        }
    }
}
