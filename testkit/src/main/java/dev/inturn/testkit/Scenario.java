package dev.inturn.testkit;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/**
 * A run of a few items, and what happens in it in which order.
 *
 * @param items how many items are submitted
 * @param sinkHeld whether the sink is held at each result
 * @param failing the items on which the function throws
 * @param choices each chooses one of the steps that are possible when its turn comes, so that every list of numbers is
 *     a feasible order; after a step that was chosen by an even number the driver waits for rest
 */
record Scenario(
        int parallelism, int capacity, int items, boolean sinkHeld, Set<Integer> failing, List<Integer> choices) {

    private static final int MAX_ITEMS = 12;
    private static final int MAX_CHOICES = 40;

    private static Arbitrary<Scenario> with(Arbitrary<Set<Integer>> failing) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(1, MAX_ITEMS),
                        Arbitraries.of(false, true),
                        failing,
                        Arbitraries.integers().between(0, 63).list().ofMaxSize(MAX_CHOICES))
                .as(Scenario::new);
    }

    /** Scenarios in which nothing fails. */
    static final class WithoutFailures implements ArbitrarySupplier<Scenario> {
        @Override
        public Arbitrary<Scenario> get() {
            return with(Arbitraries.just(Set.of()));
        }
    }

    /** Scenarios in which the function throws on some items. */
    static final class WithFailures implements ArbitrarySupplier<Scenario> {
        @Override
        public Arbitrary<Scenario> get() {
            return with(Arbitraries.integers()
                    .between(0, MAX_ITEMS - 1)
                    .set()
                    .ofMinSize(1)
                    .ofMaxSize(3));
        }
    }
}
