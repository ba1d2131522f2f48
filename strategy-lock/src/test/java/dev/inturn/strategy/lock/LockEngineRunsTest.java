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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Single steps of the engine when items have proved short. The test plays core and executor, all on one thread. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockEngineRunsTest {

    private static final long LONGER_THAN_A_TURN = TimeUnit.MILLISECONDS.toNanos(11);

    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();

    /** What the function does meanwhile on the item that is special. */
    private Runnable meanwhile = () -> {};

    private final Run<String, String> run = new Run<>() {
        @Override
        public int parallelism() {
            return 2;
        }

        @Override
        public int capacity() {
            return 1000;
        }

        @Override
        public boolean execute(Runnable pump) {
            return queue.add(pump);
        }

        @Override
        public String process(String item) {
            log.add("process " + item);
            if (item.equals("special")) {
                meanwhile.run();
            }
            return item;
        }

        @Override
        public void emit(String outcome, boolean more) {
            log.add("emit " + outcome);
        }
    };

    private final Engine<String> engine = new LockStrategy().start(run);

    @BeforeEach
    void itemsProveShort() throws Exception {
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 100; i++) {
                engine.submit("short", 0);
            }
            runQueued();
        }
        log.clear();
    }

    private void submit(String... items) throws Exception {
        for (String item : items) {
            assertTrue(engine.submit(item, 0) >= 0);
        }
    }

    private void runQueued() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    @Test
    void P1_who_comes_to_the_next_number_delivers_before_it_begins_another() throws Exception {
        submit("a", "b", "c");
        runQueued();
        assertEquals(List.of("process a", "emit a", "process b", "emit b", "process c", "emit c"), log);
        assertTrue(engine.awaitEmpty(0));
    }

    @Test
    void P2_the_rest_of_a_run_does_not_wait_for_its_busy_owner() throws Exception {
        // The owner claims the first two, as half of what waits.
        submit("special", "a", "b");
        meanwhile = this::runQueued;
        runQueued();
        assertEquals(List.of("process special", "process b", "process a", "emit special", "emit a", "emit b"), log);
        assertTrue(engine.awaitEmpty(0));
    }

    @Test
    void P1_a_result_of_a_run_is_not_held_back_by_its_neighbours() throws Exception {
        submit("a", "special", "b");
        List<String> before = new ArrayList<>();
        meanwhile = () -> before.addAll(log);
        runQueued();
        assertEquals(List.of("process a", "emit a", "process special"), before);
    }

    @Test
    void P4_the_rest_of_a_run_whose_turn_is_over_is_first_in_line() throws Exception {
        // The owner claims the first half; a look at the clock soon after the second item ends its turn.
        String[] items = new String[40];
        for (int i = 0; i < items.length; i++) {
            items[i] = "" + i;
        }
        items[1] = "special";
        meanwhile = () -> {
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < LONGER_THAN_A_TURN) {
                Thread.onSpinWait();
            }
        };
        submit(items);
        queue.remove().run();
        assertTrue(log.size() < items.length, "the turn is over in the midst of the run");
        runQueued();
        List<String> expected = new ArrayList<>();
        for (String item : items) {
            expected.add("process " + item);
            expected.add("emit " + item);
        }
        assertEquals(expected, log);
    }
}
