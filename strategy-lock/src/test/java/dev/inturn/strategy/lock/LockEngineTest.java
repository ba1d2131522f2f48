package dev.inturn.strategy.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.spi.Engine;
import dev.inturn.spi.Run;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Single steps of the engine. The test plays core and executor, all on one thread. */
class LockEngineTest {

    private static final long LONGER_THAN_A_TURN = TimeUnit.MILLISECONDS.toNanos(11);

    /** So long that the clock is read after each item. */
    private static final long NOT_SHORT = TimeUnit.MILLISECONDS.toNanos(1);

    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final List<String> emitted = new ArrayList<>();

    /** What the executor does before it refuses the next pump; it takes pumps while this is null. */
    private Runnable beforeRefusal;

    private final Run<String, String> run = new Run<>() {
        @Override
        public int parallelism() {
            return 2;
        }

        @Override
        public int capacity() {
            return 4;
        }

        @Override
        public boolean execute(Runnable pump) {
            if (beforeRefusal == null) {
                return queue.add(pump);
            }
            Runnable before = beforeRefusal;
            beforeRefusal = null;
            before.run();
            return false;
        }

        @Override
        public String process(String item) {
            long takes = item.equals("slow") ? LONGER_THAN_A_TURN : NOT_SHORT;
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < takes) {
                Thread.onSpinWait();
            }
            return item;
        }

        @Override
        public void emit(String outcome, boolean more) {
            emitted.add(outcome);
            if (outcome.equals("slow")) {
                // What comes next is that the pump goes to the back of the queue, as its turn is over.
                beforeRefusal = () -> queue.remove().run();
            }
        }
    };

    private final Engine<String> engine = new LockStrategy().start(run);

    /** More than one, if the machine stood still and a turn was over before its time. */
    private void runQueued() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    @Test
    void X1_aPumpThatCannotGoToTheBackOfTheQueueMayFindTheRestTaken() throws Exception {
        engine.submit("first", 0);
        engine.submit("slow", 0);
        engine.submit("taken by another", 0);
        runQueued();
        assertEquals(List.of("first", "slow", "taken by another"), emitted);
        assertTrue(engine.awaitEmpty(0));

        engine.submit("all goes on", 0);
        assertEquals(1, queue.size());
        runQueued();
        assertEquals(List.of("first", "slow", "taken by another", "all goes on"), emitted);
    }
}
