package dev.inturn.strategy.forkjoin;

import java.io.Serial;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that were submitted to a pool from outside.
 *
 * <p>A worker runs what is in its own queue before it looks at these, and what it executes goes into its own queue. So a
 * task that executes itself again and ends would never let them have their turn.
 */
final class Submissions extends ForkJoinTask<@Nullable Void> {

    @Serial
    private static final long serialVersionUID = 1;

    /** Moves one of them, if there are any, to the queue of the calling thread, which is a worker of the pool. */
    static void takeOne() {
        ForkJoinTask<?> task = pollSubmission();
        if (task != null) {
            task.fork();
        }
    }

    // Only a subclass may poll; there are no instances.
    private Submissions() {}

    @Override
    public @Nullable Void getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(@Nullable Void value) {}

    @Override
    protected boolean exec() {
        return true;
    }
}
