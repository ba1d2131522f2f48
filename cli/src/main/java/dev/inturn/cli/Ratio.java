package dev.inturn.cli;

import com.google.common.math.LongMath;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * How many times as fast one thing was as another, by pairs of measurements of the same round.
 *
 * <p>What slows a machine down for a while slows both of a pair. Nothing is supposed about how measurements are
 * distributed: the interval goes from one of the sorted ratios to another, such that the true median lies within by the
 * laws of tossing a coin.
 *
 * @param median the middle one
 * @param low where the interval begins
 * @param high where it ends
 * @param confidence how likely the true median is within
 * @param chance how likely measurements of two things that are equally fast give at least as much: that of a paired
 *     t-test on the logarithms
 */
record Ratio(double median, double low, double high, double confidence, double chance) {

    /** What is asked of an interval. Five rounds are the fewest that give it. */
    static final double CONFIDENCE = 0.9;

    /**
     * The ratio of two series of measurements.
     *
     * @param rates those of one thing, round by round
     * @param others those of the other, in the same rounds
     */
    static Ratio of(double[] rates, double[] others) {
        double[] ratios = IntStream.range(0, rates.length)
                .mapToDouble(i -> rates[i] / others[i])
                .toArray();
        Arrays.sort(ratios);
        int rank = 0;
        while (confidence(ratios.length, rank + 1) >= CONFIDENCE) {
            rank++;
        }
        return new Ratio(
                Median.withDefaults().evaluate(ratios),
                ratios[rank],
                ratios[ratios.length - 1 - rank],
                confidence(ratios.length, rank),
                chance(ratios));
    }

    private static double chance(double[] ratios) {
        double[] logarithms = Arrays.stream(ratios).map(Math::log).toArray();
        double mean = Mean.of(logarithms).getAsDouble();
        double deviation = StandardDeviation.of(logarithms).getAsDouble();
        if (ratios.length < 2 || mean == 0) {
            return 0.5;
        }
        double t = mean / (deviation / Math.sqrt(ratios.length));
        double freedom = ratios.length - 1.0;
        // Both tails of Student's distribution together.
        double tails = RegularizedBeta.value(freedom / (freedom + t * t), freedom / 2, 0.5);
        return mean > 0 ? tails / 2 : 1 - tails / 2;
    }

    /** That the median lies between two values, of which each has so many beyond it. */
    private static double confidence(int count, int beyond) {
        double outside = 0;
        for (int i = 0; i <= beyond; i++) {
            outside += LongMath.binomial(count, i) / Math.pow(2, count - 1);
        }
        return 1 - outside;
    }

    /** Whether there are measurements enough to rely on the interval. */
    boolean reliable() {
        return confidence >= CONFIDENCE;
    }
}
