package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    @Test
    void whatIsLeftGetsLess() {
        long before = System.nanoTime();
        Deadline deadline = Deadline.in(HOUR);
        long remaining = deadline.remaining();
        long passed = System.nanoTime() - before;
        assertTrue(remaining <= HOUR, () -> "more than was given: " + remaining);
        assertTrue(remaining >= HOUR - passed, () -> "less than the clock says: " + remaining);
    }

    @Test
    void noTimeIsOverAtOnce() {
        assertTrue(Deadline.in(0).remaining() <= 0);
        assertTrue(Deadline.in(-HOUR).remaining() <= 0);
        // No more than 0 as well: what lies in the past counts from now.
        assertTrue(Deadline.in(Long.MIN_VALUE).remaining() > -HOUR);
    }

    @Test
    void thereMayBeNone() {
        assertEquals(Long.MAX_VALUE, Deadline.in(Long.MAX_VALUE).remaining());
        assertEquals(Long.MAX_VALUE, Deadline.in(Long.MAX_VALUE / 2).remaining());
        assertTrue(Deadline.in(Long.MAX_VALUE / 2 - 1).remaining() < Long.MAX_VALUE / 2);
    }
}
