package dev.inturn.cli;

import java.util.Arrays;
import java.util.List;

/**
 * Head-of-line blocking: which of the items that were recorded held back later ones that had finished before them.
 *
 * <p>The head is the oldest item that is not delivered. It holds others back while it is not finished and one of them
 * is.
 */
final class HeadOfLine {

    private final List<Recording.Item> items;
    private final long[] headSince;
    private final long[] blockedFrom;
    private final long[] blockedTo;
    private final int[] held;
    private final long[] delay;

    HeadOfLine(Recording.Snapshot snapshot) {
        items = snapshot.items();
        headSince = new long[items.size()];
        blockedFrom = new long[items.size()];
        blockedTo = new long[items.size()];
        held = new int[items.size()];
        delay = new long[items.size()];
        Arrays.fill(headSince, Recording.NEVER);
        long since = snapshot.known();
        for (int i = 0; i < headSince.length && since != Recording.NEVER; i++) {
            headSince[i] = Math.max(since, items.get(i).submitting());
            since = items.get(i).delivered();
        }
        long earliestBehind = Long.MAX_VALUE;
        for (int i = headSince.length - 1; i >= 0; i--) {
            long finished = items.get(i).finished();
            long to = finished == Recording.NEVER ? snapshot.end() : finished;
            long from = headSince[i] == Recording.NEVER ? to : Math.max(headSince[i], earliestBehind);
            blockedFrom[i] = Math.min(from, to);
            blockedTo[i] = to;
            earliestBehind = finished == Recording.NEVER ? earliestBehind : Math.min(earliestBehind, finished);
        }
        for (int i = 0; i < held.length; i++) {
            if (blockedNanos(i) > 0) {
                countHeld(i);
            }
        }
    }

    private void countHeld(int index) {
        long to = blockedTo[index];
        for (int i = index + 1; i < items.size() && items.get(i).submitting() < to; i++) {
            long finished = items.get(i).finished();
            if (finished != Recording.NEVER && finished < to) {
                held[index]++;
                delay[index] += to - Math.max(finished, blockedFrom[index]);
            }
        }
    }

    /** When the item at this index became the head, or {@link Recording#NEVER}. */
    long headSince(int index) {
        return headSince[index];
    }

    /** From when on the item at this index held others back, or {@link Recording#NEVER}. */
    long blockedFrom(int index) {
        return blockedFrom[index] < blockedTo[index] ? blockedFrom[index] : Recording.NEVER;
    }

    /** How long the item at this index held others back, in nanoseconds. */
    long blockedNanos(int index) {
        return blockedTo[index] - blockedFrom[index];
    }

    /** How many results waited for the item at this index when it was finished, or when the recording ended. */
    int held(int index) {
        return held[index];
    }

    /** How long those results waited for it, all together, in nanoseconds. */
    long delayNanos(int index) {
        return delay[index];
    }
}
