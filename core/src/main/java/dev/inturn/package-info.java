/**
 * Parallel processing with ordered output.
 *
 * <p>Items go in one after another, a function runs on many of them at once, and the results come out in exactly the
 * order in which the items went in. {@link dev.inturn.Inturn} holds the settings and leads to the three forms:
 *
 * <ul>
 *   <li>{@link dev.inturn.Inturn#run run}: from a source through a function into a sink, until the source ends;
 *   <li>{@link dev.inturn.Inturn#map(java.util.Iterator, dev.inturn.ThrowingFunction) map}: a lazy stream or iterator
 *       of results;
 *   <li>{@link dev.inturn.OrderedProcessor}: items are pushed in by any number of threads.
 * </ul>
 *
 * <p>What is promised, in one sentence: the delivered sequence is a prefix of what
 * {@code for (x : in) sink.accept(f(x))} would deliver, and all of it unless the function or the sink failed or the
 * run was cancelled.
 */
@NullMarked
package dev.inturn;

import org.jspecify.annotations.NullMarked;
