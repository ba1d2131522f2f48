package dev.inturn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads what a process prints, to the end, and keeps a part of it in memory.
 *
 * <p>It reads on a thread of its own: a read cannot be interrupted, and goes on for as long as anyone has the pipe, even
 * when the process itself has ended.
 */
final class Drain implements Runnable {

    private static final int CHUNK = 1 << 13;

    private final InputStream in;
    private final int limit;
    private final boolean tail;
    private final Runnable onOverflow;
    private final CountDownLatch end = new CountDownLatch(1);

    // Guarded by this object's monitor.
    private Bytes kept = new Bytes(256);
    private boolean overflown;
    private boolean taken;

    private Drain(InputStream in, int limit, boolean tail, Runnable onOverflow) {
        this.in = in;
        this.limit = limit;
        this.tail = tail;
        this.onOverflow = onOverflow;
    }

    /**
     * Keeps everything up to a limit.
     *
     * @param onOverflow called once if there is more, on the thread that reads
     */
    static Drain all(InputStream in, int limit, Runnable onOverflow) {
        return new Drain(in, limit, false, onOverflow);
    }

    /** Keeps what comes last, so many bytes at least if there are as many. */
    static Drain tail(InputStream in, int limit) {
        return new Drain(in, limit, true, () -> {});
    }

    @Override
    public void run() {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (!keep(chunk, count)) {
                    onOverflow.run();
                }
            }
        } catch (IOException e) {
            // The process was killed, and its pipe closed.
        } finally {
            end.countDown();
        }
    }

    /** Whether there was room, or it does not matter. */
    private synchronized boolean keep(byte[] chunk, int count) {
        if (taken || overflown) {
            return true;
        }
        if (kept.size() + count <= (tail ? 2L * limit : limit)) {
            kept.write(chunk, 0, count);
            return true;
        }
        if (!tail) {
            overflown = true;
            kept = new Bytes(0);
            return false;
        }
        Bytes last = new Bytes(2 * limit);
        last.write(kept.array(), kept.size() - limit, limit);
        last.write(chunk, 0, count);
        kept = last;
        return true;
    }

    /** Waits until everything was read, at most so long; returns whether it was. */
    boolean await(long millis) throws InterruptedException {
        return end.await(millis, TimeUnit.MILLISECONDS);
    }

    synchronized boolean hasOverflown() {
        return overflown;
    }

    /** What was kept. What comes later is read and dropped. */
    synchronized Bytes take() {
        taken = true;
        return kept;
    }
}
