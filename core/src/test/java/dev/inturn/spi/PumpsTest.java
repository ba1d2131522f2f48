package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many pumps there are, step by step (P2, P3, P5). */
class PumpsTest {

    private final List<Runnable> executed = new ArrayList<>();
    private final Runnable pump = () -> {};
    private boolean refuses;

    private final class Plain implements PumpingRun {
        private final int parallelism;

        Plain(int parallelism) {
            this.parallelism = parallelism;
        }

        @Override
        public int parallelism() {
            return parallelism;
        }

        @Override
        public int capacity() {
            throw new AssertionError("none of its business");
        }

        @Override
        public boolean execute(Runnable task) {
            executed.add(task);
            return !refuses;
        }
    }

    private final Pumps pumps = new Pumps(new Plain(2), pump);

    /** How many pumps a call starts now. */
    private int startedByCall() {
        int before = executed.size();
        pumps.call();
        return executed.size() - before;
    }

    @Test
    void P2_aCallStartsThePump() {
        pumps.call();
        assertEquals(List.of(pump), executed);
    }

    @Test
    void P2_oneThatSearchesIsEnough() {
        assertEquals(1, startedByCall());
        assertEquals(0, startedByCall());
        pumps.found();
        assertEquals(1, startedByCall());
        assertEquals(0, startedByCall());
    }

    @Test
    void P3_noMoreThanTheParallelismExist() {
        for (int i = 0; i < 2; i++) {
            assertEquals(1, startedByCall());
            pumps.found();
        }
        assertEquals(0, startedByCall());
        assertFalse(pumps.rejoin());
    }

    @Test
    void P2_oneThatLooksAgainSearches() {
        pumps.call();
        pumps.found();
        pumps.search();
        assertEquals(0, startedByCall());
        pumps.found();
        assertEquals(1, startedByCall());
    }

    @Test
    void P5_oneThatLeavesIsCountedOut() {
        pumps.call();
        pumps.leave();
        assertEquals(1, startedByCall());
        pumps.found();
        assertEquals(1, startedByCall());
        pumps.found();
        assertEquals(0, startedByCall());
    }

    @Test
    void P2_oneThatHasLeftMayRejoinAndSearches() {
        pumps.call();
        pumps.leave();
        assertTrue(pumps.rejoin());
        assertEquals(0, startedByCall());
        assertFalse(pumps.rejoin(), "another one searches");
        pumps.found();
        assertEquals(1, startedByCall());
        pumps.found();
        assertEquals(0, startedByCall(), "it is counted in");
    }

    @Test
    void X1_oneThatWasRefusedIsCountedOut() {
        refuses = true;
        assertEquals(1, startedByCall());
        assertEquals(1, startedByCall());
        refuses = false;
        assertEquals(1, startedByCall());
        pumps.found();
        assertEquals(1, startedByCall());
        pumps.found();
        assertEquals(0, startedByCall());
    }

    @Test
    void X1_oneWhoseTurnIsOverGoesToTheBackOfTheQueueAndSearchesThen() {
        pumps.call();
        pumps.found();
        assertTrue(pumps.requeue());
        assertEquals(List.of(pump, pump), executed);
        assertEquals(0, startedByCall(), "it is on its way");
        pumps.found();
        assertEquals(1, startedByCall(), "it is the same one, counted once");
    }

    @Test
    void X1_oneThatCannotGoToTheBackOfTheQueueGoesOn() {
        pumps.call();
        pumps.found();
        refuses = true;
        assertFalse(pumps.requeue());
        refuses = false;
        assertEquals(1, startedByCall(), "it does not search");
        pumps.found();
        assertEquals(0, startedByCall(), "and is still counted");
    }

    @Test
    void P3_aCallingThreadThatWorksCountsAsOne() {
        assertTrue(pumps.join());
        assertTrue(pumps.hasCaller());
        assertEquals(1, startedByCall(), "it does not search, so there is need");
        pumps.found();
        assertEquals(0, startedByCall());
        assertFalse(pumps.hasPlace());
        assertFalse(pumps.join());
        pumps.part();
        assertFalse(pumps.hasCaller());
        assertTrue(pumps.hasPlace());
        assertEquals(1, startedByCall());
    }

    @Test
    void P2_aPlaceIsLeftToACallingThreadOnlyUntilOneHasJoined() {
        pumps.reserve(true);
        assertTrue(pumps.isReserved());
        assertEquals(1, startedByCall());
        pumps.found();
        assertEquals(0, startedByCall(), "the other place is reserved");
        assertTrue(pumps.join());
        assertFalse(pumps.hasPlace());
        assertEquals(0, startedByCall());
        pumps.part();
        pumps.reserve(false);
        assertEquals(1, startedByCall());
    }

    @Test
    void P2_oneThatLeavesDoesNotRejoinIntoTheReservedPlace() {
        pumps.call();
        pumps.found();
        pumps.reserve(true);
        assertFalse(pumps.rejoin());
        assertTrue(pumps.join());
        assertTrue(pumps.hasCaller());
    }

    @Test
    void P2_theOnlyPlaceIsNotReserved() {
        Pumps single = new Pumps(new Plain(1), pump);
        single.reserve(true);
        assertFalse(single.isReserved());
        single.call();
        assertEquals(List.of(pump), executed);
    }

    @Test
    void P2_aPumpYieldsItsPlaceToACallingThreadIfAllArePumps() {
        pumps.call();
        pumps.found();
        pumps.call();
        pumps.found();
        assertFalse(pumps.yieldPlace(), "none is reserved");
        pumps.reserve(true);
        assertTrue(pumps.yieldPlace());
        assertFalse(pumps.yieldPlace(), "one is enough");
        assertEquals(0, startedByCall());
        assertTrue(pumps.join());
        assertFalse(pumps.yieldPlace());
    }
}
