package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a calling thread works, when it waits, and when it is woken (P2, P3, B2). The test is the engine. */
class CallingThreadsTest extends CallingThreadsFixture {

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

    /** Has a thread wait; there is room at the third look. Returns how often it looks and tries. */
    private List<String> looksAndTries(boolean forRoom, long itemNanos, long nanos) throws Exception {
        assumeFalse(AdaptiveSpin.POINTLESS, "nobody looks on one processor");
        log.clear();
        whenLookedAt = () -> {
            log.add("looks");
            free = log.size() + capacity / 2 - 3;
        };
        Cost itsCost = new Cost(() -> now);
        itemsTake(itsCost, itemNanos);
        new CallingThreads(run, pumps, itsCost, work)
                .await(
                        () -> {
                            log.add("tries");
                            return 7;
                        },
                        forRoom,
                        nanos);
        return log;
    }

    @Test
    void B2_whoWaitsForRoomLooksForItFirstWhereItemsAreTiny() throws Exception {
        mayWork = false;
        assertEquals(List.of("looks", "looks", "looks", "tries"), looksAndTries(true, 39, LONG));
        assertEquals(List.of("tries"), looksAndTries(true, 40, LONG));
    }

    @Test
    void B2_whoWaitsForRoomInALargeWindowLooksWhereItemsAreSoTinyThatThereIsSomeInTime() throws Exception {
        mayWork = false;
        capacity = 4096;
        assertEquals(List.of("looks", "looks", "looks", "tries"), looksAndTries(true, 13, LONG));
        assertEquals(List.of("tries"), looksAndTries(true, 14, LONG));
    }

    @Test
    void B2_whoWaitsForTheEndOrMayWorkOrMustNotWaitThatLongDoesNotLook() throws Exception {
        mayWork = false;
        assertEquals(List.of("tries"), looksAndTries(false, 1, LONG));
        assertEquals(List.of("tries"), looksAndTries(true, 1, 0));
        assertEquals(List.of("tries"), looksAndTries(true, 1, 15_000));
        mayWork = true;
        assertEquals(List.of("tries"), looksAndTries(true, 1, LONG));
    }

    private void itemsAreTinyAndCallersDoNotWork() {
        mayWork = false;
        callers = new CallingThreads(run, pumps, cost, work);
        itemsTake(1);
    }

    @Test
    void B2_whatALookHasTakenCounts() throws Exception {
        assumeFalse(AdaptiveSpin.POINTLESS, "nobody looks on one processor");
        itemsAreTinyAndCallersDoNotWork();
        long hour = TimeUnit.HOURS.toNanos(1);
        whenLookedAt = () -> now += hour;
        assertEquals(Engine.FULL, callers.await(() -> answer, true, hour));
    }

    @Test
    void B2_aLookThatHasTakenNoTimeLeavesAllOfIt() throws Exception {
        itemsAreTinyAndCallersDoNotWork();
        callers.await(
                () -> {
                    log.add("tries");
                    return answer;
                },
                true,
                now + now / 2);
        assertTrue(log.size() > 1, "it gave up before the time was over");
    }

    @Test
    void B2_whoHasLookedForRoomInVainSleeps() throws Exception {
        assumeFalse(AdaptiveSpin.POINTLESS, "nobody looks on one processor");
        itemsAreTinyAndCallersDoNotWork();
        whenLookedAt = () -> log.add("looks");
        Thread other = new Thread(callers::wake);
        assertEquals(
                7,
                callers.await(
                        () -> {
                            log.add("tries");
                            if (other.getState() == Thread.State.NEW) {
                                other.start();
                                return Engine.FULL;
                            }
                            return 7;
                        },
                        true,
                        LONG));
        other.join();
        assertEquals(15, log.indexOf("tries"));
        assertEquals(17, log.size());
        assertTrue(clockReads > 15 * 10, "it looks again without a pause");
    }
}
