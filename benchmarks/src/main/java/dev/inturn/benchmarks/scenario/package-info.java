/** What is measured, as benchmarks of JMH: each fork measures one contender on one workload. */
@NullMarked
package dev.inturn.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
