package dev.inturn.benchmarks.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderCheckTest {

    @Test
    void order_is_counted_over_the_end_of_the_cycle() {
        OrderCheck<Integer> check = check(4, 1, List.of(0, 1, 2, 3, 0, 1));
        check.finish("any", 6);
    }

    @Test
    void a_result_that_overtakes_is_told_with_the_contender() {
        OrderCheck<Integer> check = check(4, 1, List.of(0, 2, 1));
        assertEquals(
                "any is out of order: result 2 has come where 1 is due",
                assertThrows(IllegalStateException.class, () -> check.finish("any", 3))
                        .getMessage());
    }

    @Test
    void a_result_that_is_missing_is_told() {
        OrderCheck<Integer> check = check(4, 1, List.of(0, 1));
        assertEquals(
                "any is not complete: 2 of 3 results have come",
                assertThrows(IllegalStateException.class, () -> check.finish("any", 3))
                        .getMessage());
    }

    @Test
    void of_several_submitters_each_keeps_its_order() {
        check(8, 2, List.of(1, 3, 0, 5, 2, 7, 1, 4, 6)).finish("any", 9);
        OrderCheck<Integer> check = check(8, 2, List.of(0, 3, 1));
        assertThrows(IllegalStateException.class, () -> check.finish("any", 3));
    }

    private static OrderCheck<Integer> check(int cycle, int submitters, List<Integer> results) {
        OrderCheck<Integer> check = new OrderCheck<>(Integer::intValue, cycle, submitters);
        results.forEach(check);
        return check;
    }
}
