/**
 * Parallel processing with ordered output: {@link dev.inturn.Inturn} is where to begin, {@link dev.inturn.spi} is for
 * those who write a strategy.
 */
module dev.inturn.core {
    requires com.google.common;
    requires org.slf4j;
    requires transitive org.jspecify;

    exports dev.inturn;
    exports dev.inturn.spi;

    uses dev.inturn.spi.OrderingStrategy;
}
