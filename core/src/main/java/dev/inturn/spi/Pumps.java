package dev.inturn.spi;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the pumps of a run and starts one when there is need. A part for engines that hold no lock; safe for use by
 * many threads.
 *
 * <p>A pump is <em>searching</em> from the moment it is handed to the executor until it has claimed an item, and again
 * whenever it finds none. One searching pump at a time is enough: when it has found something, and more is left, it
 * calls for the next. So no thread is woken in vain, and a burst of work wakes one after another.
 *
 * <pre>
 * submit:  publish the item; {@link #call}
 * pump:    claim an item; if it was searching {@link #found}, and if more is left {@link #call}; work
 *          none there:    {@link #search}; look again for a while; {@link #leave}; look once more; {@link #rejoin}
 *          turn is over:  {@link #requeue}
 * calling thread that would wait:  {@link #join}; claim, work; {@link #part}, and {@link #call} if more is left
 * </pre>
 *
 * <p>A calling thread that works counts like a pump. While {@link #reserve} is set and no such thread has joined, one
 * pump fewer is started, so that there is a place for it.
 *
 * <p><b>No wake-up is lost.</b> Each method that changes the count does so by an atomic read-modify-write, with the
 * effect of a full fence. Who publishes an item does it by a volatile write or a read-modify-write before
 * {@code call}. If {@code call} starts no pump because one is searching, that one has yet to look: after {@code found}
 * whether more is left, or after {@code leave} whether something is there. If {@code call}
 * starts none because all {@code parallelism} of them exist, each of them looks once more after it has counted itself
 * out.
 */
public final class Pumps {

    // All counts in one word, so that they change together: those that exist, the calling threads among them, and those
    // that search.
    private static final long ONE = 1;
    private static final long CALLER = 1L << 20;
    private static final long SEARCHING = 1L << 40;
    private static final long COUNT_MASK = CALLER - 1;

    private final Run<?, ?> run;
    private final Runnable pump;
    private final int parallelism;
    private final AtomicLong state = new AtomicLong();
    private volatile boolean reserved;

    /**
     * Begins with none.
     *
     * @param run the run to hand pumps to
     * @param pump what a pump does, from searching to the end
     */
    public Pumps(Run<?, ?> run, Runnable pump) {
        this.run = run;
        this.pump = pump;
        this.parallelism = run.parallelism();
    }

    /**
     * Starts a pump if fewer than {@code parallelism} exist and none is searching. To be called after an item was
     * published, with no lock held: the pump may run before the call returns.
     */
    public void call() {
        if (rejoin()) {
            boolean expected = false;
            try {
                expected = run.execute(pump);
            } finally {
                if (!expected) {
                    state.getAndAdd(-(ONE + SEARCHING));
                }
            }
        }
    }

    /**
     * The calling pump has claimed an item and searches no longer. It must look afterwards whether an accepted item is
     * unstarted, and {@link #call} if so.
     */
    public void found() {
        state.getAndAdd(-SEARCHING);
    }

    /** The calling pump found nothing to claim, and begins to search. */
    public void search() {
        state.getAndAdd(SEARCHING);
    }

    /**
     * Counts the calling pump, which was searching, out. It must look once more afterwards, and {@link #rejoin} if
     * there is something.
     */
    public void leave() {
        state.getAndAdd(-(ONE + SEARCHING));
    }

    /**
     * Counts the calling pump in again, as searching.
     *
     * @return false if it is not needed, as another one is searching or all exist: then it ends
     */
    public boolean rejoin() {
        while (true) {
            long now = state.get();
            if (now >= SEARCHING || (now & COUNT_MASK) >= limit(now)) {
                return false;
            }
            if (state.compareAndSet(now, now + ONE + SEARCHING)) {
                return true;
            }
        }
    }

    private int limit(long now) {
        return now < CALLER && reserved ? parallelism - 1 : parallelism;
    }

    /**
     * Sets whether one of the places is left to a calling thread, as long as none has joined; never the only one. Who
     * takes this back must look afterwards whether an accepted item is unstarted, and {@link #call} if so.
     */
    public void reserve(boolean reserve) {
        boolean possible = reserve && parallelism > 1;
        if (reserved != possible) {
            reserved = possible;
        }
    }

    /** Whether a place is left to calling threads. */
    public boolean isReserved() {
        return reserved;
    }

    /**
     * Counts the calling thread, which is no pump, in; it does not search.
     *
     * @return false if as many as may be exist
     */
    public boolean join() {
        while (true) {
            long now = state.get();
            if ((now & COUNT_MASK) >= parallelism) {
                return false;
            }
            if (state.compareAndSet(now, now + ONE + CALLER)) {
                return true;
            }
        }
    }

    /** Counts the calling thread, which has joined, out. It must look afterwards, and {@link #call} if something is left. */
    public void part() {
        state.getAndAdd(-(ONE + CALLER));
    }

    /** Whether a calling thread has joined. */
    public boolean hasCaller() {
        return state.get() % SEARCHING >= CALLER;
    }

    /** Whether a calling thread could {@link #join}. */
    public boolean hasPlace() {
        return (state.get() & COUNT_MASK) < parallelism;
    }

    /**
     * Counts the calling pump, which is not searching, out if all that may be exist, none of them is a calling thread, and
     * none searches. Its place is for a calling thread that waits, and is to be woken now.
     *
     * @return whether the pump must end
     */
    public boolean yieldPlace() {
        return reserved && state.compareAndSet(parallelism, parallelism - ONE);
    }

    /**
     * Sends the calling pump, which is not searching, to the back of the executor's queue.
     *
     * @return true if the caller must end now; false if it must go on, still not searching: as after {@link #found} it
     *     must look whether an accepted item is unstarted, and {@link #call} if so
     */
    public boolean requeue() {
        search();
        boolean expected = false;
        try {
            expected = run.execute(pump);
        } finally {
            if (!expected) {
                found();
            }
        }
        return expected;
    }
}
