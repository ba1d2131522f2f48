/** The strategy {@code lock}: a queue under one mutex, and slots for the outcomes. */
@NullMarked
package dev.inturn.strategy.lock;

import org.jspecify.annotations.NullMarked;
