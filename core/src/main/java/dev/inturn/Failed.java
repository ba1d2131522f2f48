package dev.inturn;

import org.jspecify.annotations.Nullable;

/** The outcome of an item on which the function failed, until its turn comes. */
record Failed(@Nullable Object item, Throwable cause) {}
