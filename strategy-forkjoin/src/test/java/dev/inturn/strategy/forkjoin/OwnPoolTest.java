package dev.inturn.strategy.forkjoin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool that the strategy makes when none is given. */
@Timeout(120)
class OwnPoolTest {

    /** On Java 17 a plain ForkJoinPool forgets some of so many tasks, as good as always. */
    private static final int TASKS = Boolean.getBoolean("inturn.stress") ? 100_000 : 10_000;

    /** Many, because it then takes long to look at all their queues: much can happen behind a worker's back. */
    private static final int WORKERS = 256;

    private static final int MAX_SPINS = 20;

    private final ExecutorService pool = new ForkJoinStrategy().newExecutor(WORKERS, "own-pool-test-");
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void shutDown() {
        release.countDown();
        pool.shutdownNow();
    }

    /** Each task comes when the only free worker has just ended the one before, and may be about to sleep. */
    @Test
    void P2_no_task_waits_for_a_busy_worker_while_another_sleeps() throws InterruptedException {
        block(WORKERS - 1);
        for (int i = 0; i < TASKS; i++) {
            CountDownLatch begun = new CountDownLatch(1);
            pool.execute(begun::countDown);
            assertTrue(begun.await(60, TimeUnit.SECONDS), "task " + i + " was forgotten: " + pool);
            spin(ThreadLocalRandom.current().nextInt(MAX_SPINS));
        }
    }

    private void block(int workers) throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            pool.execute(() -> {
                blocked.countDown();
                awaitRelease();
            });
        }
        assertTrue(blocked.await(60, TimeUnit.SECONDS), "a task was forgotten: " + pool);
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}
