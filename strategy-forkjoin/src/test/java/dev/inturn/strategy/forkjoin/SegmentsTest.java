package dev.inturn.strategy.forkjoin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of segments: a number finds its slot from wherever one begins to look, as long as it is undelivered. */
class SegmentsTest {

    private static final int SIZE = Segment.SIZE;

    private final Segments segments = new Segments();

    @Test
    void O1_each_number_has_one_slot() {
        for (long sequence = 0; sequence < 3 * SIZE; sequence++) {
            segments.ofAccepted(sequence).putItem(sequence, sequence);
        }
        Segment head = segments.head();
        for (long sequence = 0; sequence < 3 * SIZE; sequence++) {
            Segment segment = segments.of(sequence, head);
            assertEquals(sequence / SIZE * SIZE, segment.first);
            assertEquals(sequence, segment.item(sequence));
        }
    }

    @Test
    void O1_who_comes_first_appends_the_segments_before_as_well() {
        Segment third = segments.ofAccepted(2 * SIZE + 5);
        assertEquals(2 * SIZE, third.first);
        assertSame(third, segments.of(2 * SIZE, segments.head()));
        // From behind the number, as after a theft.
        assertEquals(SIZE, segments.of(SIZE + 1, third).first);
    }

    @Test
    void P1_an_outcome_is_told_from_an_item() {
        Segment segment = segments.ofAccepted(7);
        segment.putItem(7, "item");
        assertFalse(segments.isDone(7));
        segment.clearItem(7);
        assertFalse(segments.isDone(7));
        segment.putOutcome(7, "outcome");
        assertTrue(segments.isDone(7));
        assertEquals("outcome", segment.takeOutcome(7));
        assertNull(segment.item(7));
    }

    @Test
    void P1_a_number_whose_segment_is_not_there_yet_is_not_done() {
        assertFalse(segments.isDone(SIZE));
        assertNull(segments.find(SIZE));
        assertNull(segments.head().next());
    }

    @Test
    void P1_who_holds_on_to_a_segment_that_was_left_behind_finds_the_others() {
        Segment first = segments.head();
        Segment second = segments.ofAccepted(SIZE);
        Segment third = segments.ofAccepted(2 * SIZE);
        segments.leaveBehind(SIZE);
        segments.leaveBehind(2 * SIZE);
        for (Segment late : List.of(first, second, third)) {
            assertSame(third, segments.of(2 * SIZE + 1, late));
            assertEquals(3 * SIZE, segments.of(3 * SIZE, late).first);
        }
        assertNull(segments.find(SIZE), "all of it was delivered");
        assertFalse(segments.isDone(SIZE));
    }

    @Test
    void P1_what_could_not_be_left_behind_yet_is_left_behind_later() {
        Segment first = segments.head();
        segments.leaveBehind(SIZE);
        assertSame(first, segments.head());
        segments.ofAccepted(2 * SIZE);
        segments.leaveBehind(2 * SIZE);
        assertEquals(2 * SIZE, segments.head().first);
    }

    @Test
    void L4_a_segment_that_was_left_behind_keeps_none_of_the_others() {
        Segment first = segments.head();
        Segment second = segments.ofAccepted(SIZE);
        assertSame(second, first.next());
        segments.leaveBehind(SIZE);
        assertSame(first, first.next());
        assertNotSame(second, second.next());
    }
}
