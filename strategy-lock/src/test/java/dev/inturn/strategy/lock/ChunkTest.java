package dev.inturn.strategy.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The baton and the outcomes in their slots, and the head that goes from one to the next. */
class ChunkTest {

    private final Chunk chunk = new Chunk();

    @Test
    void P1_who_stores_an_outcome_finds_the_baton_that_was_left_for_it() {
        assertFalse(chunk.putOutcome(0, "a"));
        assertFalse(chunk.leaveBaton(0), "the outcome is there");
        assertTrue(chunk.leaveBaton(1));
        assertTrue(chunk.putOutcome(1, "b"));
        assertEquals("b", chunk.takeOutcome(1));
    }

    @Test
    void P1_who_is_about_to_make_an_outcome_takes_the_baton_once() {
        assertFalse(chunk.takeBaton(0));
        assertTrue(chunk.leaveBaton(0));
        assertTrue(chunk.takeBaton(0));
        assertFalse(chunk.takeBaton(0));
        assertFalse(chunk.hasOutcome(0), "the baton is no outcome");
    }

    @Test
    void L4_what_was_taken_out_is_gone() {
        chunk.putItem(0, "item");
        chunk.putOutcome(0, "outcome");
        assertEquals("item", chunk.takeItem(0));
        assertNull(chunk.takeItem(0));
        assertEquals("outcome", chunk.takeOutcome(0));
        assertNull(chunk.takeOutcome(0));
    }

    @Test
    void P1_the_baton_lies_open_when_the_next_outcome_is_there() {
        Head head = new Head(chunk);
        assertFalse(head.take(), "it lies in the first slot");
        assertTrue(chunk.takeBaton(0));
        chunk.putOutcome(0, "a");
        head.putDown();
        assertTrue(head.isOpen());
        assertTrue(head.take());
        assertFalse(head.take());
    }

    @Test
    void L4_the_head_lets_go_of_a_chunk_that_it_has_left() {
        Chunk following = new Chunk();
        chunk.next = following;
        Head head = new Head(chunk);
        assertTrue(chunk.takeBaton(0));
        for (int i = 0; i < Chunk.SIZE - 1; i++) {
            head.advance();
        }
        following.putOutcome(0, "first of the next");
        assertTrue(head.isNextButOneThere());
        head.advance();
        assertNull(chunk.next);
        assertEquals(Chunk.SIZE, head.emitted.get());
        assertEquals("first of the next", head.takeOutcome());
    }
}
