package dev.inturn.strategy.lockfree;

import dev.inturn.spi.OrderingStrategy;
import dev.inturn.testkit.OrderingStrategyContract;

class LockFreeStrategyTest implements OrderingStrategyContract {
    @Override
    public OrderingStrategy strategy() {
        return new LockFreeStrategy();
    }
}
