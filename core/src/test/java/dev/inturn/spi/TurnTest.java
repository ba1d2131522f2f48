package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A turn is over after some 10 ms (X1). */
class TurnTest {

    private static final long LENGTH = TimeUnit.MILLISECONDS.toNanos(10);

    private static void work(long nanos) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < nanos) {
            Thread.onSpinWait();
        }
    }

    @Test
    void X1_itIsNotOverBeforeItsTime() {
        long begun = System.nanoTime();
        Turn turn = new Turn();
        while (!turn.isOver()) {
            Thread.onSpinWait();
        }
        assertTrue(System.nanoTime() - begun >= LENGTH);
    }

    @Test
    void X1_oneLongItemEndsIt() {
        Turn turn = new Turn();
        work(LENGTH);
        assertTrue(turn.isOver());
    }

    @Test
    void X1_afterManyShortItemsItIsLateByAFewAtTheMost() {
        Turn turn = new Turn();
        for (int i = 0; i < 100; i++) {
            turn.isOver();
        }
        work(LENGTH);
        int late = 0;
        while (!turn.isOver()) {
            late++;
        }
        assertTrue(late <= 16, "late by " + late);
    }

    @Test
    void X1_longItemsAreLookedAtOneByOne() {
        Turn turn = new Turn();
        int asked = 0;
        long begun = System.nanoTime();
        while (!turn.isOver()) {
            work(TimeUnit.MILLISECONDS.toNanos(1));
            asked++;
        }
        // However long the machine stood still meanwhile: it is seen at the next look.
        long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(asked <= 10, "asked " + asked + " times in " + whole + " ms");
    }
}
