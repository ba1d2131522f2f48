package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a calling thread works, when it waits, and who has its place meanwhile (P2, P3, B2). The test is the engine. */
class CallingThreadsTest {

    private static final long LONG = Long.MAX_VALUE;

    private final List<String> log = new ArrayList<>();
    private boolean mayWork = true;
    private boolean refuses;
    private Runnable whileItWorks = () -> {};
    private int unstarted;
    private int free;
    private int capacity = 8;
    private long answer = Engine.FULL;
    private long now = 1_000_000;

    private final Run<Object, Object> run = new Run<>() {
        @Override
        public int parallelism() {
            return 2;
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public boolean callerWorks() {
            return mayWork;
        }

        @Override
        public void work(Runnable section) {
            section.run();
        }

        @Override
        public boolean execute(Runnable pump) {
            log.add("pump");
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

    private final Pumps pumps = new Pumps(run, () -> {});
    private final Cost cost = new Cost(() -> now);
    private final CallingThreads.Work work = new CallingThreads.Work() {
        @Override
        public boolean hasUnstarted() {
            return unstarted > 0;
        }

        @Override
        public long free() {
            return free;
        }

        @Override
        public void assist(boolean untilRoom) {
            assertTrue(pumps.hasCaller());
            whileItWorks.run();
            log.add(untilRoom ? "works for room" : "works");
            unstarted--;
            answer = unstarted == 0 ? 7 : Engine.FULL;
        }
    };
    private CallingThreads callers = new CallingThreads(run, pumps, cost, work);

    /** Items have proved to take so long. */
    private void itemsTake(long nanos) {
        itemsTake(cost, nanos);
    }

    private void itemsTake(Cost ofWhat, long nanos) {
        Cost.Clock clock = ofWhat.clock();
        for (int i = 0; i < 64; i++) {
            now += nanos;
            clock.count();
        }
        clock.report(false);
    }

    private void itemsHaveTurnedOutLong() {
        for (int i = 0; i < 20; i++) {
            itemsTake(1_000_000);
        }
    }

    private void startPumps(int count) {
        for (int i = 0; i < count; i++) {
            pumps.call();
            pumps.found();
        }
        log.clear();
    }

    @Test
    void P3_aCallerThatMayWorkDoesSoUntilItNeedNotWait() throws Exception {
        unstarted = 3;
        startPumps(1);
        refuses = true;
        assertEquals(7, callers.await(() -> answer, true, LONG));
        assertEquals(
                List.of("works for room", "works for room", "works for room"),
                log.stream().filter(step -> !step.equals("pump")).toList());
        assertFalse(pumps.hasCaller());
    }

    @Test
    void P2_whoStopsWorkingCallsAPumpForWhatIsLeft() throws Exception {
        unstarted = 2;
        callers.await(() -> answer, false, LONG);
        assertEquals(List.of("works", "pump", "works"), log);
    }

    @Test
    void P2_whoHasSeenThatItemsAreShortWhileItWorkedCallsNoneIntoThePlaceThatItComesBackTo() throws Exception {
        unstarted = 2;
        startPumps(1);
        whileItWorks = () -> itemsTake(100);
        callers.await(() -> answer, false, LONG);
        assertEquals(List.of("works", "works"), log);
    }

    @Test
    void P2_whoHasSeenThatItemsAreLongWhileItWorkedHasItsPlaceFilled() throws Exception {
        itemsTake(100);
        unstarted = 2;
        startPumps(1);
        refuses = true;
        whileItWorks = () -> itemsHaveTurnedOutLong();
        callers.await(() -> answer, false, LONG);
        assertEquals(List.of("works", "pump", "works"), log);
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
    void P3_itDoesNotWhereAllPlacesAreTaken() throws Exception {
        unstarted = 1;
        startPumps(2);
        assertEquals(Engine.FULL, callers.await(() -> answer, true, 1));
        assertEquals(List.of(), log);
    }

    @Test
    void B2_itDoesNotInACallThatMustNotWait() throws Exception {
        unstarted = 1;
        assertEquals(Engine.FULL, callers.await(() -> answer, true, 0));
        assertEquals(List.of(), log);
    }

    @Test
    void B2_anInterruptIsTakenForOneWhileItWaited() {
        unstarted = 1;
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> callers.await(() -> answer, true, LONG));
        assertFalse(Thread.interrupted());
        assertEquals(1, unstarted);
        assertFalse(pumps.hasCaller());
        assertFalse(callers.any());
    }

    /** Whether a thread that waits is woken by a delivery, after which so much is free and unstarted. */
    private boolean delivery(boolean forRoom, int nowFree, int nowUnstarted) throws Exception {
        mayWork = false;
        boolean[] woken = new boolean[1];
        callers.await(
                () -> {
                    assertEquals(forRoom, callers.anyForRoom());
                    assertTrue(callers.any());
                    free = nowFree;
                    unstarted = nowUnstarted;
                    callers.wakeAfterDelivery();
                    woken[0] = !callers.any();
                    return answer;
                },
                forRoom,
                0);
        return woken[0];
    }

    @Test
    void B2_whoWaitsForTheEndIsNotWokenForRoom() throws Exception {
        assertFalse(delivery(false, 4, 1));
        assertFalse(delivery(false, 7, 0));
        assertTrue(delivery(false, 8, 0));
    }

    @Test
    void B2_whoWaitsForRoomIsWokenWhenAGoodPartIsFreeOrNothingIsUnstarted() throws Exception {
        assertFalse(delivery(true, 3, 1));
        assertTrue(delivery(true, 4, 1));
        assertTrue(delivery(true, 1, 0));
        assertFalse(delivery(true, 0, 0));
        assertTrue(delivery(true, 8, 0));
    }

    @Test
    void B2_whoWaitsForRoomIsWokenWhenTheLastItemIsBegun() throws Exception {
        boolean[] woken = new boolean[3];
        callers.await(
                () -> {
                    unstarted = 1;
                    free = 1;
                    callers.wakeForRoomIfAllStarted();
                    woken[0] = !callers.anyForRoom();
                    unstarted = 0;
                    free = 0;
                    callers.wakeForRoomIfAllStarted();
                    woken[1] = !callers.anyForRoom();
                    free = 1;
                    callers.wakeForRoomIfAllStarted();
                    woken[2] = !callers.anyForRoom();
                    return answer;
                },
                true,
                0);
        assertFalse(woken[0], "woken while an item is unstarted");
        assertFalse(woken[1], "woken without room");
        assertTrue(woken[2], "it sleeps on");
    }

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
