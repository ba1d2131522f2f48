package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    @Test
    void aProcessIsWhatItAndItsChildrenTook() {
        String status = "20112 (a ) S (b) R 20104 20104 698 0 -1 4194304 102 0 0 0 100 20 3000 7 20 0 1 0 1470165";
        assertEquals(31_270_000_000L, ProcessorTime.own(status));
    }

    @Test
    void theMachineIsIdleInTheFirstLine() {
        assertEquals(4_050_000_000L, ProcessorTime.idle("cpu  1 2 3 400 5 6 7\ncpu0 1 2 3 4 5 6 7\n"));
    }

    @Test
    void timesAreCountedFromABeginning() {
        assertEquals(new ProcessorTime(5, 2), new ProcessorTime(15, 22).since(new ProcessorTime(10, 20)));
        assertEquals(new ProcessorTime(5, -1), new ProcessorTime(15, -1).since(new ProcessorTime(10, -1)));
    }

    @Test
    void ownTimeIsThatOfTheProcess() {
        long before = ProcessorTime.now().own();
        long end = System.nanoTime() + 30_000_000_000L;
        while (ProcessorTime.now().own() == before) {
            assertTrue(System.nanoTime() < end, "stands still");
        }
    }
}
