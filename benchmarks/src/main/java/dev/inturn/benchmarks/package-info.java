/** The command that runs the benchmarks and reports what they have measured. */
@NullMarked
package dev.inturn.benchmarks;

import org.jspecify.annotations.NullMarked;
