package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has the place of a calling thread meanwhile (P2). The test is the engine. */
class CallingThreadsPlaceTest extends CallingThreadsFixture {

    @Test
    void P2_aPlaceIsLeftOnlyWhereItemsAreKnownToBeShort() throws Exception {
        callers.await(() -> answer, true, 1);
        assertFalse(pumps.isReserved());
        itemsTake(1_000);
        callers.await(() -> answer, true, 1);
        assertTrue(pumps.isReserved());
    }

    /** Whether a place is left to a calling thread where items take so long. */
    private boolean leavesAPlace(int window, long itemNanos) throws Exception {
        capacity = window;
        Cost itsCost = new Cost(() -> now);
        itemsTake(itsCost, itemNanos);
        pumps.reserve(false);
        new CallingThreads(run, pumps, itsCost, work).await(() -> answer, true, 1);
        return pumps.isReserved();
    }

    @Test
    void P2_aPlaceIsLeftForLongerItemsWhereTheWindowIsWide() throws Exception {
        assertTrue(leavesAPlace(8, 90_000));
        assertFalse(leavesAPlace(8, 110_000));
        assertFalse(leavesAPlace(31, 110_000));
        assertTrue(leavesAPlace(32, 390_000));
        assertFalse(leavesAPlace(32, 410_000));
    }

    @Test
    void P2_thePlaceIsFilledWhereItemsAreLongerAndTheCallerOnlySubmits() throws Exception {
        capacity = 32;
        callers = new CallingThreads(run, pumps, cost, work);
        itemsTake(200_000);
        unstarted = 1;
        whileItWorks = () -> callers.look(now, 5);
        callers.await(() -> answer, true, 1_000_000);
        callers.look(now + 900_000, 6);
        assertTrue(pumps.isReserved(), "it has worked just now");
        callers.look(now + 1_100_000, 7);
        assertFalse(pumps.isReserved());
    }

    @Test
    void P2_aPlaceThatIsLeftToWhoHasWorkedJustNowIsNotFilledAtOnce() throws Exception {
        capacity = 32;
        callers = new CallingThreads(run, pumps, cost, work);
        unstarted = 1;
        startPumps(1);
        whileItWorks = () -> itemsTake(200_000);
        callers.await(() -> answer, true, LONG);
        callers.look(now + 900_000, 5);
        assertTrue(pumps.isReserved());
        callers.look(now + 1_100_000, 5);
        assertFalse(pumps.isReserved());
    }

    @Test
    void P2_thePlaceIsFilledWhereItemsTurnOutLong() throws Exception {
        itemsTake(1_000);
        callers.await(() -> answer, true, 1);
        startPumps(1);
        unstarted = 1;
        itemsHaveTurnedOutLong();
        callers.look(now, 5);
        assertFalse(pumps.isReserved());
        assertEquals(List.of("pump"), log);
    }

    @Test
    void P2_thePlaceIsFilledWhereTheCallerStaysAway() throws Exception {
        itemsTake(1_000);
        callers.await(() -> answer, true, 1);
        startPumps(1);
        unstarted = 1;
        callers.look(now, 5);
        callers.look(now + 900_000, 5);
        assertTrue(pumps.isReserved());
        callers.look(now + 1_500_000, 6);
        callers.look(now + 2_400_000, 6);
        assertTrue(pumps.isReserved(), "it has submitted meanwhile");
        callers.look(now + 2_600_000, 6);
        assertFalse(pumps.isReserved());
        assertEquals(List.of("pump"), log);
    }

    @Test
    void P2_thePlaceIsFilledWhereAThreadWaitsThatMayNotWork() throws Exception {
        itemsTake(1_000);
        callers.await(() -> answer, true, 1);
        startPumps(1);
        unstarted = 1;
        mayWork = false;
        callers.await(() -> answer, true, 1);
        assertFalse(pumps.isReserved());
        assertEquals(List.of("pump"), log);
    }

    @Test
    void P2_noPlaceIsLeftWhileAThreadWaitsThatMayNotWork() throws Exception {
        itemsTake(1_000);
        startPumps(1);
        mayWork = false;
        boolean[] left = new boolean[1];
        callers.await(
                () -> {
                    mayWork = true;
                    awaitTheEndInVain();
                    left[0] = pumps.isReserved();
                    mayWork = false;
                    return answer;
                },
                true,
                1);
        assertFalse(left[0]);
        mayWork = true;
        awaitTheEndInVain();
        assertTrue(pumps.isReserved(), "it waits no longer");
    }

    private void awaitTheEndInVain() {
        try {
            callers.await(() -> answer, false, 1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void P2_aCallerThatSleepsIsWokenForWhatHasComeMeanwhile() throws Exception {
        itemsTake(1_000);
        startPumps(1);
        boolean[] woken = new boolean[1];
        callers.await(
                () -> {
                    // It is counted in; nothing is unstarted up to now.
                    unstarted = 1;
                    callers.call();
                    woken[0] = !callers.any();
                    unstarted = 0;
                    return answer;
                },
                true,
                1);
        assertTrue(woken[0]);
    }

    @Test
    void P2_aPumpThatEndsWakesTheCallerThatItsPlaceIsLeftTo() throws Exception {
        itemsTake(1_000);
        startPumps(1);
        boolean[] seen = new boolean[2];
        callers.await(
                () -> {
                    // Something has come between the last look of a second pump and its end.
                    unstarted = 1;
                    seen[0] = callers.rejoin();
                    seen[1] = callers.any();
                    unstarted = 0;
                    return answer;
                },
                false,
                1);
        assertFalse(seen[0], "two work, and the place is taken from the caller");
        assertFalse(seen[1], "the caller sleeps on");
    }

    @Test
    void P2_aPumpThatEndsGoesOnWhereNobodyElseWould() {
        assertFalse(callers.rejoin());
        unstarted = 1;
        assertTrue(callers.rejoin());
    }

    @Test
    void P2_aPumpYieldsItsPlaceToACallerThatWaits() throws Exception {
        itemsTake(1_000);
        startPumps(2);
        assertFalse(callers.wantPlace(), "nobody waits");
        long[] seen = new long[1];
        callers.await(
                () -> {
                    seen[0] += callers.wantPlace() ? 1 : 0;
                    return answer;
                },
                true,
                1);
        assertEquals(1, seen[0]);
    }
}
