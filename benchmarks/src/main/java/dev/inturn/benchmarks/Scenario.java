package dev.inturn.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A question that the benchmarks answer. */
public enum Scenario {
    /** From what cost of an item on does it pay, and how well? */
    GRAIN,
    /** What is gained on JSON? */
    REAL,
    /** What do a slow head, and dear items among cheap ones, cost? */
    UNEVEN,
    /** Do calls that wait wait together? */
    WAITING,
    /** How long does a result wait, and what does idling cost? */
    LATENCY,
    /** What is allocated, and what is held behind a stuck head? */
    MEMORY,
    /** What if several threads submit? */
    SUBMITTERS,
    /** Does it stay as fast over minutes? */
    LONG;

    /** The name in options. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this name, or null. */
    static @Nullable Scenario named(String id) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** All names, to be shown. */
    static String all() {
        return Arrays.stream(values()).map(Scenario::id).collect(Collectors.joining(", "));
    }
}
