package dev.inturn.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;
import org.apache.commons.statistics.descriptive.Median;

/**
 * A measured figure: the median over the forks, and how far they spread.
 *
 * @param median the median
 * @param lowest the lowest
 * @param highest the highest
 * @param forks how many there were
 */
public record Figure(double median, double lowest, double highest, int forks) {

    static Figure of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("a figure of no values");
        }
        return new Figure(median(sorted), sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** The median of some values. */
    public static double median(double[] values) {
        return Median.withDefaults().evaluate(Arrays.copyOf(values, values.length));
    }
}
