package dev.inturn.benchmarks.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.contender.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {

    @Test
    void a_turn_grows_and_shrinks_towards_the_time_it_shall_take() {
        assertEquals(1_500, Turns.resized(1_000, 20, 30));
        assertEquals(500, Turns.resized(1_000, 60, 30));
        assertEquals(4_000, Turns.resized(1_000, 1, 30));
        assertEquals(2, Turns.resized(2, 1_000, 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu:0", "slow-head:50"})
    void both_have_their_turns_of_the_same_workload(String workload) throws Exception {
        Figures figures = new Figures();
        try (Turns<?, ?> turns = Turns.open(Entrant.LOCK_RUN, Settings.of(2, 64), Workloads.named(workload))) {
            turns.loop();
            turns.contender(figures);
        }
        assertTrue(figures.items > 0 && figures.nanos > 0, "the contender's turn");
        assertTrue(figures.loopItems > 0 && figures.loopNanos > 0, "the loop's turn");
    }
}
