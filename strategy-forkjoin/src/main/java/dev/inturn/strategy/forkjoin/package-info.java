/** The strategy {@code forkjoin}: tasks in a ForkJoinPool. */
@NullMarked
package dev.inturn.strategy.forkjoin;

import org.jspecify.annotations.NullMarked;
