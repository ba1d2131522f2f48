package dev.inturn.strategy.forkjoin;

import org.jspecify.annotations.Nullable;

/**
 * The slots of all numbers that are in flight: a linked list of segments, which grows at its end and is cut off at its
 * head as numbers are delivered.
 *
 * <p>A segment that was left behind is linked to itself, which tells whoever came late to begin at the head again.
 * Without that, a chain of dead segments in the old generation would keep the young ones behind them alive.
 */
final class Segments {

    /** The segment of the first undelivered number, or one before it. */
    private volatile Segment head = new Segment(0);

    /** The segment to which was submitted last, or one before it. */
    private volatile Segment tail = head;

    /** Where who has no better place begins to look for a number. */
    Segment head() {
        return head;
    }

    /** The segment of a number that was just accepted; appended if need be. */
    Segment ofAccepted(long sequence) {
        Segment last = tail;
        if (last.has(sequence)) {
            return last;
        }
        Segment segment = of(sequence, last);
        if (segment.first > last.first) {
            tail = segment;
        }
        return segment;
    }

    /**
     * The segment of a number that was accepted and is undelivered; appended if need be.
     *
     * @param near where to begin to look
     */
    Segment of(long sequence, Segment near) {
        Segment segment = sequence >= near.first ? near : head;
        while (!segment.has(sequence)) {
            Segment next = segment.nextOrAppend();
            segment = next == segment ? head : next;
        }
        return segment;
    }

    /** The segment of a number if it is there, and not yet left behind. */
    @Nullable
    Segment find(long sequence) {
        Segment segment = head;
        while (!segment.has(sequence)) {
            Segment next = segment.next();
            if (next == null || sequence < segment.first) {
                return null;
            }
            segment = next == segment ? head : next;
        }
        return segment;
    }

    boolean isDone(long sequence) {
        Segment segment = find(sequence);
        return segment != null && segment.isDone(sequence);
    }

    /**
     * All before this number are delivered. To be called by the holder of the baton, whenever the number is the first of
     * a segment.
     */
    void leaveBehind(long sequence) {
        Segment first = head;
        Segment next = first.next();
        while (next != null && !first.has(sequence)) {
            head = next;
            first.cutOff();
            first = next;
            next = first.next();
        }
    }
}
