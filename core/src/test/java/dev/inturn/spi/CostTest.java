package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What items are known to take, and so how many may be claimed at once (P4), by a clock of the test's own. */
class CostTest {

    private long now = 1_000_000;
    private final Cost cost = new Cost(() -> now);
    private final Cost.Clock clock = cost.clock();

    /** Measures so many items that take so long each, and reports. */
    private void measure(int items, long nanos) {
        for (int i = 0; i < items; i++) {
            now += nanos;
            clock.count();
        }
        clock.report(false);
    }

    @Test
    void P4_whatIsUnknownIsClaimedOneByOne() {
        assertFalse(cost.isShort());
        assertFalse(cost.isBelow(100_000));
        assertEquals(1, cost.runLength());
        measure(63, 100);
        assertEquals(1, cost.runLength(), "too few to tell");
    }

    @Test
    void P4_shortItemsAreClaimedInRunsOfSomeTime() {
        measure(64, 100);
        assertTrue(cost.isShort());
        assertEquals(128, cost.runLength());
        Cost other = new Cost(() -> now);
        Cost.Clock itsClock = other.clock();
        for (int i = 0; i < 64; i++) {
            now += 10_000;
            itsClock.count();
        }
        itsClock.report(false);
        assertEquals(6, other.runLength());
    }

    @Test
    void P4_longItemsAreClaimedOneByOne() {
        measure(64, 50_000);
        assertFalse(cost.isShort());
        assertTrue(cost.isBelow(100_000));
        assertEquals(1, cost.runLength());
        for (int i = 0; i < 5; i++) {
            measure(64, 1_000_000);
        }
        assertFalse(cost.isBelow(100_000));
    }

    @Test
    void P4_whatBecomesLongIsNoticedByItselfAndWhatBecomesShortAgainAsWell() {
        measure(64, 100);
        for (int i = 0; i < 20; i++) {
            measure(64, 1_000_000);
        }
        assertEquals(1, cost.runLength());
        // From here on each item is reported at once.
        for (int i = 0; i < 40; i++) {
            measure(1, 100);
        }
        assertTrue(cost.isShort());
    }

    @Test
    void P4_aThreadThatHasLostItsProcessorOnceDoesNotEndRuns() {
        measure(64, 1_000);
        measure(64, 1_000_000);
        assertTrue(cost.isShort());
        assertTrue(cost.runLength() > 30, () -> "runs of " + cost.runLength());
    }

    @Test
    void P4_theLastReportOfATurnCountsThoughThereWereFewItems() {
        measure(64, 1_000);
        for (int turn = 0; turn < 10; turn++) {
            now += 10_000_000;
            clock.count();
            clock.report(true);
        }
        assertEquals(1, cost.runLength());
        assertFalse(cost.isBelow(100_000));
    }

    @Test
    void P4_theTimeWithoutWorkDoesNotCount() {
        measure(63, 100);
        clock.stop(now);
        now += 1_000_000_000;
        clock.start();
        measure(1, 100);
        assertEquals(128, cost.runLength());
    }

    @Test
    void P4_nothingIsReportedWithoutAnItem() {
        measure(64, 1_000_000);
        assertEquals(0, clock.report(true));
        assertFalse(cost.isShort());
    }
}
