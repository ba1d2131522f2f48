package dev.inturn.cli;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.descriptive.Median;

/** How fast a way was, round by round, in lines a second. */
final class Rates {

    /** Leaves the values as they stand, which would else be sorted. */
    private static final Median MEDIAN = Median.withDefaults().withCopy(true);

    private final Way way;
    private final double[] perSecond;
    private final Optional<Line> difference;

    /**
     * The rates of a way.
     *
     * @param perSecond that of each round
     * @param difference the first line whose output was not that of the plain loop
     */
    Rates(Way way, double[] perSecond, Optional<Line> difference) {
        this.way = way;
        this.perSecond = perSecond.clone();
        this.difference = difference;
    }

    Way way() {
        return way;
    }

    double[] perSecond() {
        return perSecond.clone();
    }

    Optional<Line> difference() {
        return difference;
    }

    double median() {
        return MEDIAN.evaluate(perSecond);
    }

    /** The median distance from the median, as a share of it. */
    double spread() {
        double median = median();
        double[] distances =
                Arrays.stream(perSecond).map(rate -> Math.abs(rate - median)).toArray();
        return MEDIAN.evaluate(distances) / median;
    }

    /** How many times as fast as another, in the same rounds. */
    Ratio over(Rates other) {
        return Ratio.of(perSecond, other.perSecond);
    }
}
