package dev.inturn.strategy.lock;

import dev.inturn.spi.OrderingStrategy;
import dev.inturn.testkit.OrderingStrategyContract;

class LockStrategyTest implements OrderingStrategyContract {
    @Override
    public OrderingStrategy strategy() {
        return new LockStrategy();
    }
}
