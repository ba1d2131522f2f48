package dev.inturn.benchmarks.contender;

/**
 * What all contenders of one comparison have in common.
 *
 * @param parallelism how many threads work on the function at once
 * @param window how many items may be under way, where a contender lets one set it
 * @param submitters how many threads submit, where a contender takes more than one
 * @param waits whether the function waits instead of computing: contenders that are at their best on virtual threads, or
 *     on other threads than for computing, use them
 */
public record Settings(int parallelism, int window, int submitters, boolean waits) {

    /** For a function that computes, and one thread that submits. */
    public static Settings of(int parallelism, int window) {
        return new Settings(parallelism, window, 1, false);
    }
}
