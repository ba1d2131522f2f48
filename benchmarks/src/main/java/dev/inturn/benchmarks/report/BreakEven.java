package dev.inturn.benchmarks.report;

import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.scenario.Workloads;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The break-even grain: from what cost of an item on a contender is faster than the plain loop. */
final class BreakEven {

    private BreakEven() {}

    /**
     * Finds it between the two grains where the contender overtakes the loop. What it takes above the loop is taken for
     * linear in the grain between them.
     *
     * @return nanoseconds; 0 if it is faster with no work at all; infinite if at no grain; empty if too little was measured
     */
    static OptionalDouble of(Results results, Entrant entrant, List<Long> grains, int parallelism) {
        double lastGrain = 0;
        double lastExcess = 0;
        boolean any = false;
        for (long grain : grains) {
            Key key = Key.throughput(entrant, Workloads.of(Workloads.CPU, grain), parallelism);
            Optional<Double> speedUp = results.median(key, Measure.SPEED_UP);
            Optional<Double> loop = results.median(key, Measure.LOOP_NANOS_PER_ITEM);
            if (speedUp.isEmpty() || loop.isEmpty()) {
                continue;
            }
            double excess = loop.get() / speedUp.get() - loop.get();
            if (excess <= 0) {
                if (any) {
                    return OptionalDouble.of(lastGrain + (grain - lastGrain) * lastExcess / (lastExcess - excess));
                }
                return grain == 0 ? OptionalDouble.of(0) : OptionalDouble.empty();
            }
            lastGrain = grain;
            lastExcess = excess;
            any = true;
        }
        return any ? OptionalDouble.of(Double.POSITIVE_INFINITY) : OptionalDouble.empty();
    }
}
