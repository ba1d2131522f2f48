package dev.inturn;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A pump on its way through the executor: runs once, or never. */
final class PumpTask implements Runnable {

    private static final int NEW = 0;
    private static final int TAKEN = 1;
    private static final int WITHDRAWN = 2;

    /**
     * How often a pump goes back to the executor, so that an idle thread of it has the time to wake up and take it. A
     * thread that runs whatever is queued until nothing is would otherwise turn round with it for ever.
     */
    private static final int MAX_RETURNS = 1000;

    private final ActiveRun<?, ?> run;
    private final Callers callers;
    private final Runnable pump;
    /** How often the pump may still go back to the executor. */
    private final int returns;

    private final AtomicInteger state = new AtomicInteger(NEW);

    /** The thread that is inside {@code executor.execute} with this task; compared with itself by that thread. */
    private volatile @Nullable Thread offering = Thread.currentThread();

    PumpTask(ActiveRun<?, ?> run, Callers callers, Runnable pump) {
        this(run, callers, pump, MAX_RETURNS);
    }

    private PumpTask(ActiveRun<?, ?> run, Callers callers, Runnable pump, int returns) {
        this.run = run;
        this.callers = callers;
        this.pump = pump;
        this.returns = returns;
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
            // The function, or the sink, makes its thread run other tasks while it waits, as joining in a ForkJoinPool
            // does. Inside of it the pump would hold its result back: leave it to another thread, or to a later time.
            if (returns == 0 || !run.execute(new PumpTask(run, callers, pump, returns - 1))) {
                callers.defer(this::pump);
            }
        }
    }

    private void pump() {
        try {
            pump.run();
        } catch (Throwable bug) {
            run.strategyBroke(bug);
        }
    }
}
