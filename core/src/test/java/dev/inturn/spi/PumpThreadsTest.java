package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/** The pool for strategies that need nothing special. */
class PumpThreadsTest {

    @Test
    void P3_itHasThatManyThreadsAndTheyAreNamedDaemons() throws Exception {
        ExecutorService pool = PumpThreads.newPool(2, "100%s-");
        try {
            CountDownLatch both = new CountDownLatch(2);
            List<Future<Thread>> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                threads.add(pool.submit(() -> {
                    both.countDown();
                    both.await();
                    return Thread.currentThread();
                }));
            }
            Set<String> names = new HashSet<>();
            for (Future<Thread> thread : threads) {
                assertTrue(thread.get().isDaemon());
                names.add(thread.get().getName());
            }
            assertEquals(Set.of("100%s-1", "100%s-2"), names);
            assertEquals(2, assertInstanceOf(ThreadPoolExecutor.class, pool).getMaximumPoolSize());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void X1_itTakesItsTasksFirstInFirstOut() throws Exception {
        ExecutorService pool = PumpThreads.newPool(1, "fifo-");
        try {
            CountDownLatch open = new CountDownLatch(1);
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            pool.submit(() -> {
                open.await();
                return null;
            });
            for (int i = 0; i < 5; i++) {
                int task = i;
                pool.execute(() -> order.add(task));
            }
            Future<?> last = pool.submit(() -> {});
            open.countDown();
            last.get();
            assertEquals(List.of(0, 1, 2, 3, 4), order);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void P5_idleThreadsGo() {
        ThreadPoolExecutor pool = assertInstanceOf(ThreadPoolExecutor.class, PumpThreads.newPool(1, "idle-"));
        try {
            assertTrue(pool.allowsCoreThreadTimeOut());
        } finally {
            pool.shutdownNow();
        }
    }
}
