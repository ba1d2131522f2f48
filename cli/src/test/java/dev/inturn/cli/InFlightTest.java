package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private static final int LONG = InFlight.LONG_LINE;

    private final InFlight inFlight = new InFlight(3 * LONG);

    @Test
    void P1_emptyWhenAllThatWasAddedIsRemoved() throws Exception {
        assertTrue(inFlight.isEmpty());
        inFlight.add(line(1));
        inFlight.add(line(LONG));
        assertFalse(inFlight.isEmpty());
        inFlight.remove(line(1));
        assertFalse(inFlight.isEmpty());
        inFlight.remove(line(LONG));
        assertTrue(inFlight.isEmpty());
    }

    @Test
    void B1_longLinesWaitUntilThereIsMemoryForThem() throws Exception {
        inFlight.add(line(LONG));
        inFlight.add(line(2 * LONG));
        Adding third = new Adding(line(LONG));
        third.awaitWaiting();

        inFlight.remove(line(LONG));
        third.awaitAdded();
    }

    @Test
    void B1_shortLinesAreBoundedByTheCapacityAlone() throws Exception {
        inFlight.add(line(3 * LONG));
        for (int i = 0; i < 100; i++) {
            inFlight.add(line(LONG - 1));
        }
        assertFalse(inFlight.isEmpty());
    }

    @Test
    void B1_oneLineIsLetInHoweverLong() throws Exception {
        inFlight.add(line(100 * LONG));
        Adding second = new Adding(line(LONG));
        second.awaitWaiting();
        inFlight.remove(line(100 * LONG));
        second.awaitAdded();
    }

    @Test
    void L2_whoWaitsCanBeInterrupted() throws Exception {
        inFlight.add(line(3 * LONG));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> inFlight.add(line(LONG)));
        assertEquals(false, Thread.interrupted());
    }

    private static Line line(int length) {
        return new Line(new byte[0], 0, length, "in", 1);
    }

    /** A line that another thread adds. */
    private final class Adding {
        private final FutureTask<Void> task;
        private final Thread thread;

        Adding(Line line) {
            task = new FutureTask<>(() -> {
                inFlight.add(line);
                return null;
            });
            thread = new Thread(task);
            thread.start();
        }

        void awaitWaiting() {
            while (thread.getState() != Thread.State.WAITING) {
                assertFalse(task.isDone(), "does not wait");
                Thread.onSpinWait();
            }
        }

        void awaitAdded() throws Exception {
            task.get(30, TimeUnit.SECONDS);
        }
    }
}
