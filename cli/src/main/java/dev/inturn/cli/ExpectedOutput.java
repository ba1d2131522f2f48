package dev.inturn.cli;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The output of the plain loop for some lines: what that of any other way must be, byte by byte. */
final class ExpectedOutput {

    private final List<Line> lines;
    private final Bytes output;
    /** Where in the output that of each line ends. */
    private final long[] ends;

    /**
     * Some output.
     *
     * @param lines those that it is of
     * @param output of these lines, maybe of more
     * @param ends where in the output that of each line ends
     */
    ExpectedOutput(List<Line> lines, Bytes output, long[] ends) {
        this.lines = lines;
        this.output = output;
        this.ends = ends;
    }

    private int size() {
        return lines.isEmpty() ? 0 : (int) ends[lines.size() - 1];
    }

    /** What compares an output with this one, while it is written, several times over if need be. */
    Check check() {
        return new Check();
    }

    /** An output that keeps nothing but the first place where it is another one. */
    final class Check extends OutputStream {

        private final int size = size();
        private long passes;
        private int position;
        private @Nullable Line different;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int from = offset;
            int end = offset + length;
            while (from < end && different == null) {
                if (position == size) {
                    position = 0;
                    passes++;
                }
                int count = Math.min(end - from, size - position);
                int mismatch = Arrays.mismatch(output.array(), position, position + count, bytes, from, from + count);
                if (mismatch >= 0 || count == 0) {
                    differAt(position + Math.max(mismatch, 0));
                }
                position += count;
                from += count;
            }
        }

        /**
         * The first line whose output was another one, or was missing.
         *
         * @param expectedPasses how many times the lines were worked on
         */
        Optional<Line> difference(int expectedPasses) {
            boolean complete = size == 0 || (position == size && passes == expectedPasses - 1);
            if (different == null && !complete) {
                differAt(position == size ? 0 : position);
            }
            return Optional.ofNullable(different);
        }

        private void differAt(int at) {
            int found = Arrays.binarySearch(ends, 0, lines.size(), at + 1L);
            int index = found >= 0 ? firstWithEnd(found) : -found - 1;
            different = lines.get(Math.min(index, lines.size() - 1));
        }

        /** Lines without output end where the one before them does. */
        private int firstWithEnd(int index) {
            int first = index;
            while (first > 0 && ends[first - 1] == ends[index]) {
                first--;
            }
            return first;
        }
    }
}
