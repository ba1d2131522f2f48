package dev.inturn.cli;

import java.util.List;
import java.util.Optional;

/**
 * What there is to tell about a comparison.
 *
 * @param input where the lines come from
 * @param function what was done with them, as on the command line
 * @param measurements the figures
 * @param verdict which way to take
 * @param conditions under which it pays
 */
record ComparisonReport(
        String input, String function, Measurements measurements, Verdict verdict, List<Condition> conditions) {

    static ComparisonReport of(String input, String function, Measurements measurements, Optional<ReadRate> readRate) {
        return new ComparisonReport(
                input, function, measurements, Verdict.of(measurements), Condition.of(measurements, readRate));
    }

    /** One line on the work: how much it was, and on what. */
    String title() {
        Work work = measurements.pace().work();
        return "%s: %s lines (%s) of %s"
                .formatted(function, Numbers.count(work.lines().size()), Numbers.bytes(bytes()), input);
    }

    /** How many bytes the lines have. */
    long bytes() {
        return measurements.pace().work().lines().stream()
                .mapToLong(Line::length)
                .sum();
    }

    int rounds() {
        return measurements.loop().perSecond().length;
    }

    /** What is wrong with the outputs, if anything is. */
    Optional<String> difference() {
        return measurements.different().map(rates -> {
            String place = rates.difference().orElseThrow().place();
            return measurements.isRepeatable()
                    ? "the output of %s is not that of the plain loop, from the result of %s on"
                            .formatted(Verdict.name(rates), place)
                    : "the plain loop itself gives another output the next time, from the result of %s on: the function"
                                    .formatted(place)
                            + " does not always give the same, and nothing can be said about other outputs";
        });
    }
}
