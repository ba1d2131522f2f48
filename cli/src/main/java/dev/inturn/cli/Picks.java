package dev.inturn.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Picks the values at some JSON pointers (RFC 6901) out of a document, in one pass, and writes them as columns.
 *
 * <p>The pointers make up a tree that is walked along with the document; what no pointer leads to is skipped. Where a
 * name occurs twice in an object the last one counts.
 */
final class Picks implements Json.Body {

    /** A place in documents that a pointer leads to or through. */
    private static final class Node {
        /** The columns that its value goes to; mostly none or one. */
        int[] columns = {};

        /** All columns from here on downwards. */
        int[] below = {};

        final Map<String, Node> members = new HashMap<>();

        /** The members that are places in an array as well, by ascending index. */
        long[] indexes = {};

        Node[] elements = {};
    }

    /** How many bytes the values of a document may well have. */
    private static final int EXPECTED = 256;

    /** The values found in one document. */
    private static final class Row {
        /** What was found, one after another, in the order of the document. */
        final Bytes text = new Bytes(EXPECTED);

        /** Where in the text the value of each column begins; below zero if it was not found. */
        private final int[] begin;

        private final int[] end;

        Row(int columns) {
            begin = new int[columns];
            end = new int[columns];
            Arrays.fill(begin, -1);
        }

        void set(int column, int from, int to) {
            begin[column] = from;
            end[column] = to;
        }

        void unset(int column) {
            begin[column] = -1;
        }

        void writeTo(Bytes to) {
            for (int column = 0; column < begin.length; column++) {
                if (column > 0) {
                    to.write('\t');
                }
                if (begin[column] >= 0) {
                    to.write(text.array(), begin[column], end[column] - begin[column]);
                }
            }
        }
    }

    private final Node root = new Node();
    private final int columns;

    /** @param pointers one for each column */
    Picks(List<Pointer> pointers) {
        columns = pointers.size();
        for (int column = 0; column < columns; column++) {
            add(pointers.get(column), column);
        }
    }

    private void add(Pointer pointer, int column) {
        Node node = root;
        node.below = append(node.below, column);
        for (String name : pointer.names()) {
            Node parent = node;
            node = parent.members.computeIfAbsent(name, n -> new Node());
            node.below = append(node.below, column);
            index(parent);
        }
        node.columns = append(node.columns, column);
    }

    private static void index(Node node) {
        List<Map.Entry<String, Node>> elements = node.members.entrySet().stream()
                .filter(member -> Pointer.isIndex(member.getKey()))
                .sorted(Comparator.comparingLong(member -> Long.parseLong(member.getKey())))
                .toList();
        node.indexes = elements.stream()
                .mapToLong(element -> Long.parseLong(element.getKey()))
                .toArray();
        node.elements = elements.stream().map(Map.Entry::getValue).toArray(Node[]::new);
    }

    private static int[] append(int[] array, int value) {
        int[] longer = Arrays.copyOf(array, array.length + 1);
        longer[array.length] = value;
        return longer;
    }

    @Override
    public void write(JsonParser parser, Bytes to) throws IOException {
        Row row = new Row(columns);
        visit(root, parser, row);
        row.writeTo(to);
    }

    /** Takes what is wanted of the value at whose first token the parser stands; leaves the parser at its last. */
    private static void visit(Node node, JsonParser parser, Row row) throws IOException {
        if (node.columns.length == 0) {
            descend(node, parser, row);
            return;
        }
        boolean structure = parser.currentToken().isStructStart();
        int begin = row.text.size();
        writeValue(parser, row.text);
        int end = row.text.size();
        for (int column : node.columns) {
            row.set(column, begin, end);
        }
        if (structure && !node.members.isEmpty()) {
            // A pointer leads further: the value has been read, so go through what was made of it.
            try (JsonParser again = Json.parser(row.text.array(), begin, end - begin)) {
                again.nextToken();
                descend(node, again, row);
            }
        }
    }

    private static void writeValue(JsonParser parser, Bytes to) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_STRING -> to.escaped(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            case START_OBJECT, START_ARRAY -> Json.copy(parser, to);
            default -> to.ascii(parser.getText());
        }
    }

    private static void descend(Node node, JsonParser parser, Row row) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                Node member = node.members.get(parser.currentName());
                parser.nextToken();
                visitOrSkip(member, parser, row);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            int next = 0;
            for (long index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                boolean wanted = next < node.indexes.length && node.indexes[next] == index;
                visitOrSkip(wanted ? node.elements[next++] : null, parser, row);
            }
        }
    }

    private static void visitOrSkip(@Nullable Node node, JsonParser parser, Row row) throws IOException {
        if (node == null) {
            parser.skipChildren();
            return;
        }
        for (int column : node.below) {
            row.unset(column);
        }
        visit(node, parser, row);
    }
}
