package dev.inturn.testkit;

import dev.inturn.spi.OrderingStrategy;

/** The kit accepts what is correct. */
class ReferenceStrategyTest implements OrderingStrategyContract {

    @Override
    public OrderingStrategy strategy() {
        return new ReferenceStrategy(null);
    }
}
