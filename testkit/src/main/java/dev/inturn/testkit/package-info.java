/**
 * Checks the contract on anyone's strategy: {@link dev.inturn.testkit.OrderingStrategyContract} is all that its users
 * need.
 *
 * <p>How it is made, for those who extend it:
 *
 * <dl>
 *   <dt>{@code Stage}
 *   <dd>A run whose calls of function and sink are held at gates, and whose pumps are counted on whatever executor they
 *       run. So it is known, without waiting for some time, when the run is at rest, and what is seen then is exact.
 *   <dt>{@code Model}
 *   <dd>What the contract says must be the case at rest: a queue with so many servers, a window, release in order.
 *   <dt>{@code Scenario} and {@code Walk}
 *   <dd>A generated, feasible order of events, and a walk through it with stage and model side by side. The first
 *       difference is a {@code Breach} of the rule to which it belongs, and fails the property of that rule.
 *   <dt>{@code TinyRun}
 *   <dd>Runs of up to four items with nothing held, by the thousand: what no driver can bring about.
 *   <dt>{@code Sprint}
 *   <dd>Thousands of short items, in the midst of which a few are held: what holds item by item.
 *   <dt>{@code Workplace}
 *   <dd>An executor that a user may bring along, of every kind that the strategy accepts.
 *   <dt>{@code Census}
 *   <dd>The threads that have come since a moment, and should be gone.
 *   <dt>{@code Actor} and {@code Watchdog}
 *   <dd>What may block is done on a thread of its own, and every wait has the same bound.
 * </dl>
 *
 * <p>Rule, property and mutant are listed in the module's README, and so is what cannot be checked.
 */
@NullMarked
package dev.inturn.testkit;

import org.jspecify.annotations.NullMarked;
