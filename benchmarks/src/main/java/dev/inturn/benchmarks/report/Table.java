package dev.inturn.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table in Markdown that can be read as it is, too: the columns are in line. */
final class Table {

    private final String title;
    private final String note;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String title, String note, List<String> head) {
        this.title = title;
        this.note = note;
        rows.add(List.copyOf(head));
    }

    /** Adds a row. The first column is a name, the others are figures. */
    void add(List<String> row) {
        if (row.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "a row of " + row.size() + " cells, not " + rows.get(0).size());
        }
        rows.add(List.copyOf(row));
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    @Override
    public String toString() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .map(width -> Math.max(3, width))
                .toArray();
        StringBuilder text = new StringBuilder("## " + title + "\n\n" + (note.isEmpty() ? "" : note + "\n\n"));
        line(text, rows.get(0), widths);
        text.append('|');
        for (int column = 0; column < widths.length; column++) {
            text.append(' ').append("-".repeat(widths[column] - 1)).append(column == 0 ? "- |" : ": |");
        }
        text.append('\n');
        rows.subList(1, rows.size()).forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> row, int[] widths) {
        text.append('|');
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String space = " ".repeat(widths[column] - cell.length());
            text.append(' ').append(column == 0 ? cell + space : space + cell).append(" |");
        }
        text.append('\n');
    }
}
