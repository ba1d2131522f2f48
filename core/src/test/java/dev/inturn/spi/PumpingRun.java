package dev.inturn.spi;

/** A run of which only the pumps matter: nothing is processed or delivered. */
interface PumpingRun extends Run<Object, Object> {

    @Override
    default Object process(Object item) {
        throw new AssertionError("none of its business");
    }

    @Override
    default void emit(Object outcome, boolean more) {
        throw new AssertionError("none of its business");
    }
}
