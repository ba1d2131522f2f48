package dev.inturn.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say what is read. */
final class InputOptions {

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = EncodingConverter.class,
            description = "What the input is encoded in, such as UTF-16 or ISO-8859-1 (default: UTF-8). A line that is"
                    + " malformed fails. The output is UTF-8 all the same.")
    private Encoding encoding = Encoding.UTF_8;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Input files; - is the standard input (default).")
    private List<String> files = new ArrayList<>();

    /** The names of the files; none is the standard input. */
    List<String> files() {
        return List.copyOf(files);
    }

    /**
     * The lines of all files.
     *
     * @throws Failure if one of the files cannot be read, as far as one can know before
     */
    Inputs open(InputStream standardInput, InFlight inFlight) {
        return new Inputs(files, standardInput, encoding, inFlight);
    }

    /** A function that is given lines of this input. */
    LineFunction checked(LineFunction function) {
        return encoding.checked(function);
    }

    /** How many bytes the lines have together, if one can know before. */
    OptionalLong size(InputStream standardInput) {
        return encoding.isUtf8() ? InputSize.of(files, standardInput) : OptionalLong.empty();
    }
}
