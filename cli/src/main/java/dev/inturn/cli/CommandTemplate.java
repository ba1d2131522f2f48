package dev.inturn.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command, in which {@code {}} stands for a line.
 *
 * <p>A text is split into words by the quoting rules of the POSIX shell:
 *
 * <ul>
 *   <li>Words are separated by spaces, tabs and line ends that are not quoted.
 *   <li>A backslash quotes the next character. Before a line end both vanish.
 *   <li>Between single quotes everything is itself.
 *   <li>Between double quotes everything is itself, but for a backslash before {@code $ ` " \} and a line end.
 *   <li>Quotes may stand in the middle of a word; {@code ''} is an empty word.
 * </ul>
 *
 * <p>Nothing is expanded: no variable, no file name pattern, no substitution, no comment. What would end a word and begin
 * a pipe, a list or a redirection in a shell, {@code | & ; < >} without quotes, is refused, since it would do nothing of
 * the kind here.
 *
 * <p>{@code {}} stands for the line wherever it is, quoted or not; the line is put in as it is and stays part of that
 * word. {@code \{\}} stands for the two letters, between double quotes as well.
 */
final class CommandTemplate {

    private static final String PLACEHOLDER = "{}";
    private static final String OPERATORS = "|&;<>";

    /** Each a word: what is between its placeholders, so one piece more than there are of those. */
    private final List<List<String>> words;

    private CommandTemplate(List<List<String>> words) {
        this.words = words;
    }

    /**
     * Splits a command into words.
     *
     * @throws IllegalArgumentException if it is none, saying why
     */
    static CommandTemplate parse(String text) {
        List<List<String>> words = new Splitter(text).split();
        if (words.isEmpty() || words.get(0).equals(List.of(""))) {
            throw new IllegalArgumentException("it names no program");
        }
        if (words.get(0).size() > 1) {
            throw new IllegalArgumentException("{} is the program or part of its name, and a line must not choose what"
                    + " is run; name the program, and put {} into an argument");
        }
        return new CommandTemplate(words);
    }

    /** The name of the program. */
    String program() {
        return words.get(0).get(0);
    }

    /** Whether the line is put into the words. */
    boolean hasPlaceholder() {
        return words.stream().anyMatch(word -> word.size() > 1);
    }

    /** The words for a line. */
    List<String> words(String line) {
        List<String> filled = new ArrayList<>(words.size());
        for (List<String> word : words) {
            filled.add(word.size() == 1 ? word.get(0) : String.join(line, word));
        }
        return filled;
    }

    private static final class Splitter {
        private final String text;
        private final List<List<String>> words = new ArrayList<>();
        /** Of the word that has begun; null between words. */
        private @Nullable List<String> pieces;

        private final StringBuilder piece = new StringBuilder();
        private int at;

        Splitter(String text) {
            this.text = text;
        }

        List<List<String>> split() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (Character.isWhitespace(c)) {
                    endWord();
                    at++;
                } else if (c == '\'') {
                    singleQuoted();
                } else if (c == '"') {
                    doubleQuoted();
                } else if (c == '\\') {
                    escaped();
                } else if (OPERATORS.indexOf(c) >= 0) {
                    throw new IllegalArgumentException("the " + c + " at character " + (at + 1)
                            + " has a meaning to a shell only, and none is involved; quote it, or run sh -c");
                } else {
                    letterOrPlaceholder();
                }
            }
            endWord();
            return words;
        }

        private void singleQuoted() {
            int begin = at++;
            int end = text.indexOf('\'', at);
            if (end < 0) {
                throw unclosed("single", begin);
            }
            beginWord();
            while (at < end) {
                letterOrPlaceholder();
            }
            at = end + 1;
        }

        private void doubleQuoted() {
            int begin = at++;
            beginWord();
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return;
                }
                if (c == '\\' && isEscapeInDoubleQuotes()) {
                    escaped();
                } else {
                    letterOrPlaceholder();
                }
            }
            throw unclosed("double", begin);
        }

        private boolean isEscapeInDoubleQuotes() {
            // Of the placeholder too, which means something there.
            return (at + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(at + 1)) >= 0)
                    || text.startsWith("\\{\\}", at)
                    || text.startsWith("\\{}", at)
                    || text.startsWith("{\\}", at - 1);
        }

        private void escaped() {
            if (at + 1 == text.length()) {
                throw new IllegalArgumentException("it ends with a backslash, which has nothing to quote");
            }
            char c = text.charAt(at + 1);
            if (c != '\n') {
                beginWord();
                piece.append(c);
            }
            at += 2;
        }

        private void letterOrPlaceholder() {
            List<String> word = beginWord();
            if (text.startsWith(PLACEHOLDER, at)) {
                word.add(take());
                at += PLACEHOLDER.length();
            } else {
                piece.append(text.charAt(at++));
            }
        }

        private List<String> beginWord() {
            if (pieces == null) {
                pieces = new ArrayList<>();
            }
            return pieces;
        }

        private void endWord() {
            if (pieces != null) {
                pieces.add(take());
                words.add(List.copyOf(pieces));
                pieces = null;
            }
        }

        private String take() {
            String taken = piece.toString();
            piece.setLength(0);
            return taken;
        }

        private static IllegalArgumentException unclosed(String kind, int begin) {
            return new IllegalArgumentException(
                    "the " + kind + " quote at character " + (begin + 1) + " is not closed");
        }
    }
}
