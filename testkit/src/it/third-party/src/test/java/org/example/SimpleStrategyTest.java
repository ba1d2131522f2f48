package org.example;

import dev.inturn.spi.OrderingStrategy;
import dev.inturn.testkit.OrderingStrategyContract;

class SimpleStrategyTest implements OrderingStrategyContract {
    @Override
    public OrderingStrategy strategy() {
        return new SimpleStrategy();
    }
}
