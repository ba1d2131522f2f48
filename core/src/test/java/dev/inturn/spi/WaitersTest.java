package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Waiting for something of an engine (B2). */
class WaitersTest {

    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final Waiters waiters = new Waiters();
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void B2_whatIsThereNeedsNoWait() throws Exception {
        assertFalse(waiters.any());
        assertEquals(7, waiters.await(() -> 7, LONG));
        assertEquals(Engine.STOPPED, waiters.await(() -> Engine.STOPPED, 0));
        assertFalse(waiters.any());
    }

    @Test
    void B2_whoHasNoTimeOnlyTries() throws Exception {
        assertEquals(Engine.FULL, waiters.await(this::full, 0));
        assertEquals(Engine.FULL, waiters.await(this::full, -LONG));
        assertEquals(2, attempts.get());
        assertFalse(waiters.any());
    }

    @Test
    void B2_theWaitEndsInTime() throws Exception {
        long begun = System.nanoTime();
        assertEquals(Engine.FULL, waiters.await(this::full, 2_000_000));
        assertTrue(System.nanoTime() - begun >= 2_000_000);
        assertTrue(attempts.get() >= 2, "and it tries once more");
        assertFalse(waiters.any());
    }

    private long full() {
        assertTrue(waiters.any(), "counted in before it tries");
        attempts.incrementAndGet();
        return Engine.FULL;
    }

    @Test
    void B2_whoIsWokenTriesAgain() throws Exception {
        AtomicLong answer = new AtomicLong(Engine.FULL);
        CountDownLatch tried = new CountDownLatch(1);
        CountDownLatch triedAgain = new CountDownLatch(2);
        FutureTask<Long> waiting = new FutureTask<>(() -> waiters.await(
                () -> {
                    attempts.incrementAndGet();
                    tried.countDown();
                    triedAgain.countDown();
                    return answer.get();
                },
                LONG));
        new Thread(waiting).start();
        tried.await();
        // The lock is free only when it waits.
        waiters.wake();
        triedAgain.await();
        assertTrue(waiters.any(), "it waits again");
        assertFalse(waiting.isDone());
        answer.set(3);
        waiters.wake();
        assertEquals(3, waiting.get());
        assertTrue(attempts.get() >= 2);
        assertFalse(waiters.any());
    }

    @Test
    void B2_whoWasWokenDoesNotCountUntilItWaitsAgain() throws Exception {
        AtomicLong answer = new AtomicLong(Engine.FULL);
        CountDownLatch tried = new CountDownLatch(1);
        FutureTask<Long> waiting = new FutureTask<>(() -> waiters.await(
                () -> {
                    if (attempts.incrementAndGet() == 2) {
                        // In here the lock is held: it was woken, and has counted itself in again.
                        assertTrue(waiters.any());
                    }
                    return trying(tried, answer);
                },
                LONG));
        new Thread(waiting).start();
        tried.await();
        answer.set(3);
        waiters.wake();
        assertEquals(3, waiting.get());
        assertFalse(waiters.any());
        waiters.wake();
        assertFalse(waiters.any());
    }

    @Test
    void B2_allAreWoken() throws Exception {
        AtomicLong answer = new AtomicLong(Engine.FULL);
        CountDownLatch tried = new CountDownLatch(2);
        var first = new FutureTask<>(() -> waiters.await(() -> trying(tried, answer), LONG));
        var second = new FutureTask<>(() -> waiters.await(() -> trying(tried, answer), LONG));
        new Thread(first).start();
        new Thread(second).start();
        tried.await();
        answer.set(3);
        waiters.wake();
        assertEquals(3, first.get());
        assertEquals(3, second.get());
    }

    private static long trying(CountDownLatch tried, AtomicLong answer) {
        tried.countDown();
        return answer.get();
    }

    @Test
    void B2_anInterruptEndsTheWaitAndLeavesNoTrace() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> waiters.await(this::full, LONG));
        assertFalse(Thread.interrupted());
        assertFalse(waiters.any());
    }

    @Test
    void B2_anInterruptDoesNotMatterWhereNobodyWaits() throws Exception {
        Thread.currentThread().interrupt();
        assertEquals(7, waiters.await(() -> 7, LONG));
        assertEquals(Engine.FULL, waiters.await(this::full, 0));
        assertTrue(Thread.interrupted());
    }
}
