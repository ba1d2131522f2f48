package dev.inturn.cli;

import java.util.List;
import java.util.Optional;

/**
 * What a comparison has measured.
 *
 * @param pace that of the plain loop alone, and what work was measured
 * @param all the rates: the plain loop's first, in no order last
 * @param disorder in which order results were ready, if more than one thread worked
 */
record Measurements(Pace pace, List<Rates> all, Optional<Disorder> disorder) {

    Measurements {
        all = List.copyOf(all);
    }

    Rates loop() {
        return all.get(0);
    }

    /** The strategies, each with each parallelism. */
    List<Rates> ordered() {
        return all.stream().filter(rates -> rates.way() instanceof Way.Ordered).toList();
    }

    /** The fastest with no order. */
    Optional<Rates> unordered() {
        return fastest(all.stream().filter(rates -> !rates.way().isOrdered()).toList());
    }

    Optional<Rates> fastestOrdered() {
        return fastest(ordered());
    }

    Ratio speedUp(Rates rates) {
        return rates.over(loop());
    }

    private Optional<Rates> fastest(List<Rates> rates) {
        return rates.stream()
                .max((a, b) -> Double.compare(speedUp(a).median(), speedUp(b).median()));
    }

    /** Whether the plain loop gave the same each time; if not, nothing can be said about other outputs. */
    boolean isRepeatable() {
        return loop().difference().isEmpty();
    }

    /** The first output that is another one than the plain loop's, though that gives the same each time. */
    Optional<Rates> different() {
        return all.stream().filter(rates -> rates.difference().isPresent()).findFirst();
    }
}
