package dev.inturn.strategy.forkjoin;

import dev.inturn.spi.OrderingStrategy;
import dev.inturn.testkit.OrderingStrategyContract;

class ForkJoinStrategyTest implements OrderingStrategyContract {
    @Override
    public OrderingStrategy strategy() {
        return new ForkJoinStrategy();
    }
}
