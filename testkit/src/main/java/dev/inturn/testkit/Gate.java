package dev.inturn.testkit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Where calls of the function, or of the sink, are held until the driver lets them go.
 *
 * <p>All methods are to be called with the lock of the {@link PumpCount} held, once.
 */
final class Gate {

    private final PumpCount pumps;
    private final Map<Integer, CountDownLatch> held = new HashMap<>();

    /** Items whose state differs from that of the gate. */
    private final Set<Integer> exceptions = new HashSet<>();

    private boolean open;
    private volatile boolean deaf;

    Gate(PumpCount pumps, boolean open) {
        this.pumps = pumps;
        this.open = open;
    }

    /**
     * Waits here if the gate is closed for this item; lets the lock go meanwhile. An interrupt lets it go as well.
     *
     * <p>Not on a condition of the lock: a worker of a ForkJoinPool that waits on one is replaced by another thread, and
     * then the pool has more threads than we know of.
     */
    void pass(int item) throws InterruptedException {
        if (open != exceptions.contains(item)) {
            return;
        }
        CountDownLatch latch = new CountDownLatch(1);
        held.put(item, latch);
        pumps.held();
        pumps.lock.unlock();
        try {
            await(latch);
        } finally {
            pumps.lock.lock();
            // It is still here if it was interrupted.
            release(item);
        }
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                if (!deaf) {
                    throw e;
                }
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void release(int item) {
        CountDownLatch latch = held.remove(item);
        if (latch != null) {
            pumps.released();
            latch.countDown();
        }
    }

    /** From now on who is held here takes no notice of an interrupt. */
    void makeDeaf() {
        deaf = true;
    }

    /** Lets this item pass, now or when it comes. */
    void open(int item) {
        set(item, true);
        release(item);
    }

    /** Holds this item when it comes. */
    void close(int item) {
        set(item, false);
    }

    private void set(int item, boolean toOpen) {
        if (toOpen == open) {
            exceptions.remove(item);
        } else {
            exceptions.add(item);
        }
    }

    /** Lets everything pass, now and later. */
    void openAll() {
        open = true;
        exceptions.clear();
        Set.copyOf(held.keySet()).forEach(this::release);
    }
}
