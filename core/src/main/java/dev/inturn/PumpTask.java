package dev.inturn;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A pump on its way through the executor: runs once, or never. */
final class PumpTask implements Runnable {

    private static final int NEW = 0;
    private static final int TAKEN = 1;
    private static final int WITHDRAWN = 2;

    /** How long a pump is kept from a thread that runs whatever is queued, so that another one can take it. */
    private static final long FIRST_DELAY_MILLIS = 1;

    private static final long MAX_DELAY_MILLIS = 64;

    private final ActiveRun<?, ?> run;
    private final Callers callers;
    private final Runnable pump;
    /** How long the pump waits if it comes back; 0 if it goes back to the executor at once. */
    private final long delayMillis;

    private final AtomicInteger state = new AtomicInteger(NEW);

    /** The thread that is inside {@code executor.execute} with this task; compared with itself by that thread. */
    private volatile @Nullable Thread offering;

    PumpTask(ActiveRun<?, ?> run, Callers callers, Runnable pump) {
        this(run, callers, pump, 0);
    }

    private PumpTask(ActiveRun<?, ?> run, Callers callers, Runnable pump, long delayMillis) {
        this.run = run;
        this.callers = callers;
        this.pump = pump;
        this.delayMillis = delayMillis;
    }

    /** Hands this to the executor, on the calling thread. {@link #isExpected} is to follow. */
    void offerTo(Executor executor) {
        offering = Thread.currentThread();
        executor.execute(this);
    }

    /** Keeps the pump from running, unless it has begun. */
    void withdraw() {
        state.compareAndSet(NEW, WITHDRAWN);
    }

    /** Called when {@code executor.execute} is over: whether the pump will run, is running or has run. */
    boolean isExpected() {
        offering = null;
        return state.get() != WITHDRAWN;
    }

    @Override
    public void run() {
        if (!callers.isInside()) {
            if (state.compareAndSet(NEW, TAKEN)) {
                callers.run(this::pump);
            }
        } else if (offering == Thread.currentThread()) {
            withdraw();
        } else if (state.compareAndSet(NEW, TAKEN)) {
            giveBack();
        }
    }

    /**
     * The function, or the sink, makes its thread run other tasks while it waits, as joining in a ForkJoinPool does.
     * Inside of it the pump would hold its result back: leave it to another thread, or to a later time, whichever comes
     * first.
     */
    private void giveBack() {
        if (delayMillis == 0) {
            if (!run.execute(new PumpTask(run, callers, pump, FIRST_DELAY_MILLIS))) {
                // There is no other thread.
                callers.defer(this::pump);
            }
            return;
        }
        // A thread that runs whatever is queued until nothing is would turn round with it for ever: so not at once.
        PumpTask later = new PumpTask(run, callers, pump, Math.min(2 * delayMillis, MAX_DELAY_MILLIS));
        callers.defer(() -> {
            if (later.state.compareAndSet(NEW, TAKEN)) {
                later.pump();
            }
        });
        CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS).execute(() -> {
            if (later.state.get() == NEW) {
                run.execute(later);
            }
        });
    }

    private void pump() {
        try {
            pump.run();
        } catch (Throwable bug) {
            run.strategyBroke(bug);
        }
    }
}
