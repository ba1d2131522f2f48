package dev.inturn.benchmarks.contender;

/** How many items a contender holds that are read and not yet delivered. */
public enum Window {
    /** At most as many as it was told. */
    SET("as set"),
    /** At most as many as calls may run at once. */
    PARALLELISM("= calls at once"),
    /** Its queues are bounded, but what is done behind a slow item is kept without a bound. */
    QUEUES("queues only"),
    /** As many as there are. */
    UNBOUNDED("unbounded"),
    /** One, or none in the sense of the others. */
    NONE("-");

    private final String text;

    Window(String text) {
        this.text = text;
    }

    /** Whether the memory stays bounded whatever an item takes. */
    public boolean isBounded() {
        return this == SET || this == PARALLELISM;
    }

    @Override
    public String toString() {
        return text;
    }
}
