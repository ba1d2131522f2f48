/** The program {@code inturn}. Its API is the command line. */
module dev.inturn.cli {
    requires com.fasterxml.jackson.core;
    requires com.google.common;
    requires dev.inturn.core;
    requires info.picocli;
    requires static org.jspecify;

    // Commands and options are found by reflection.
    opens dev.inturn.cli to
            info.picocli;
}
