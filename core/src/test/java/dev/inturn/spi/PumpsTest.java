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

    private final Run<Object, Object> run = new Run<>() {
        @Override
        public int parallelism() {
            return 2;
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

        @Override
        public Object process(Object item) {
            throw new AssertionError("none of its business");
        }

        @Override
        public void emit(Object outcome, boolean more) {
            throw new AssertionError("none of its business");
        }
    };

    private final Pumps pumps = new Pumps(run, pump);

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
}
