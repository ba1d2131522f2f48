/** The strategy {@code lock}; see {@link dev.inturn.strategy.lock.LockStrategy}. */
module dev.inturn.strategy.lock {
    requires transitive dev.inturn.core;
    requires static org.jspecify;

    exports dev.inturn.strategy.lock;

    provides dev.inturn.spi.OrderingStrategy with
            dev.inturn.strategy.lock.LockStrategy;
}
