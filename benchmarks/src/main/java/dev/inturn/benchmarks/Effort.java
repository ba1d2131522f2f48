package dev.inturn.benchmarks;

import dev.inturn.benchmarks.report.Key;

/**
 * How thoroughly to measure.
 *
 * @param isQuick whether a first impression is enough: fewer situations, shorter forks
 * @param forks how many forks for each of ours and the ceiling
 * @param peerForks how many for each peer
 * @param longSeconds how long a long run takes
 */
public record Effort(boolean isQuick, int forks, int peerForks, int longSeconds) {

    /** How many forks measure this. */
    public int forks(Key key) {
        if (key.kind() == Key.Kind.LONG) {
            return 1;
        }
        return key.entrant().isPeer() ? peerForks : forks;
    }

    /** How many iterations warm up. */
    public int warmUps(Key key) {
        return switch (key.kind()) {
            case THROUGHPUT -> isQuick ? 6 : 9;
            case LATENCY -> 1;
            case STUCK_HEAD -> 1;
            case LONG -> 0;
        };
    }

    /** How long one of them takes, at least. */
    public int warmUpMillis() {
        return 450;
    }

    /** How many iterations measure. */
    public int iterations(Key key) {
        return key.kind() == Key.Kind.THROUGHPUT ? (isQuick ? 3 : 5) : 1;
    }

    /** How long one of them takes, at least. */
    public int iterationMillis() {
        return 300;
    }

    /** How many items trickle. */
    public int trickleItems() {
        return isQuick ? 2_000 : 5_000;
    }
}
