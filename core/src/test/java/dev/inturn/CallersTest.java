package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallersTest {

    private final Callers callers = new Callers();
    private final List<String> log = new ArrayList<>();

    @Test
    void R1_aThreadIsInsideForAsLongAsItRuns() {
        assertFalse(callers.isInside());
        callers.run(() -> log.add("inside: " + callers.isInside()));
        assertFalse(callers.isInside());
        assertThrows(
                ArithmeticException.class,
                () -> callers.run(() -> {
                    throw new ArithmeticException();
                }));
        assertFalse(callers.isInside(), "nor after a failure");
        assertEquals(List.of("inside: true"), log);
    }

    @Test
    void R1_anotherThreadIsNotInside() {
        callers.run(
                () -> log.add("inside: " + Background.call(callers::isInside).result()));
        assertEquals(List.of("inside: false"), log);
    }

    @Test
    void L2_interruptsTheOthersOnly() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        var other = Background.run(() -> callers.run(() -> {
            inside.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        }));
        inside.await();
        callers.run(() -> {
            callers.interruptOthers();
            log.add("interrupted: " + Thread.currentThread().isInterrupted());
        });
        other.result();
        assertFalse(other.leftInterrupted(), "taken back");
        assertEquals(List.of("interrupted: false"), log);
    }

    @Test
    void L2_whoHasLeftIsNotInterrupted() {
        callers.run(() -> {});
        Background.run(callers::interruptOthers).result();
        assertFalse(Thread.interrupted());
    }

    @Test
    void L2_anInterruptFromElsewhereIsNotTakenBack() {
        callers.run(() -> {
            Thread.currentThread().interrupt();
            var other = Background.run(callers::interruptOthers);
            // To wait for it in a blocking call would hide the interrupt from it.
            while (!other.isDone()) {
                Thread.onSpinWait();
            }
        });
        assertTrue(Thread.interrupted());
    }

    @Test
    void L2_anInterruptIsGivenOnce() {
        callers.run(() -> {
            Background.run(callers::interruptOthers).result();
            log.add("interrupted: " + Thread.interrupted());
            Background.run(callers::interruptOthers).result();
            log.add("interrupted: " + Thread.interrupted());
        });
        assertEquals(List.of("interrupted: true", "interrupted: false"), log);
    }

    @Test
    void L1_waitsUntilTheLastHasLeft() throws Exception {
        assertTrue(callers.awaitNobody(0));
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch firstMayLeave = new CountDownLatch(1);
        CountDownLatch secondMayLeave = new CountDownLatch(1);
        var first = Background.run(() -> callers.run(() -> stay(inside, firstMayLeave)));
        var second = Background.run(() -> callers.run(() -> stay(inside, secondMayLeave)));
        inside.await();
        assertFalse(callers.awaitNobody(0));
        assertFalse(callers.awaitNobody(1000));
        var waiting = Background.call(() -> callers.awaitNobody(TimeUnit.DAYS.toNanos(1)));
        waiting.awaitBlocked();
        firstMayLeave.countDown();
        first.result();
        assertFalse(waiting.isDone());
        secondMayLeave.countDown();
        second.result();
        assertTrue(waiting.result());
        assertTrue(callers.awaitNobody(0));
    }

    @Test
    void L1_theWaitCanBeInterrupted() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayLeave = new CountDownLatch(1);
        var caller = Background.run(() -> callers.run(() -> stay(inside, mayLeave)));
        inside.await();
        var waiting = Background.call(() -> callers.awaitNobody(Long.MAX_VALUE));
        waiting.interrupt();
        assertInstanceOf(InterruptedException.class, waiting.failure());
        mayLeave.countDown();
        caller.result();
    }

    private static void stay(CountDownLatch inside, CountDownLatch mayLeave) {
        inside.countDown();
        try {
            mayLeave.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void X1_deferredPumpsRunAfterwardsOneAfterAnother() {
        callers.run(() -> {
            callers.defer(() -> log.add("second"));
            callers.defer(() -> {
                callers.defer(() -> log.add("fourth"));
                log.add("third, inside: " + callers.isInside());
            });
            log.add("first");
        });
        assertEquals(List.of("first", "second", "third, inside: true", "fourth"), log);
        callers.run(() -> log.add("once each"));
        assertEquals(5, log.size());
    }

    /** Interrupts all who are inside, and waits for that without taking note of an interrupt. */
    private static void interrupt(Callers callers) {
        await(Background.run(callers::interruptOthers));
    }

    private static void await(Background<?> other) {
        while (!other.isDone()) {
            Thread.onSpinWait();
        }
        other.result();
    }

    private void logInterrupted(String who) {
        log.add(who + (Thread.interrupted() ? " interrupted" : " not interrupted"));
    }

    @Test
    void L2_whatAnInnerRunTakesBackIsNotLostToAnOuterThatWasCancelledMeanwhile() {
        Callers inner = new Callers();
        callers.run(() -> {
            inner.run(() -> {
                interrupt(inner);
                interrupt(callers);
            });
            logInterrupted("outer");
            Thread.currentThread().interrupt();
        });
        assertEquals(List.of("outer interrupted"), log);
        assertFalse(Thread.interrupted(), "taken back by the outer");
    }

    @Test
    void L2_anInterruptForTheOuterRunThatTheInnerOneHasConsumedIsGivenAgain() {
        Callers middle = new Callers();
        Callers inner = new Callers();
        callers.run(() -> {
            middle.run(() -> {
                inner.run(() -> {
                    interrupt(callers);
                    logInterrupted("inner");
                });
                assertTrue(Thread.currentThread().isInterrupted(), "it is on its way to the outer");
            });
            assertTrue(Thread.currentThread().isInterrupted());
        });
        assertEquals(List.of("inner interrupted"), log);
        assertFalse(Thread.interrupted(), "taken back by the outer");
    }

    @Test
    void L2_anInnerRunThatWasCancelledIsNoConcernOfTheOuter() {
        Callers inner = new Callers();
        callers.run(() -> {
            inner.run(() -> interrupt(inner));
            logInterrupted("outer");
        });
        assertEquals(List.of("outer not interrupted"), log);
    }

    @Test
    void L2_anOuterRunThatWasToldBeforeIsNotToldAgainByAnInnerOne() {
        Callers inner = new Callers();
        callers.run(() -> {
            interrupt(callers);
            logInterrupted("outer");
            inner.run(() -> logInterrupted("inner"));
            logInterrupted("outer");
        });
        assertEquals(List.of("outer interrupted", "inner not interrupted", "outer not interrupted"), log);
    }

    @Test
    void L2_anInterruptThatFindsAnotherPendingIsGivenWhenThatOneIsDealtWith() {
        callers.run(() -> {
            Thread.currentThread().interrupt();
            interrupt(callers);
            await(Background.run(callers::interruptLate));
            logInterrupted("by itself");
            for (int i = 0; i < 2; i++) {
                await(Background.run(callers::interruptLate));
                logInterrupted("late");
            }
        });
        assertEquals(List.of("by itself interrupted", "late interrupted", "late not interrupted"), log);
    }

    @Test
    void L2_nobodyIsInterruptedLateWhoWasNotCancelled() {
        callers.run(() -> {
            await(Background.run(callers::interruptLate));
            logInterrupted("late");
        });
        assertEquals(List.of("late not interrupted"), log);
    }
}
