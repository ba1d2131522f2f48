package dev.inturn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A JSON pointer, as RFC 6901 has it.
 *
 * @param names the reference tokens, unescaped
 */
record Pointer(List<String> names) {

    /** Indexes have no leading zero, and no document has more elements than this takes digits for. */
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,17}");

    private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

    /**
     * Reads a pointer.
     *
     * @throws IllegalArgumentException if it is none, saying why
     */
    static Pointer parse(String text) {
        if (text.isEmpty()) {
            return new Pointer(List.of());
        }
        if (text.charAt(0) != '/') {
            throw new IllegalArgumentException("it must be empty or begin with '/'");
        }
        List<String> names = new ArrayList<>();
        int from = 1;
        while (from >= 0) {
            int to = text.indexOf('/', from);
            names.add(unescape(text.substring(from, to < 0 ? text.length() : to)));
            from = to < 0 ? -1 : to + 1;
        }
        return new Pointer(List.copyOf(names));
    }

    private static String unescape(String token) {
        if (BAD_ESCAPE.matcher(token).find()) {
            throw new IllegalArgumentException("'~' must be followed by 0 (for '~') or 1 (for '/')");
        }
        // In this order: ~01 stands for ~1.
        return token.replace("~1", "/").replace("~0", "~");
    }

    /** Whether a name is the place of an element in an array as well. */
    static boolean isIndex(String name) {
        return INDEX.matcher(name).matches();
    }
}
