package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When a worker gives way (P2): how often only, as what it is good for is not for a test to tell. */
class CooperativeYieldTest {

    /** At which counts of accepted items a worker that asks at each of them gives way. */
    private static List<Long> dueAt(int parallelism, int capacity, int processors, long accepted) {
        CooperativeYield cooperation = new CooperativeYield(parallelism, capacity, processors);
        return LongStream.rangeClosed(0, accepted)
                .filter(cooperation::comesDue)
                .boxed()
                .toList();
    }

    @Test
    void P2_fourTimesAWindowWhereThereAreFewerProcessors() {
        assertEquals(List.of(256L, 512L, 768L, 1024L), dueAt(3, 1024, 2, 1024));
    }

    @Test
    void P2_notAfterEachItemOfASmallWindow() {
        assertEquals(List.of(64L, 128L), dueAt(3, 8, 2, 130));
    }

    @Test
    void P2_neverWhereThereIsAProcessorForEach() {
        assertEquals(List.of(), dueAt(2, 8, 2, 10_000));
        assertEquals(List.of(), dueAt(1, 8, 2, 10_000));
    }

    @Test
    void P2_aQuarterOfAWindowAfterTheLastTimeHoweverLateThatWas() {
        CooperativeYield cooperation = new CooperativeYield(2, 1024, 1);
        assertEquals(
                List.of(300L, 556L),
                LongStream.of(0, 300, 555, 556, 811)
                        .filter(cooperation::comesDue)
                        .boxed()
                        .toList());
    }

    @Test
    void P2_atTheFirstChanceWhereAWorkerComesInTheMiddleOfARun() {
        CooperativeYield cooperation = new CooperativeYield(2, 1024, 1);
        assertEquals(
                List.of(10_000L, 10_256L),
                LongStream.of(10_000, 10_001, 10_255, 10_256)
                        .filter(cooperation::comesDue)
                        .boxed()
                        .toList());
    }
}
