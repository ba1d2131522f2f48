package dev.inturn.strategy.lock;

import dev.inturn.spi.Engine;
import dev.inturn.spi.PaddedLong;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * The items that were accepted and not begun: a queue of those that nobody has claimed, and the claims whose rest others
 * may take. Each synchronized method is one critical section; no code of others runs in any of them.
 */
final class Backlog {

    private final int capacity;
    private final int parallelism;
    private final PaddedLong emitted;

    // Written with the lock held; read without it where an old value does no harm.
    private final PaddedLong accepted = new PaddedLong();
    private final PaddedLong claimed = new PaddedLong();
    private volatile boolean sealed;
    private volatile boolean stopped;

    // What follows is guarded by the lock.

    /** Where the next item is stored. */
    private Chunk tail;

    /** Where the first item is that was not claimed, or the tail. */
    private Chunk front;

    /** The last known value of emitted; as old as it may be, there is no less room than it says. */
    private long emittedSeen;

    /** The claims of workers: all that are not over, and maybe some that are. */
    private final List<Claim> claims = new ArrayList<>();

    /** Claims that are not over, whose workers have ended. They are first in line. */
    private final Deque<Claim> left = new ArrayDeque<>();

    Backlog(int capacity, int parallelism, Chunk first, PaddedLong emitted) {
        this.capacity = capacity;
        this.parallelism = parallelism;
        this.tail = first;
        this.front = first;
        this.emitted = emitted;
    }

    /** Accepts an item if there is room: returns its number, or FULL, CLOSED or STOPPED. */
    synchronized long add(Object item) {
        if (stopped) {
            return Engine.STOPPED;
        }
        if (sealed) {
            return Engine.CLOSED;
        }
        long sequence = accepted.getPlain();
        if (sequence - emittedSeen >= capacity) {
            emittedSeen = emitted.get();
            if (sequence - emittedSeen >= capacity) {
                return Engine.FULL;
            }
        }
        int index = Chunk.index(sequence);
        if (index == Chunk.SIZE - 1) {
            // So there is always a slot for the outcome that comes after the last.
            tail.next = new Chunk();
        }
        tail.putItem(index, item);
        if (index == Chunk.SIZE - 1) {
            tail = Objects.requireNonNull(tail.next);
        }
        accepted.setRelease(sequence + 1);
        return sequence;
    }

    /**
     * Claims neighbours from the front of the queue, or what was left of such a claim.
     *
     * @param claim what they become; it is over
     * @param limit how many at the most; one worker gets no more than its share of the queue
     * @return whether there was something
     */
    synchronized boolean claim(Claim claim, int limit) {
        if (!left.isEmpty()) {
            left.remove().giveAllTo(claim);
            list(claim);
            return true;
        }
        long first = claimed.getPlain();
        long waiting = accepted.getPlain() - first;
        if (waiting == 0) {
            return false;
        }
        int from = Chunk.index(first);
        int share = (int) Math.min(limit, (waiting + parallelism - 1) / parallelism);
        int end = Math.min(from + share, Chunk.SIZE);
        claim.open(front, from, end);
        list(claim);
        if (end == Chunk.SIZE) {
            front = Objects.requireNonNull(front.next);
        }
        claimed.setRelease(first + end - from);
        return true;
    }

    /**
     * Takes the front half of what is left of another's claim.
     *
     * @param thief what it becomes; it is over
     * @return the index in the thief's chunk of the number that the thief has begun with it, or NONE
     */
    synchronized int steal(Claim thief) {
        while (!claims.isEmpty()) {
            int begun = claims.get(claims.size() - 1).giveHalfTo(thief);
            if (begun != Claim.NONE) {
                list(thief);
                return begun;
            }
            unlistLast();
        }
        return Claim.NONE;
    }

    /** The owner of this claim ends, or begins another turn: what is left of it is for who claims next. */
    synchronized void leave(Claim claim) {
        if (claim.listed) {
            claim.listed = false;
            claims.remove(claim);
        }
        if (!claim.isOver()) {
            left.add(claim);
        }
    }

    private void list(Claim claim) {
        if (!claim.listed) {
            claim.listed = true;
            claims.add(claim);
        }
    }

    private void unlistLast() {
        claims.remove(claims.size() - 1).listed = false;
    }

    /** Whether an item that was accepted is not begun. */
    boolean hasUnstarted() {
        return hasUnclaimed() || hasUnstartedNow();
    }

    private synchronized boolean hasUnstartedNow() {
        while (!claims.isEmpty() && claims.get(claims.size() - 1).isOver()) {
            unlistLast();
        }
        return !claims.isEmpty() || !left.isEmpty() || hasUnclaimed();
    }

    /** Whether there is something that nobody has claimed yet; an old answer if it is asked without the lock. */
    boolean hasUnclaimed() {
        return claimed.get() < accepted.get();
    }

    /** A number that changes whenever there may be more to claim or to steal. */
    long changes() {
        return accepted.get() + claimed.get();
    }

    long accepted() {
        return accepted.get();
    }

    synchronized void seal() {
        sealed = true;
    }

    synchronized void stop() {
        stopped = true;
    }

    /** Whether no more is accepted. */
    boolean isSealed() {
        return sealed || stopped;
    }

    boolean isStopped() {
        return stopped;
    }
}
