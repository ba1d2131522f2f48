/** The strategy {@code lockfree}: one ring of slots without a lock. */
@NullMarked
package dev.inturn.strategy.lockfree;

import org.jspecify.annotations.NullMarked;
