package dev.inturn.spi;

/**
 * When a worker should give way to others, where a run has more workers than there are processors. A part for engines;
 * belongs to one worker.
 *
 * <p>The operating system takes the processor from a thread at any moment, mostly in the middle of an item, and for
 * milliseconds. Meanwhile the results of short items pile up behind that one, the window is full, and the others have
 * nothing to do. Who gives way of its own accord now and then, with nothing begun and all delivered that has its turn,
 * loses its processor less often in the middle of an item, and holds nothing up meanwhile. With parallelism 4 on 2
 * processors, a window of 1,024 and items of 1 us this takes {@code submit} from 1.6 times the speed of a plain loop to 1.8.
 *
 * <p>How many threads really compete is not known: those that submit, other runs and other programs do not count, and items
 * that wait rather than compute do.
 */
public final class CooperativeYield {

    static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** How often each worker gives way while a window of items is accepted. */
    private static final int TIMES_A_WINDOW = 4;

    /** The run has accepted so many items in between at least: to change threads costs as much as some short items. */
    private static final int MIN_ITEMS = 64;

    private static final long NEVER = Long.MAX_VALUE;

    private final long interval;

    /**
     * How many items were accepted when the worker gave way last. At first none: who has just come has mostly taken the
     * processor from one in the middle of an item.
     */
    private long acceptedBefore;

    /** For a worker of this run. */
    public CooperativeYield(Run<?, ?> run) {
        this(run.parallelism(), run.capacity(), PROCESSORS);
    }

    CooperativeYield(int parallelism, int capacity, int processors) {
        this.interval = isCrowded(parallelism, processors) ? Math.max(MIN_ITEMS, capacity / TIMES_A_WINDOW) : NEVER;
    }

    /** Whether so many workers have to share the processors. */
    static boolean isCrowded(int parallelism, int processors) {
        return parallelism > processors;
    }

    /**
     * Whether the worker has to give way now: soon after it has come, and then each time that a part of a window was
     * accepted. To be asked when it has begun nothing and is to go on; if so it delivers what has its turn, and calls
     * {@link #giveWay}. Whoever is told yes is told no until the next time.
     *
     * @param accepted how many items were accepted up to now
     */
    public boolean comesDue(long accepted) {
        if (accepted - acceptedBefore < interval) {
            return false;
        }
        acceptedBefore = accepted;
        return true;
    }

    /**
     * Lets another thread have the processor, if one waits for it.
     *
     * @param clock the worker's, for which that time does not count
     */
    @SuppressWarnings("ThreadPriorityCheck") // no way to coordinate: all goes on, if worse, where it does nothing
    public void giveWay(Cost.Clock clock) {
        clock.stop(System.nanoTime());
        Thread.yield();
        clock.start();
    }
}
