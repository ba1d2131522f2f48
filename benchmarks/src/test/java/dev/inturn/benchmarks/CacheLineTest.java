package dev.inturn.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CacheLineTest {

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void it_takes_some_time_and_the_measurement_ends() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
        double nanos = CacheLine.oneWayNanos();
        assertTrue(nanos > 0 && nanos < TimeUnit.SECONDS.toNanos(1), nanos + " ns");
    }
}
