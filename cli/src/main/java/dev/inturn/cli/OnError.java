package dev.inturn.cli;

/** What to do about a line on which the function fails. Named as on the command line. */
enum OnError {
    /** End there. */
    fail,
    /** Leave it out. */
    skip,
    /** Put an empty line in its place. */
    mark
}
