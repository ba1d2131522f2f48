package dev.inturn.testkit;

/** How much the kit does: an amount that finds bugs in half a minute, or many times that. */
final class Load {

    /** Scenarios for each rule that is checked by walks. */
    static final int WALKS = 300;

    /** Batches of tiny runs for each rule that is checked by them. */
    static final int BATCHES = 8;

    /** Tiny runs in a batch. */
    static final int RUNS = 250;

    /** How often each walk and each batch is repeated: once, or with {@code -Dinturn.stress=true} many times. */
    static final int REPEATS = Boolean.getBoolean("inturn.stress") ? 25 : 1;

    private Load() {}
}
