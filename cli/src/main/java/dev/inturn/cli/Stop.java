package dev.inturn.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells work on the thread that has made this that the program shall end, on Ctrl-C for example: sets a flag, interrupts
 * the thread, and gives it a moment to clean up.
 */
final class Stop implements AutoCloseable {

    private static final long GRACE_MILLIS = 400;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    Stop() {
        Thread worker = Thread.currentThread();
        hook = new Thread(() -> stop(worker), "inturn-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Looks whether to go on.
     *
     * @throws InterruptedException if not
     */
    void check() throws InterruptedException {
        if (requested) {
            throw new InterruptedException();
        }
    }

    private void stop(Thread worker) {
        requested = true;
        worker.interrupt();
        try {
            closed.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts a shutdown hook; and if so, it wants it to end.
        }
    }

    /** Called when all is cleaned up. */
    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already: the JVM is about to exit by itself.
        }
    }
}
