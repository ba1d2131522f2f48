/** The testkit. */
@NullMarked
package dev.inturn.testkit;

import org.jspecify.annotations.NullMarked;
