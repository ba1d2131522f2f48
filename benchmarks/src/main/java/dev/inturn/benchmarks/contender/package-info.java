/** The ways to process items in parallel and keep their order that are measured beside each other. */
@NullMarked
package dev.inturn.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
