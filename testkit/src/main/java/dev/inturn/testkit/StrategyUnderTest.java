package dev.inturn.testkit;

import dev.inturn.spi.OrderingStrategy;

/** What the rules are checked on. */
interface StrategyUnderTest {

    /** The strategy. */
    OrderingStrategy strategy();
}
