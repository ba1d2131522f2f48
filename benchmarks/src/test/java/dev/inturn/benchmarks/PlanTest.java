package dev.inturn.benchmarks;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.report.Key;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final List<Entrant> ENTRANTS = List.of(Entrant.LOCKFREE_RUN, Entrant.FUTURES_POOL);

    @Test
    void the_grains_wanted_are_measured_and_no_others() {
        assertEquals(Set.of("cpu:0", "cpu:70"), workloads(2, 0L, 70L));
    }

    @Test
    void oversubscribed_items_of_a_microsecond_come_with_that_grain() {
        assertEquals(Set.of("cpu:1000"), workloads(Plan.OVERSUBSCRIBED, 0L, Plan.MICROSECOND));
        assertEquals(Set.of(), workloads(Plan.OVERSUBSCRIBED, 0L));
    }

    private static Set<String> workloads(int parallelism, Long... grains) {
        Effort effort = new Effort(false, 1, 1, 1);
        return new Plan(EnumSet.of(Scenario.GRAIN), List.of(grains), ENTRANTS, effort, "")
                .keys().stream()
                        .filter(key -> key.parallelism() == parallelism)
                        .map(Key::workload)
                        .collect(toSet());
    }
}
