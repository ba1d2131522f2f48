package dev.inturn.spi;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The threads that call an engine and cannot go on: they wait, or work meanwhile where {@link Run#callerWorks()} lets
 * them. A part for engines that use {@link Pumps}; safe for use by many threads.
 *
 * <p>Some wait for room, and are woken when a good part of the window is free; where items are tiny they look for it for
 * some microseconds first. Others wait until everything is delivered, and no delivery before the last wakes them, as this
 * costs more than many a short item. Who changes something tells of it as it does with {@link Waiters}: write, full
 * fence, then ask {@link #any}.
 *
 * <p>While items take no more than a fraction of a millisecond, a calling thread that has found the window full will come
 * again soon, and one place is left to it ({@link Pumps#reserve}). If all places are taken nevertheless, a pump yields its
 * own to the thread that waits. If items prove long, or the thread has not been seen for a while and there is work, the
 * place is filled.
 */
public final class CallingThreads {

    /** The answer to a thread that need not wait, as it may work. */
    private static final long MAY_WORK = -4;

    /**
     * In a wide window a place is left to a calling thread while items take less than this. To change places costs more
     * than the items tell, as the operating system may take milliseconds to find a processor for who comes. At 100 us an
     * item that makes {@code run} 1.96 times as fast as a plain loop rather than 1.87 times.
     */
    private static final long WIDE_NANOS = TimeUnit.MICROSECONDS.toNanos(400);

    /** The same in a narrow window, which may run dry while a calling thread is busy with an item. */
    private static final long NARROW_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** A window is wide from so many places for each of those that work. */
    private static final int WIDE = 16;

    /**
     * Where items take less than this, hand-over included, a thread that waits for room in a run whose callers do not work
     * looks for it for a moment before it sleeps: there is room before it could be awake again. With no work to do, that
     * makes {@code submit} 1.3 to 2 times as fast. At 50 ns an item, which measures as 60 or more, it is no gain, and at
     * 100 ns a loss: who looks has the processor of one that works.
     */
    private static final long TINY_NANOS = 40;

    /** How often it looks, with a pause before the next time. */
    private static final int LOOKS = 15;

    private static final long LOOK_NANOS = LOOKS * AdaptiveSpin.PAUSE_NANOS;

    /** After so long without a sign of it a calling thread is away. */
    private static final long AWAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** The engine, as far as calling threads are concerned. */
    public interface Work {

        /** Whether an accepted item is unstarted. */
        boolean hasUnstarted();

        /** How many places of the window are free; never fewer than there are. */
        long free();

        /**
         * Works on the calling thread, which counts as one of the parallelism: until nothing is left to do, the run was
         * stopped or the thread is interrupted.
         *
         * @param untilRoom whether it is to end as well when a thread that waits for room would be woken
         */
        void assist(boolean untilRoom);
    }

    private final Run<?, ?> run;
    private final Pumps pumps;
    private final Waiters forRoom = new Waiters();
    private final Waiters forEnd = new Waiters();
    private final Cost cost;
    private final Work work;
    private final int capacity;
    private final int margin;
    private final boolean mayWork;
    private final long reservedBelowNanos;
    private final long lookedForBelowNanos;

    /**
     * How many wait that may not work, as in a call with a time limit. While there is one no place is left empty: it
     * would be taken for the thread that comes to fill it.
     */
    private final AtomicInteger bystanders = new AtomicInteger();

    // When a sign of a calling thread was seen last, and how many items were accepted then. Hints, written by pumps.
    private volatile long seenAt;
    private volatile long seenAccepted = -1;

    /** For a run that has just begun. */
    public CallingThreads(Run<?, ?> run, Pumps pumps, Cost cost, Work work) {
        this.run = run;
        this.pumps = pumps;
        this.cost = cost;
        this.work = work;
        this.capacity = run.capacity();
        this.margin = Math.max(1, capacity / 2);
        this.mayWork = run.callerWorks();
        this.reservedBelowNanos = capacity / WIDE >= run.parallelism() ? WIDE_NANOS : NARROW_NANOS;
        // So short that those who work free the margin while it is looked for.
        this.lookedForBelowNanos = AdaptiveSpin.POINTLESS
                ? 0
                : Math.min(TINY_NANOS, LOOK_NANOS * Math.min(run.parallelism(), CooperativeYield.PROCESSORS) / margin);
    }

    /**
     * Tries until the answer is not {@link Engine#FULL}, or the time is over; waits or works meanwhile.
     *
     * @param attempt what to try; called with the lock of the waiters held, so it must not call the run
     * @param untilRoom whether it is room that is wanted, and not the end
     * @param nanos how long, in nanoseconds; with 0 or less it tries once
     * @return the last answer
     * @throws InterruptedException if the thread is or becomes interrupted while it would have to wait
     */
    public long await(LongSupplier attempt, boolean untilRoom, long nanos) throws InterruptedException {
        Waiters waiters = untilRoom ? forRoom : forEnd;
        if (!mayWork || nanos <= 0) {
            return waiters.await(attempt, untilRoom ? nanos - lookForRoom(nanos) : nanos);
        }
        if (!run.callerWorks()) {
            bystanders.incrementAndGet();
            try {
                release();
                return waiters.await(attempt, nanos);
            } finally {
                bystanders.decrementAndGet();
            }
        }
        long end = System.nanoTime() + nanos;
        while (true) {
            updateReservation();
            workIfPossible(untilRoom);
            long left = end - System.nanoTime();
            long answer = waiters.await(
                    () -> {
                        long now = attempt.getAsLong();
                        return now == Engine.FULL && canWork() ? MAY_WORK : now;
                    },
                    left);
            if (answer != MAY_WORK) {
                return answer;
            } else if (left <= 0) {
                return Engine.FULL;
            }
        }
    }

    /** Lets a moment pass where that is likely to make room, and waiting may take as long; returns how long it took. */
    private long lookForRoom(long nanos) {
        if (nanos <= LOOK_NANOS || !cost.isBelow(lookedForBelowNanos)) {
            return 0;
        }
        long begin = cost.now();
        for (int looks = 0; looks < LOOKS && work.free() < margin; looks++) {
            AdaptiveSpin.pause(cost::now);
        }
        return cost.now() - begin;
    }

    /** Whether a thread waits that was not woken yet. */
    public boolean any() {
        return forRoom.any() || forEnd.any();
    }

    /** Whether one of them waits for room. */
    public boolean anyForRoom() {
        return forRoom.any();
    }

    /** How many places must be free for a thread that waits for room to be woken while there is work without it. */
    public int margin() {
        return margin;
    }

    /** To be called after an outcome was delivered, if {@link #any} waits. */
    public void wakeAfterDelivery() {
        long free = work.free();
        if (free >= capacity) {
            wake();
        } else if (forRoom.any() && (free >= margin || (free > 0 && !work.hasUnstarted()))) {
            forRoom.wake();
        }
    }

    /**
     * To be called after a number was begun, if {@link #anyForRoom} waits. It asks what is free only when nothing is left
     * unstarted: whoever delivers changes that for each item, and would be slowed down by others who read it as often.
     *
     * <p>Who begins the last number looks at what is free, who delivers at what is begun: one of them wakes.
     */
    public void wakeForRoomIfAllStarted() {
        if (!work.hasUnstarted() && work.free() > 0) {
            forRoom.wake();
        }
    }

    /** Lets all who wait try again. */
    public void wake() {
        if (forRoom.any()) {
            forRoom.wake();
        }
        if (forEnd.any()) {
            forEnd.wake();
        }
    }

    private boolean canWork() {
        return pumps.hasPlace() && work.hasUnstarted();
    }

    private void workIfPossible(boolean untilRoom) throws InterruptedException {
        if (canWork() && pumps.join()) {
            try {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                run.work(() -> work.assist(untilRoom));
            } finally {
                // Before a pump is called: in a run that has just begun it has become known meanwhile what items take.
                updateReservation();
                pumps.part();
                callIfUnstarted();
            }
        }
    }

    /** To be followed by a look for what is unstarted, as the place may have been left for a moment. */
    private void updateReservation() {
        boolean wanted = cost.isBelow(reservedBelowNanos) && bystanders.get() == 0;
        if (wanted && !pumps.isReserved()) {
            seenAt = cost.now();
        }
        pumps.reserve(wanted);
        if (wanted && bystanders.get() > 0) {
            // Each writes its own and then reads the other's: one of the two takes the reservation back.
            pumps.reserve(false);
        }
    }

    private void callIfUnstarted() {
        if (work.hasUnstarted()) {
            call();
        }
    }

    /**
     * Has what is unstarted worked on: as {@link Pumps#call}, but where a place is left to a calling thread that sleeps, as
     * there was nothing to do when it came, it is woken.
     */
    public void call() {
        pumps.call();
        wakeForPlace();
    }

    private void wakeForPlace() {
        if (mayWork && pumps.isReserved() && any() && canWork()) {
            wake();
        }
    }

    /**
     * To be asked by a pump that found nothing and has counted itself out ({@link Pumps#leave}): whether something is
     * unstarted and it is needed for that. Then it is counted in again, as searching. If its place is left to a calling
     * thread that sleeps, that one is woken instead.
     */
    public boolean rejoin() {
        if (!work.hasUnstarted()) {
            return false;
        }
        if (pumps.rejoin()) {
            return true;
        }
        wakeForPlace();
        return false;
    }

    private void release() {
        if (pumps.isReserved()) {
            pumps.reserve(false);
            callIfUnstarted();
        }
    }

    /**
     * To be asked by a pump that has begun nothing and delivered all that has its turn. If it is true the pump is counted
     * out, and has to {@link #wake} and to end.
     */
    public boolean wantPlace() {
        return mayWork && any() && pumps.yieldPlace();
    }

    /**
     * To be called by workers now and then: fills the place of a calling thread where it is not worth to leave it empty.
     *
     * @param now a {@link System#nanoTime}
     * @param accepted how many items were accepted up to now
     */
    public void look(long now, long accepted) {
        if (!pumps.isReserved()) {
            return;
        }
        // Where items are longer, one that only submits now and then, as its source waits, is away as well.
        boolean submits = accepted != seenAccepted && cost.isBelow(NARROW_NANOS);
        if (submits || pumps.hasCaller() || any()) {
            seenAccepted = accepted;
            seenAt = now;
        }
        if (!cost.isBelow(reservedBelowNanos) || now - seenAt > AWAY_NANOS) {
            release();
        }
    }
}
