package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long is looked again, by a clock of the test's own (P5). */
class AdaptiveSpinTest {

    private long clock = 5_000_000;
    private final AdaptiveSpin spin = new AdaptiveSpin(() -> clock, false);

    @BeforeEach
    void onlyWhereThereIsAnotherProcessor() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    }

    /** How long a pump looks that finds nothing, in microseconds. */
    private int look() {
        long since = clock;
        while (spin.goOn(since)) {
            clock += 1_000;
        }
        spin.ended();
        return (int) (clock - since) / 1_000;
    }

    /** Looks again and again; after each time a pump is started that much later. */
    private int lookAfterGaps(int times, int micros) {
        int last = look();
        for (int i = 0; i < times; i++) {
            clock += micros * 1_000L;
            spin.started();
            last = look();
        }
        return last;
    }

    @Test
    void P5_atFirstForSomeMicroseconds() {
        assertEquals(4, look());
    }

    @Test
    void P2_longerWhereWorkComesSoonAfter() {
        assertEquals(8, lookAfterGaps(1, 3));
        assertEquals(64, lookAfterGaps(9, 3));
    }

    @Test
    void P5_butNotForWorkThatComesTooLate() {
        assertEquals(4, lookAfterGaps(100, 70));
    }

    @Test
    void P5_noLongerWhereLookingWasInVain() {
        assertEquals(64, lookAfterGaps(9, 3));
        assertEquals(32, lookAfterGaps(1, 1_000));
        assertEquals(4, lookAfterGaps(5, 1_000));
        assertEquals(4, lookAfterGaps(5, 1_000_000));
    }

    @Test
    void P5_betweenTwoLooksSubmittersAreLeftAlone() {
        AdaptiveSpin running = new AdaptiveSpin(() -> clock += 100, false);
        long since = clock;
        assertTrue(running.goOn(since));
        long elapsed = clock - since;
        assertTrue(elapsed >= 1_000 && elapsed < 1_500, () -> elapsed + " ns");
    }

    @Test
    void P5_theEndComesWhateverHappens() {
        assertTrue(spin.goOn(clock));
        assertFalse(spin.goOn(clock - 1_000_000));
    }

    @Test
    void P2_whereProcessorsAreFewAYieldTakesThePlaceOfThePause() {
        AdaptiveSpin crowded = new AdaptiveSpin(() -> clock += 100, true);
        long since = clock;
        assertTrue(crowded.goOn(since));
        assertEquals(since + 100, clock, "it has waited by the clock");
        clock = since + 5_000;
        assertFalse(crowded.goOn(since), "it looks no longer than others");
    }
}
