package dev.inturn.strategy.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.spi.Engine;
import dev.inturn.spi.PaddedLong;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The queue and the claims, step by step. Items are their own numbers. */
class BacklogTest {

    private static final int CAPACITY = 2 * Chunk.SIZE;

    private final PaddedLong emitted = new PaddedLong();
    private Backlog backlog = backlogFor(2);

    private Backlog backlogFor(int parallelism) {
        return new Backlog(CAPACITY, parallelism, new Chunk(), emitted);
    }

    private void addUpTo(int end) {
        for (int item = (int) backlog.accepted(); item < end; item++) {
            assertEquals(item, backlog.add(item));
        }
    }

    private static List<Object> restOf(Claim claim) {
        List<Object> items = new ArrayList<>();
        for (int index = claim.next(); index != Claim.NONE; index = claim.next()) {
            items.add(claim.chunk().takeItem(index));
        }
        return items;
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void B1_no_more_than_the_capacity_is_accepted() {
        addUpTo(CAPACITY);
        assertEquals(Engine.FULL, backlog.add("too much"));
        emitted.set(1);
        assertEquals(CAPACITY, backlog.add(CAPACITY));
        assertEquals(Engine.FULL, backlog.add("too much"));
    }

    @Test
    void L1_nothing_is_accepted_after_seal_and_stop_takes_precedence() {
        backlog.seal();
        assertEquals(Engine.CLOSED, backlog.add("late"));
        backlog.stop();
        assertEquals(Engine.STOPPED, backlog.add("late"));
        assertEquals(0, backlog.accepted());
    }

    @Test
    void P4_claims_are_made_in_order_of_no_more_than_the_share_and_the_limit() {
        addUpTo(20);
        Claim claim = new Claim();
        assertTrue(backlog.claim(claim, 128));
        assertEquals(range(0, 10), restOf(claim));
        assertTrue(backlog.claim(claim, 3));
        assertEquals(range(10, 13), restOf(claim));
        assertTrue(backlog.claim(claim, 1));
        assertEquals(range(13, 14), restOf(claim));
    }

    @Test
    void P4_a_claim_ends_with_its_chunk_and_the_next_begins_there() {
        addUpTo(Chunk.SIZE + 100);
        Claim claim = new Claim();
        List<Object> claimed = new ArrayList<>();
        while (backlog.claim(claim, 100)) {
            claimed.addAll(restOf(claim));
        }
        assertEquals(range(0, Chunk.SIZE + 100), claimed);
        assertFalse(backlog.hasUnstarted());
    }

    @Test
    void P2_what_is_not_begun_of_a_claim_can_be_taken_by_halves_without_its_owner() {
        backlog = backlogFor(1);
        addUpTo(10);
        Claim owner = new Claim();
        backlog.claim(owner, 128);
        assertEquals(0, owner.next());
        Claim thief = new Claim();
        List<List<Object>> stolen = new ArrayList<>();
        while (backlog.hasUnstarted()) {
            int begun = backlog.steal(thief);
            List<Object> items = new ArrayList<>();
            items.add(thief.chunk().takeItem(begun));
            items.addAll(restOf(thief));
            stolen.add(items);
        }
        assertEquals(List.of(range(1, 6), range(6, 8), range(8, 9), range(9, 10)), stolen);
        assertEquals(Claim.NONE, owner.next());
        assertEquals(Claim.NONE, backlog.steal(thief));
    }

    @Test
    void P2_a_half_that_was_taken_can_be_taken_again() {
        backlog = backlogFor(1);
        addUpTo(4);
        Claim owner = new Claim();
        backlog.claim(owner, 128);
        Claim first = new Claim();
        assertEquals(0, backlog.steal(first));
        assertFalse(first.isOver());
        Claim second = new Claim();
        assertEquals(1, backlog.steal(second));
        assertEquals(Claim.NONE, first.next());
        assertEquals(range(2, 4), restOf(owner));
    }

    @Test
    void P4_what_a_worker_leaves_is_first_in_line() {
        addUpTo(20);
        Claim claim = new Claim();
        backlog.claim(claim, 5);
        assertEquals(0, claim.next());
        backlog.leave(claim);
        assertTrue(backlog.hasUnstarted());
        Claim heir = new Claim();
        assertTrue(backlog.claim(heir, 1));
        assertEquals(range(1, 5), restOf(heir));
        assertTrue(backlog.claim(heir, 1));
        assertEquals(range(5, 6), restOf(heir));
    }

    @Test
    void P2_what_a_worker_leaves_is_unstarted_even_if_nothing_is_unclaimed() {
        addUpTo(1);
        Claim claim = new Claim();
        backlog.claim(claim, 1);
        backlog.leave(claim);
        assertFalse(backlog.hasUnclaimed());
        assertTrue(backlog.hasUnstarted());
        Claim heir = new Claim();
        assertTrue(backlog.claim(heir, 1));
        assertEquals(range(0, 1), restOf(heir));
        assertFalse(backlog.hasUnstarted());
    }

    @Test
    void O1_the_owner_takes_a_number_to_be_delivered_only_if_it_is_the_next_of_its_claim() {
        addUpTo(4);
        Claim claim = new Claim();
        backlog.claim(claim, 2);
        Chunk chunk = claim.chunk();
        assertFalse(claim.nextIs(chunk, 1));
        assertFalse(claim.nextIs(new Chunk(), 0));
        assertTrue(claim.nextIs(chunk, 0));
        assertTrue(claim.nextIs(chunk, 1));
        assertFalse(claim.nextIs(chunk, 2), "it is not of this claim");
    }
}
