package dev.inturn.benchmarks.contender;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class EntrantTest {

    private static final int ITEMS = 3_000;
    private static final int WINDOW = 16;

    @ParameterizedTest
    @EnumSource
    void delivers_all_in_order(Entrant entrant) throws Exception {
        assumeTrue(entrant.isAvailable(), "not on this Java");
        assumeTrue(entrant.isOrdered(), "keeps no order");
        assertEquals(squares(ITEMS), results(entrant, Settings.of(2, WINDOW), ITEMS));
    }

    @ParameterizedTest
    @EnumSource
    void delivers_all_in_order_where_the_function_waits(Entrant entrant) throws Exception {
        assumeTrue(entrant.isAvailable(), "not on this Java");
        assumeTrue(entrant.isOrdered(), "keeps no order");
        assertEquals(squares(ITEMS), results(entrant, new Settings(8, WINDOW, 1, true), ITEMS));
    }

    @ParameterizedTest
    @EnumSource
    void can_be_run_again_and_with_nothing(Entrant entrant) throws Exception {
        assumeTrue(entrant.isAvailable(), "not on this Java");
        assumeTrue(entrant.isOrdered(), "keeps no order");
        try (Contender contender = entrant.open(Settings.of(2, WINDOW))) {
            for (int items : List.of(0, 1, 100)) {
                List<Long> results = new ArrayList<>();
                contender.run(new Job<Long, Long>(items, place -> place, place -> place * place, results::add));
                assertEquals(squares(items), results);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void several_submitters_submit_each_item_once(Entrant entrant) throws Exception {
        assumeTrue(entrant.takesManySubmitters(), "takes one submitter");
        List<Long> results = results(entrant, new Settings(2, WINDOW, 4, false), ITEMS);
        assertEquals(ITEMS, results.size());
        assertEquals(Set.copyOf(squares(ITEMS)), Set.copyOf(results));
    }

    @Test
    void the_ceiling_calls_the_function_once_for_each_item() throws Exception {
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        try (Contender contender = Entrant.CEILING.open(Settings.of(2, WINDOW))) {
            contender.run(new Job<Long, Boolean>(101, place -> place, seen::add, result -> {}));
        }
        assertEquals(LongStream.range(0, 101).boxed().collect(toSet()), seen);
    }

    @Test
    void a_strategy_matches_in_both_forms() {
        assertEquals(List.of(Entrant.LOCK_RUN, Entrant.LOCK_PUSH), Entrant.matching("lock"));
        assertEquals(List.of(Entrant.LOOP), Entrant.matching("loop"));
        assertEquals(List.of(), Entrant.matching("nobody"));
    }

    @Test
    void each_id_names_its_entrant() {
        for (Entrant entrant : Entrant.values()) {
            assertEquals(entrant, Entrant.named(entrant.id()));
        }
        assertThrows(IllegalArgumentException.class, () -> Entrant.named("nobody"));
    }

    private static List<Long> results(Entrant entrant, Settings settings, int items) throws Exception {
        List<Long> results = new ArrayList<>();
        try (Contender contender = entrant.open(settings)) {
            contender.run(new Job<Long, Long>(items, place -> place, EntrantTest::slowSquare, results::add));
        }
        return results;
    }

    /** Now and then it takes longer, so that those behind overtake. */
    private static long slowSquare(long place) {
        if (place % 50 == 0) {
            for (int turn = 0; turn < 20; turn++) {
                Thread.yield();
            }
        }
        return place * place;
    }

    private static List<Long> squares(int items) {
        return LongStream.range(0, items).map(place -> place * place).boxed().toList();
    }
}
