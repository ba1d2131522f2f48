package dev.inturn.cli;

/**
 * The lines that were submitted and not yet delivered. Added by one thread, removed by one at a time.
 *
 * <p>The capacity bounds how many they are. Here it is bounded as well how much memory the long ones take.
 */
final class InFlight {

    /** The length from which on lines are long. Shorter ones are not worth the lock. */
    static final int LONG_LINE = 1 << 12;

    private final long maxBytes;

    private volatile long added;
    /** Belongs to whoever removes. */
    private long removed;

    /** Of the long lines. Guarded by this object's monitor. */
    private long bytes;

    /** @param maxBytes how many bytes the long lines may have together; one line is always let in */
    InFlight(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds a line that is about to be submitted; waits while there are too many bytes. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread adds
    void add(Line line) throws InterruptedException {
        if (line.length() >= LONG_LINE) {
            addBytes(line.length());
        }
        added++;
    }

    /** Removes the oldest line. */
    void remove(Line line) {
        removed++;
        if (line.length() >= LONG_LINE) {
            removeBytes(line.length());
        }
    }

    /** Whether there is no line that will be removed later. For whoever removes. */
    boolean isEmpty() {
        return removed == added;
    }

    private synchronized void addBytes(int length) throws InterruptedException {
        while (bytes > 0 && bytes + length > maxBytes) {
            wait();
        }
        bytes += length;
    }

    private synchronized void removeBytes(int length) {
        bytes -= length;
        notifyAll();
    }
}
