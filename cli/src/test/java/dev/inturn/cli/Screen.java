package dev.inturn.cli;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** As much of a terminal as the program makes use of. Keeps what it showed after every write. */
final class Screen extends OutputStream {

    private final int columns;
    private final List<char[]> rows = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private final StringBuilder sequence = new StringBuilder();
    private int row;
    private int column;

    Screen(int columns) {
        this.columns = columns;
        newRow();
    }

    @Override
    public synchronized void write(int b) {
        put((char) b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            put((char) bytes[i]);
        }
        history.add(text());
    }

    /** What it shows, row by row. */
    synchronized String text() {
        StringBuilder text = new StringBuilder();
        rows.forEach(characters ->
                text.append(new String(characters).stripTrailing()).append('\n'));
        return text.toString().stripTrailing();
    }

    synchronized List<String> history() {
        return List.copyOf(history);
    }

    private void put(char c) {
        if (c == '\033' || !sequence.isEmpty()) {
            sequence.append(c);
            if (Character.isLetter(c)) {
                control(sequence.substring(2, sequence.length() - 1), c);
                sequence.setLength(0);
            }
        } else if (c == '\n') {
            row++;
            column = 0;
            newRow();
        } else if (c == '\r') {
            column = 0;
        } else {
            if (column == columns) {
                row++;
                column = 0;
                newRow();
            }
            rows.get(row)[column++] = c;
        }
    }

    private void control(String parameter, char command) {
        switch (command) {
            case 'K' -> Arrays.fill(rows.get(row), column, columns, ' ');
            case 'D' -> column = Math.max(0, column - Integer.parseInt(parameter));
            default -> throw new AssertionError("unknown control sequence " + parameter + command);
        }
    }

    private void newRow() {
        char[] characters = new char[columns];
        Arrays.fill(characters, ' ');
        rows.add(characters);
    }
}
