package dev.inturn.testkit;

import dev.inturn.spi.OrderingStrategy;

/**
 * The contract as a test: whoever implements this interface in a test class has every rule checked on a strategy.
 *
 * <pre>{@code
 * class MyStrategyTest implements OrderingStrategyContract {
 *     @Override
 *     public OrderingStrategy strategy() {
 *         return new MyStrategy();
 *     }
 * }
 * }</pre>
 *
 * <p>The tests are properties of <a href="https://jqwik.net">jqwik</a>, each named after the rule that it checks. A
 * failure says which rule is broken and how, and by which steps of which scenario it came to that; jqwik keeps the
 * seed, and tries it first in the next run. A hang comes with the stacks of all threads. The tests take about half a
 * minute; {@code -Dinturn.stress=true} makes them do many times as much. What jqwik prints about properties that hold
 * can be turned off by {@code jqwik.reporting.onlyfailures = true} in {@code junit-platform.properties}.
 *
 * <p>In a named module the package of the test class must be open to jqwik, as for any test.
 */
public interface OrderingStrategyContract
        extends OrderRules,
                SchedulingRules,
                CallerRules,
                BoundRules,
                FailureRules,
                LifecycleRules,
                RetentionRules,
                ExecutorRules,
                TurnRules,
                ReentrancyRules {

    /**
     * The strategy to be checked. Called for each test anew; may return the same instance, as strategies have no state.
     */
    @Override
    OrderingStrategy strategy();
}
