package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The open rests of runs: each number is taken once (O1), by whoever comes (P2, P4). */
class RestsTest {

    private final Rests rests = new Rests(2);
    private final int mine = rests.takePlace();
    private final int yours = rests.takePlace();

    private List<Long> takeAll(int place, long near) {
        List<Long> taken = new ArrayList<>();
        for (long next = rests.next(place, near); next != Rests.NONE; next = rests.next(place, near)) {
            taken.add(next);
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1L << 31, (1L << 32) - 2000, 1L << 32, (1L << 40) + 7})
    void O1_theOwnerTakesEachNumberOfTheRestOnce(long first) {
        rests.open(mine, first, 4);
        assertEquals(List.of(first, first + 1, first + 2, first + 3), takeAll(mine, first));
        assertFalse(rests.any());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1L << 31, (1L << 32) - 2000, (1L << 40) + 7})
    void P2_whoFindsNothingElseTakesTheFrontHalf(long first) {
        rests.open(mine, first, 8);
        assertEquals(first, rests.next(mine, first));
        // Seven are left, of which four go, one of them begun at once.
        assertEquals(first + 1, rests.steal(yours, first + 8));
        assertEquals(List.of(first + 2, first + 3, first + 4), takeAll(yours, first));
        assertEquals(List.of(first + 5, first + 6, first + 7), takeAll(mine, first));
    }

    @Test
    void P2_whoHasNoPlaceTakesOneAtATime() {
        assertEquals(Rests.NO_PLACE, rests.takePlace());
        rests.open(mine, 11, 3);
        assertEquals(11, rests.steal(Rests.NO_PLACE, 14));
        assertEquals(12, rests.steal(Rests.NO_PLACE, 14));
        assertEquals(13, rests.steal(Rests.NO_PLACE, 14));
        assertEquals(Rests.NONE, rests.steal(Rests.NO_PLACE, 14));
        assertEquals(Rests.NONE, rests.next(mine, 10));
    }

    @Test
    void P2_whoStreamsTakesItsNextNumberOnlyIfItWasNotStolen() {
        rests.open(mine, 7, 4);
        assertFalse(rests.nextIs(mine, 8));
        assertTrue(rests.nextIs(mine, 7));
        assertEquals(8, rests.steal(yours, 8));
        assertFalse(rests.nextIs(mine, 8));
        assertEquals(List.of(10L), takeAll(mine, 8));
        assertFalse(rests.nextIs(mine, 11));
        assertFalse(rests.nextIs(Rests.NO_PLACE, 11));
    }

    @Test
    void O1_aRunThatIsOverStaysSoHoweverOftenItsOwnerAsks() {
        rests.open(mine, 1, 1);
        assertEquals(List.of(1L), takeAll(mine, 0));
        for (int i = 0; i < 10_000; i++) {
            assertEquals(Rests.NONE, rests.next(mine, 0));
        }
        assertEquals(Rests.NONE, rests.steal(yours, 0));
        rests.open(mine, 6, 1);
        assertEquals(List.of(6L), takeAll(mine, 5));
    }

    @Test
    void O1_theLastNumberOfTheLowHalfIsNotLaidOpen() {
        long end = 1L << 32;
        assertFalse(Rests.canOpen(end - 1));
        assertFalse(Rests.canOpen(2 * end - 1));
        assertTrue(Rests.canOpen(end));
        assertTrue(Rests.canOpen(end - 2));
        rests.open(mine, end - 2, 1);
        assertEquals(end - 2, rests.next(mine, end - 2));
        assertTrue(rests.isOver(mine));
        assertEquals(Rests.NONE, rests.next(mine, end - 2));
        assertEquals(Rests.NONE, rests.steal(yours, end - 2));
    }

    @Test
    void O1_noRunReachesTheEndOfTheLowHalf() {
        long end = 1L << 32;
        assertEquals(128, Rests.limit(end - 5000, 128));
        for (long first = end - 1100; first < end; first++) {
            assertTrue(Rests.limit(first, 128) == 1 || first + 128 < end - 1000, () -> "too close to the end");
        }
        assertEquals(1, Rests.limit(end - 1, 128));
        assertEquals(128, Rests.limit(end, 128));
    }

    @Test
    void P4_aPlaceWhoseRunIsNotOverIsForTheNextOwnerWhoGoesOnWithIt() {
        rests.open(mine, 1, 4);
        rests.leavePlace(yours);
        rests.leavePlace(mine);
        assertTrue(rests.any());
        int next = rests.takePlace();
        assertEquals(mine, next);
        assertEquals(List.of(1L, 2L, 3L, 4L), takeAll(next, 0));
        assertEquals(yours, rests.takePlace());
    }

    @Test
    void P2_whatWasLeftWithoutAnOwnerIsForThievesAsWell() {
        rests.open(mine, 1, 3);
        rests.leavePlace(mine);
        assertEquals(1, rests.steal(yours, 4));
        assertEquals(List.of(2L), takeAll(yours, 0));
        assertEquals(3, rests.steal(yours, 4));
        assertFalse(rests.any());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, (1L << 31) - 12, 1L << 31, 1L << 40})
    void P4_theOldestRunIsSplitFirst(long first) {
        Rests three = new Rests(3);
        int old = three.takePlace();
        int older = three.takePlace();
        int thief = three.takePlace();
        three.open(old, first + 8, 1);
        three.open(older, first, 1);
        assertEquals(first, three.steal(thief, first + 20));
        assertEquals(first + 8, three.steal(thief, first + 20));
        assertEquals(Rests.NONE, three.steal(thief, first + 20));
    }
}
