/** The strategy {@code lock}: a queue, a map and one mutex. */
@NullMarked
package dev.inturn.strategy.lock;

import org.jspecify.annotations.NullMarked;
