package dev.inturn.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.junit.jupiter.api.Test;

class WorkplaceTest {

    @Test
    void X1_a_pool_that_may_have_overlooked_a_task_is_made_to_look_again() throws Exception {
        assumeTrue(Runtime.version().feature() < 23, "later pools overlook none");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ForkJoinPool pool = Workplace.watched(new ForkJoinPool(1));
        try {
            pool.execute(ForkJoinTask.adapt(() -> {
                begun.countDown();
                end.await();
                return null;
            }));
            assertTrue(Watchdog.await(begun));
            pool.execute(() -> {});

            // The one worker is held: what is queued stays so, and whatever else comes can be counted.
            Watchdog.await("X1", "a task should wake the pool", () -> pool.getQueuedSubmissionCount() > 1);
        } finally {
            end.countDown();
            pool.shutdown();
        }
    }
}
