package dev.inturn.cli;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessingException;
import dev.inturn.OrderedProcessor;
import dev.inturn.Sink;
import dev.inturn.ThrowingFunction;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One ordered run from beginning to end: by the end of its source, by a failure of the source or the sink, or by a
 * signal.
 *
 * <p>The source may block in a read for ever, which nothing can interrupt, and must not delay any other end. So it is
 * read on a thread of its own, and the calling thread waits for whichever end comes first.
 *
 * @param <I> type of the items
 */
final class Job<I> {

    /** How long calls that run may take to end after a signal, before they are left behind. */
    private static final long GRACE_MILLIS = 400;

    /** Where the items come from. */
    @FunctionalInterface
    interface Source<I> {
        /** Submits all of them. What it throws ends the program, when all that was submitted is delivered. */
        void submitTo(Submission<I> submission) throws Exception;

        /** Called for each item right before it is submitted. May wait, for what the window does not bound. */
        default void admit(I item) throws InterruptedException {}
    }

    /** Where the items go to. */
    @FunctionalInterface
    interface Submission<I> {
        /** Submits an item; waits while the window is full. */
        void submit(I item) throws InterruptedException;
    }

    private final Source<I> source;
    private final OrderedProcessor<I> processor;
    private final Results<?> results;
    private final Observer observer;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private boolean ended;

    private <R> Job(
            Inturn settings,
            Source<I> source,
            ThrowingFunction<I, R> function,
            Sink<R> sink,
            Results<?> results,
            Observer observer) {
        this.source = source;
        this.results = results;
        this.observer = observer;
        this.processor = settings.processor(function, new Reporting<>(sink, end));
    }

    /** Tells the waiting thread at once when the sink fails: whoever submits may not hear of it for long. */
    private record Reporting<R>(Sink<R> sink, CompletableFuture<@Nullable Void> end) implements Sink<R> {

        @Override
        public void accept(R result) throws Exception {
            try {
                sink.accept(result);
            } catch (Throwable failure) {
                end.completeExceptionally(failure);
                throw failure;
            }
        }

        @Override
        public void flush() throws Exception {
            try {
                sink.flush();
            } catch (Throwable failure) {
                end.completeExceptionally(failure);
                throw failure;
            }
        }
    }

    /**
     * Runs a source through a function into results.
     *
     * @throws Failure if it ended before all was delivered
     */
    static <I, R> void run(Inturn settings, Source<I> source, ThrowingFunction<I, R> function, Results<R> results)
            throws InterruptedException {
        new Job<>(settings, source, function, results, results, new Observer() {}).run();
    }

    /**
     * Runs a source through a function into results, seen by observers.
     *
     * @throws Failure if it ended before all was delivered
     */
    static <I, R> void run(
            Inturn settings,
            Source<I> source,
            ThrowingFunction<I, R> function,
            Results<R> results,
            List<Observer> observers)
            throws InterruptedException {
        if (observers.isEmpty()) {
            run(settings, source, function, results);
            return;
        }
        Observation seen = new Observation(observers);
        new Job<>(settings, seen.source(source), seen.function(function), seen.sink(results), results, seen).run();
    }

    private void run() throws InterruptedException {
        Thread feeder = daemon("inturn-source", this::feed);
        Thread onSignal = new Thread(this::stopOnSignal, "inturn-signal");
        results.begin(end::completeExceptionally);
        Runtime.getRuntime().addShutdownHook(onSignal);
        feeder.start();
        try {
            end.get();
        } catch (ExecutionException e) {
            throw asFailure(e);
        } finally {
            stop();
            feeder.interrupt();
            removeHook(onSignal);
        }
    }

    private void feed() {
        @Nullable Throwable failure = null;
        try {
            source.submitTo(item -> {
                source.admit(item);
                processor.submit(item);
            });
        } catch (Throwable e) {
            failure = e;
        }
        try {
            processor.close();
        } catch (OrderedProcessingException | CancellationException e) {
            // Ended from the other side, which counts: what comes here then is only that there is no submitting.
            failure = e;
        }
        if (failure == null) {
            end.complete(null);
        } else {
            end.completeExceptionally(failure);
        }
    }

    /** Begins no call any more, waits for those that run, and ends the results. */
    private synchronized void stop() {
        if (ended) {
            return;
        }
        ended = true;
        observer.ending();
        processor.cancel();
        try {
            processor.close();
        } catch (OrderedProcessingException | CancellationException e) {
            // Known: it is the end that this follows.
        }
        try {
            results.end();
        } finally {
            observer.ended();
        }
    }

    /**
     * The JVM's answer to SIGINT, SIGTERM and SIGHUP is to run this hook and to exit with 128 and the signal's number,
     * which is what we want. It exits when the hook returns, and not before: so the work is left to a daemon, since it
     * may never end, as when nobody reads the pipe that the sink is writing to.
     */
    private void stopOnSignal() {
        end.completeExceptionally(new Failure(ExitCode.INTERRUPTED, ""));
        Thread stopping = daemon("inturn-stop", () -> {
            try {
                stop();
            } catch (Failure e) {
                // The program is on its way out already, with the signal's exit code.
            }
        });
        stopping.start();
        try {
            stopping.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            // Nobody interrupts a shutdown hook; and if so, it wants it to end.
        }
    }

    /** Takes back a shutdown hook that is not needed any more. */
    static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already: the JVM is about to exit by itself.
        }
    }

    private static RuntimeException asFailure(Throwable end) {
        for (@Nullable Throwable cause = end; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return failure;
            }
            if (cause instanceof OutOfMemoryError) {
                return new Failure(
                        ExitCode.INPUT_OUTPUT,
                        "out of memory; INTURN_JAVA_OPTS=-Xmx4g gives 4 GiB, and a smaller --capacity needs less");
            }
        }
        return new IllegalStateException("ended in a way that is not foreseen", end);
    }

    private static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }
}
