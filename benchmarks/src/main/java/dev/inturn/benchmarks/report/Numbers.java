package dev.inturn.benchmarks.report;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Figures as text. */
final class Numbers {

    static final String NONE = "-";

    private Numbers() {}

    /** Two digits after the point. */
    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** About three digits, no more than one after the point. */
    static String plain(double value) {
        return Math.abs(value) < 99.95
                ? String.format(Locale.ROOT, "%.1f", value)
                : String.format(Locale.ROOT, "%,.0f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A time as it is spoken of: 0 ns, 100 ns, 1 us. */
    static String time(long nanos) {
        if (nanos >= 1_000_000 && nanos % 1_000_000 == 0) {
            return nanos / 1_000_000 + " ms";
        }
        return nanos >= 1_000 && nanos % 1_000 == 0 ? nanos / 1_000 + " us" : nanos + " ns";
    }

    /** A break-even grain; an infinite one is above the highest that was measured. */
    static String breakEven(OptionalDouble nanos, long highestGrain) {
        if (nanos.isEmpty()) {
            return NONE;
        }
        return Double.isInfinite(nanos.getAsDouble())
                ? "> " + time(highestGrain)
                : String.format(Locale.ROOT, "%,.0f ns", nanos.getAsDouble());
    }

    /** The median, and the spread if there is one to show. */
    static String spread(Optional<Figure> figure, DoubleFunction<String> text) {
        return figure.map(it -> it.forks() == 1
                        ? text.apply(it.median())
                        : text.apply(it.median()) + " (" + text.apply(it.lowest()) + "-" + text.apply(it.highest())
                                + ")")
                .orElse(NONE);
    }

    static String one(Optional<Double> value, DoubleFunction<String> text) {
        return value.map(text::apply).orElse(NONE);
    }
}
