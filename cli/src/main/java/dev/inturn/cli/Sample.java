package dev.inturn.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines in memory, to be worked on again and again.
 *
 * @param lines the first ones of the input
 * @param end why there are no more
 */
record Sample(List<Line> lines, End end) {

    /** Why a sample ends where it does. */
    enum End {
        /** The input has no more. */
        INPUT,
        /** There are as many as were asked for. */
        LINES,
        /** More would not fit into the memory set aside. */
        MEMORY
    }

    /** What a line takes beside its bytes. */
    private static final int LINE_OVERHEAD = 64;

    /** From this length on, lines are read into chunks that may be twice as long. */
    private static final int LONG_LINE = 1 << 16;

    Sample {
        lines = List.copyOf(lines);
    }

    /**
     * Reads lines from a source until it ends, or there are enough.
     *
     * @param maxLines how many lines there may be
     * @param maxBytes how much memory they may take
     * @throws Failure if the source cannot be read
     */
    static Sample read(Job.Source<Line> source, int maxLines, long maxBytes) throws InterruptedException {
        Reading reading = new Reading(maxLines, maxBytes);
        try {
            source.submitTo(reading);
            return new Sample(reading.lines, End.INPUT);
        } catch (Enough enough) {
            return new Sample(reading.lines, enough.end);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a source that fails in a way of its own", e);
        }
    }

    Sample first(int count) {
        return new Sample(lines.subList(0, count), End.LINES);
    }

    int size() {
        return lines.size();
    }

    /** How many bytes the lines have, without their ends. */
    long bytes() {
        return lines.stream().mapToLong(Line::length).sum();
    }

    /** Ends the reading of a source that has more. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final End end;

        Enough(End end) {
            super(null, null, false, false);
            this.end = end;
        }
    }

    /** Takes lines, and refuses the first one that is too many: so it is known that there was one. */
    private static final class Reading implements Job.Submission<Line> {
        private final List<Line> lines = new ArrayList<>();
        private final int maxLines;
        private long bytesLeft;

        Reading(int maxLines, long maxBytes) {
            this.maxLines = maxLines;
            this.bytesLeft = maxBytes;
        }

        @Override
        public void submit(Line line) {
            if (lines.size() == maxLines) {
                throw new Enough(End.LINES);
            }
            bytesLeft -= LINE_OVERHEAD + (line.length() < LONG_LINE ? line.length() : 2L * line.length());
            if (bytesLeft < 0) {
                throw new Enough(End.MEMORY);
            }
            lines.add(line);
        }
    }
}
