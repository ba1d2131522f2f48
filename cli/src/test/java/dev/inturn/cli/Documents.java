package dev.inturn.cli;

import java.util.List;
import java.util.Random;

/**
 * Generated JSON documents of few names and small arrays, so that pointers often lead somewhere. Numbers are written
 * the way a tree writes them, so that a tree can be compared with.
 */
final class Documents {

    private static final List<String> NAMES = List.of("a", "b", "0", "1", "", "x/y", "t~", "é");
    private static final List<String> SCALARS = List.of(
            "0",
            "-7",
            "12345678901234567890",
            "0.10",
            "-3.50",
            "true",
            "false",
            "null",
            "\"\"",
            "\"text\"",
            "\"a\\tb\\nc\\\\d\\r\"",
            "\"é€😀\"",
            "\"\\u00e9\\\"\"");

    private final Random random;

    Documents(Random random) {
        this.random = random;
    }

    String next() {
        StringBuilder text = new StringBuilder();
        value(text, 0);
        return text.toString();
    }

    /** A pointer, that may lead nowhere. */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
            pointer.append('/').append(oneOf(NAMES).replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private void value(StringBuilder text, int depth) {
        int kind = depth < 4 ? random.nextInt(depth == 0 ? 2 : 4) : 3;
        switch (kind) {
            case 0 -> {
                text.append('{');
                String separator = "";
                for (String name : NAMES) {
                    if (random.nextBoolean()) {
                        text.append(separator).append('"').append(name).append("\" : ");
                        value(text, depth + 1);
                        separator = " ,";
                    }
                }
                text.append('}');
            }
            case 1 -> {
                text.append("[ ");
                for (int i = random.nextInt(4); i > 0; i--) {
                    value(text, depth + 1);
                    text.append(i > 1 ? "," : "");
                }
                text.append(']');
            }
            default -> text.append(oneOf(SCALARS));
        }
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
