/** The strategy {@code forkjoin}; see {@link dev.inturn.strategy.forkjoin.ForkJoinStrategy}. */
module dev.inturn.strategy.forkjoin {
    requires transitive dev.inturn.core;
    requires static org.jspecify;

    exports dev.inturn.strategy.forkjoin;

    provides dev.inturn.spi.OrderingStrategy with
            dev.inturn.strategy.forkjoin.ForkJoinStrategy;
}
