package dev.inturn.benchmarks.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ModelTest {

    private static final double EXACT = 1e-12;

    @Test
    void equal_items_are_shared_by_the_servers() {
        assertEquals(1.0 / 2, Model.makespan(place -> 3, 100, 2, 10), EXACT);
        assertEquals(1, Model.makespan(place -> 3, 100, 1, 10), EXACT);
    }

    @Test
    void behind_a_slow_head_a_server_goes_on_until_the_window_is_full() {
        // The head takes 10 of 14. The other server does 3, waits for the head, and then one item is left.
        assertEquals(11.0 / 14, Model.makespan(place -> place == 0 ? 10 : 1, 5, 2, 4), EXACT);
        assertEquals(10.0 / 14, Model.makespan(place -> place == 0 ? 10 : 1, 5, 2, 5), EXACT);
    }

    @Test
    void a_window_of_one_is_the_plain_loop() {
        assertEquals(1, Model.makespan(place -> place + 1, 10, 4, 1), EXACT);
    }
}
