package dev.inturn.cli;

import dev.inturn.ThrowingFunction;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of which one says what to do with a line. */
final class FunctionOptions {

    @Option(names = "--json", required = true, description = "Parse the line as one JSON value and write it compactly.")
    private boolean json;

    @Option(
            names = "--pick",
            paramLabel = "POINTER",
            required = true,
            description = "Write the value at this JSON pointer (RFC 6901), such as /user/name or /items/0; may be"
                    + " repeated. Values are separated by tabs. A string is written raw, but with tab, newline,"
                    + " carriage return and backslash as \\t \\n \\r \\\\; anything else as compact JSON; a missing"
                    + " value is empty. --pick= is the whole document.")
    private List<Pointer> picks = new ArrayList<>();

    /** The function that was asked for: a line in, its result out, with a line end. */
    ThrowingFunction<Line, byte[]> function() {
        return new Json(json ? Json::copy : new Picks(picks));
    }
}
