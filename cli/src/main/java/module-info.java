/** The program {@code inturn}. Its API is the command line. */
@SuppressWarnings("requires-automatic") // the libraries that draw have no descriptors
module dev.inturn.cli {
    requires VectorGraphics2D;
    requires com.fasterxml.jackson.core;
    requires com.google.common;
    requires dev.inturn.core;
    requires info.picocli;
    requires java.compiler;
    requires java.desktop;
    requires me.tongfei.progressbar;
    requires org.apache.commons.numbers.gamma;
    requires org.apache.commons.statistics.descriptive;
    requires org.jfree.jfreechart;
    requires static org.jspecify;

    // Commands and options are found by reflection.
    opens dev.inturn.cli to
            info.picocli;
}
