package dev.inturn.benchmarks.report;

import dev.inturn.benchmarks.contender.Entrant;
import java.util.Locale;

/**
 * What was measured: a contender in a situation.
 *
 * @param kind how it is measured
 * @param entrant who
 * @param workload what there was to do
 * @param parallelism how many worked at once
 * @param submitters how many submitted
 */
public record Key(Kind kind, Entrant entrant, String workload, int parallelism, int submitters) {

    /** How something is measured. */
    public enum Kind {
        /** In many short runs. */
        THROUGHPUT,
        /** In one run of minutes. */
        LONG,
        /** On a trickle of items. */
        LATENCY,
        /** With a head that is stuck. */
        STUCK_HEAD
    }

    /** A contender's throughput, one thread submitting. */
    public static Key throughput(Entrant entrant, String workload, int parallelism) {
        return new Key(Kind.THROUGHPUT, entrant, workload, parallelism, 1);
    }

    /** The same situation, another contender. */
    public Key of(Entrant other) {
        return new Key(kind, other, workload, parallelism, submitters);
    }

    /** What to call it while it runs. */
    @Override
    public String toString() {
        return "%s: %s, %s, parallelism %d%s"
                .formatted(
                        entrant.id(),
                        kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        workload,
                        parallelism,
                        submitters == 1 ? "" : ", %d submitters".formatted(submitters));
    }
}
