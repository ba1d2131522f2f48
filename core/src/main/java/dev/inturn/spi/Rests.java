package dev.inturn.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The runs of neighbours that were claimed and not begun to the end: one word for each worker that has such a run, from
 * which its owner takes one number after another, and others what it has not taken yet. A part for engines that hold no
 * lock; safe for use by many threads.
 *
 * <p>A word is {@code end << 32 | next}, both the low halves of sequence numbers; the run is over when {@code next} is not
 * below {@code end}. The owner advances {@code next} by an unconditional addition, which may go past the end by one; a
 * thief cuts the front off by a CAS. No run touches the last few numbers of a range of 2^32, so the addition never
 * carries over. So each number is begun once, and none waits for a busy owner while another worker is idle.
 */
public final class Rests {

    /** No number. */
    public static final long NONE = -1;

    /** For workers that have no word of their own: they claim single items. */
    public static final int NO_PLACE = -1;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private static final long LOW = 0xFFFF_FFFFL;

    /** Numbers left free before the low half overflows. */
    private static final long MARGIN = 1024;

    /** One word on two cache lines, as processors fetch lines in pairs; and nothing of others before the first. */
    private static final int STRIDE = 16;

    private final long[] words;
    private final int size;
    /** A bit for each place that has an owner. */
    private final AtomicLong owned = new AtomicLong();

    /**
     * Begins with nothing left of any run.
     *
     * @param workers how many may have a run at once; no more than 64 of them do
     */
    public Rests(int workers) {
        this.size = Math.min(workers, Long.SIZE);
        this.words = new long[(this.size + 1) * STRIDE];
    }

    private static int index(int place) {
        return (place + 1) * STRIDE;
    }

    private long word(int place) {
        return (long) WORD.getVolatile(words, index(place));
    }

    /**
     * A place for a worker, which owns from now on what is left of the run there.
     *
     * @return one that has no owner, if there is such a one with something left; or {@link #NO_PLACE}
     */
    public int takePlace() {
        while (true) {
            long now = owned.get();
            int free = NO_PLACE;
            for (int place = 0; place < size; place++) {
                if ((now & 1L << place) == 0) {
                    free = place;
                    if (!isOver(word(place))) {
                        break;
                    }
                }
            }
            if (free == NO_PLACE || owned.compareAndSet(now, now | 1L << free)) {
                return free;
            }
        }
    }

    /** The worker ends; what it has not taken yet stays for others, and for the next owner. */
    public void leavePlace(int place) {
        if (place != NO_PLACE) {
            owned.getAndUpdate(now -> now & ~(1L << place));
        }
    }

    /**
     * Whether a run may be laid open that begins here: not at the very last number of a range of 2^32, whose end would not
     * fit. This one is to be begun at once.
     */
    public static boolean canOpen(long first) {
        return (first & LOW) != LOW;
    }

    /** How many numbers, of those wanted, a run may have that begins here. */
    public static int limit(long first, int length) {
        return (first & LOW) + length + MARGIN > LOW ? 1 : length;
    }

    /** The owner, whose run is over, has claimed another one, which lies open from now on. A full fence. */
    public void open(int place, long first, int length) {
        long next = first & LOW;
        WORD.setVolatile(words, index(place), (next + length) << 32 | next);
    }

    /** Whether nothing is left of the run of this place; asked by its owner. */
    public boolean isOver(int place) {
        return place == NO_PLACE || isOver((long) WORD.getOpaque(words, index(place)));
    }

    /**
     * The owner takes the next number of its run if it is this one. A full fence if so.
     *
     * @param number a number less than 2^31 away from all in the run
     * @return whether it has
     */
    public boolean nextIs(int place, long number) {
        if (place == NO_PLACE) {
            return false;
        }
        long word = (long) WORD.getOpaque(words, index(place));
        return (int) word == (int) number && !isOver(word) && WORD.compareAndSet(words, index(place), word, word + 1);
    }

    /**
     * The owner takes the next number of its run, if there is one. A full fence if so.
     *
     * @param near a number less than 2^31 away
     * @return the number, or {@link #NONE}
     */
    public long next(int place, long near) {
        // Only the owner opens a run: one that is over stays so, and is not to be advanced any further.
        if (isOver(place)) {
            return NONE;
        }
        long word = (long) WORD.getAndAdd(words, index(place), 1L);
        return isOver(word) ? NONE : full(word, near);
    }

    /** Whether there is anything to be taken. */
    public boolean any() {
        for (int place = 0; place < size; place++) {
            if (!isOver(word(place))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes the front half of what is left of the oldest run, or one number of it if the thief has no place to lay the
     * rest open.
     *
     * @param thief the place of the thief, whose own run is over
     * @param near a number less than 2^31 away
     * @return the first number taken, or {@link #NONE}; the rest of what was taken lies open at the thief's place
     */
    public long steal(int thief, long near) {
        while (true) {
            int oldest = NO_PLACE;
            long word = 0;
            for (int place = 0; place < size; place++) {
                long other = word(place);
                if (!isOver(other) && (oldest == NO_PLACE || (int) other - (int) word < 0)) {
                    oldest = place;
                    word = other;
                }
            }
            if (oldest == NO_PLACE) {
                return NONE;
            }
            int left = (int) (word >>> 32) - (int) word;
            int taken = thief == NO_PLACE ? 1 : (left + 1) >>> 1;
            if (WORD.compareAndSet(words, index(oldest), word, word + taken)) {
                long first = full(word, near);
                if (taken > 1) {
                    open(thief, first + 1, taken - 1);
                }
                return first;
            }
        }
    }

    private static boolean isOver(long word) {
        return (int) (word >>> 32) - (int) word <= 0;
    }

    /** The whole number whose low half is in the word. */
    private static long full(long word, long near) {
        return near + ((int) word - (int) near);
    }
}
