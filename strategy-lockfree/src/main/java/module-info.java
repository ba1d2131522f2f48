/** The strategy {@code lockfree}; see {@link dev.inturn.strategy.lockfree.LockFreeStrategy}. */
module dev.inturn.strategy.lockfree {
    requires transitive dev.inturn.core;
    requires static org.jspecify;

    exports dev.inturn.strategy.lockfree;

    provides dev.inturn.spi.OrderingStrategy with
            dev.inturn.strategy.lockfree.LockFreeStrategy;
}
