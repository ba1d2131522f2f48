package dev.inturn.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class CacheLineTest {

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void it_takes_some_time_and_leaves_no_thread_that_spins() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
        double nanos = CacheLine.oneWayNanos();
        assertTrue(nanos > 0 && nanos < TimeUnit.SECONDS.toNanos(1), nanos + " ns");
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(CacheLine.THREAD_NAME)));
    }
}
