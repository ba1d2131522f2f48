/** What was measured, as tables, a chart, JSON, and a verdict. */
@NullMarked
package dev.inturn.benchmarks.report;

import org.jspecify.annotations.NullMarked;
