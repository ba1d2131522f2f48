/** The program {@code inturn}: ordered parallel processing of lines on the command line. */
@NullMarked
package dev.inturn.cli;

import org.jspecify.annotations.NullMarked;
