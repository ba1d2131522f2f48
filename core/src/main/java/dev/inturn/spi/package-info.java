/**
 * The law between Inturn and its strategies.
 *
 * <p>A strategy is <em>only</em> order, bound and scheduling. Lifecycle, failure, {@code null} and cancellation live
 * once, in the core, on both sides of the engine:
 *
 * <pre>
 * caller -&gt; OrderedProcessor -&gt; Engine -&gt; Run -&gt; function, sink
 *           lifecycle           order     failure
 *                               bound     policies
 *                               threads   cancellation
 * </pre>
 *
 * <p>The core calls the {@link dev.inturn.spi.Engine Engine}; the engine calls the {@link dev.inturn.spi.Run Run} that
 * it was given. Neither knows more of the other than these two interfaces. To write a strategy: implement
 * {@link dev.inturn.spi.OrderingStrategy OrderingStrategy}, read the laws on {@link dev.inturn.spi.Engine Engine}, name
 * the class in {@code META-INF/services/dev.inturn.spi.OrderingStrategy} (and in {@code module-info} with
 * {@code provides}), and let the artifact {@code inturn-testkit} prove it.
 *
 * <p>The other classes are parts that an engine may use: {@link dev.inturn.spi.Pumps Pumps} counts and starts workers,
 * {@link dev.inturn.spi.AdaptiveSpin AdaptiveSpin} tells them how long to look again, {@link dev.inturn.spi.Turn Turn} when
 * to let other runs have the thread, {@link dev.inturn.spi.CooperativeYield CooperativeYield} when to give way to each other;
 * {@link dev.inturn.spi.Waiters Waiters} and {@link dev.inturn.spi.CallingThreads CallingThreads} are for those
 * who call and cannot go on; {@link dev.inturn.spi.Cost Cost} and {@link dev.inturn.spi.Rests Rests} for runs of short items.
 */
@NullMarked
package dev.inturn.spi;

import org.jspecify.annotations.NullMarked;
