package dev.inturn.cli;

import dev.inturn.Outcome;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the results of lines, and deals with those that failed in their turn.
 *
 * <p>Results that take their time are written at once, and so are all when no line is in flight, or the last time is a
 * while ago. Else the next may come at once, or it may be long in coming: they wait for it a short time. So an input that trickles is answered line by line,
 * one that flows is written by the buffer, and a line that takes long holds up no result before it.
 *
 * <p>The monitor of this object guards the output: what has waited is written on a thread of its own.
 */
final class MapResults implements Results<Outcome<Line, byte[]>> {

    /** How long results wait in the buffer at most, while lines are in flight. */
    private static final long MAX_WAIT_MILLIS = 10;

    private static final long MAX_WAIT = TimeUnit.MILLISECONDS.toNanos(MAX_WAIT_MILLIS);

    private static final byte[] EMPTY_LINE = {'\n'};

    private final Streams streams;
    private final Output output;
    private final InFlight inFlight;
    private final OnError onError;
    private final boolean quick;
    private final LongSupplier clock;
    private final Executor later;

    private Consumer<Failure> onFailure = failure -> {};
    private long flushed;
    /** Whether what waits will be written. */
    private boolean waited;
    /** What went wrong when what had waited was written. */
    private @Nullable Failure failure;

    /** @param quick whether the results of lines in flight come in no time, but for some */
    MapResults(Streams streams, InFlight inFlight, OnError onError, boolean quick) {
        this(streams, inFlight, onError, quick, System::nanoTime, later());
    }

    /**
     * Results in a time that is given.
     *
     * @param quick whether the results of lines in flight come in no time, but for some
     * @param clock in nanoseconds
     * @param later runs something on another thread, when results have waited long enough
     */
    MapResults(Streams streams, InFlight inFlight, OnError onError, boolean quick, LongSupplier clock, Executor later) {
        this.streams = streams;
        this.output = new Output(streams);
        this.inFlight = inFlight;
        this.onError = onError;
        this.quick = quick;
        this.clock = clock;
        this.later = later;
        this.flushed = clock.getAsLong() - MAX_WAIT;
    }

    /** On a thread that exists while there is something to do. */
    private static Executor later() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "inturn-flush");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return task -> {
            Future<?> unused = timer.schedule(task, MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        };
    }

    @Override
    public synchronized void begin(Consumer<Failure> onFailure) {
        this.onFailure = onFailure;
    }

    @Override
    public synchronized void accept(Outcome<Line, byte[]> outcome) {
        check();
        inFlight.remove(outcome.item());
        byte[] result = outcome.result();
        if (result != null) {
            output.write(result);
        } else {
            failed(outcome.item(), Objects.requireNonNull(outcome.cause()));
        }
    }

    private void failed(Line line, Throwable cause) {
        if (cause instanceof VirtualMachineError error) {
            throw error;
        }
        if (cause instanceof Failure failed) {
            // Not of this line: no other would fare better.
            throw failed;
        }
        String reason = cause instanceof BadLineException ? cause.getMessage() : cause.toString();
        String message = line.place() + ": " + reason;
        if (onError == OnError.fail) {
            output.flush();
            throw new Failure(ExitCode.ITEM_FAILED, message);
        }
        if (onError == OnError.mark) {
            output.write(EMPTY_LINE);
        }
        // Before the message, so that both come in the order of the lines where they go to one place.
        output.flush();
        streams.say(message);
    }

    @Override
    public synchronized void flush() {
        check();
        if (!quick || inFlight.isEmpty() || clock.getAsLong() - flushed >= MAX_WAIT) {
            writeThrough();
        } else if (!waited) {
            waited = true;
            later.execute(this::flushLate);
        }
    }

    private synchronized void flushLate() {
        waited = false;
        try {
            writeThrough();
        } catch (Failure e) {
            failure = e;
            onFailure.accept(e);
        }
    }

    private void writeThrough() {
        output.flush();
        flushed = clock.getAsLong();
    }

    @Override
    public synchronized void end() {
        check();
        output.flush();
    }

    private void check() {
        if (failure != null) {
            throw failure;
        }
    }
}
