package dev.inturn.testkit;

import dev.inturn.spi.OrderingStrategy;

/** The contract. */
public interface OrderingStrategyContract
        extends OrderRules,
                SchedulingRules,
                BoundRules,
                FailureRules,
                LifecycleRules,
                RetentionRules,
                ExecutorRules,
                ReentrancyRules {

    /** The strategy to be checked. */
    @Override
    OrderingStrategy strategy();
}
