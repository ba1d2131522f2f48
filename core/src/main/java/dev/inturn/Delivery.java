package dev.inturn;

import org.jspecify.annotations.Nullable;

/**
 * Where an outcome goes when its turn has come: a result to the sink, the failure of an item to who is told of it.
 * Belongs to whoever emits, which is one thread at a time.
 *
 * @param <R> type of the results
 */
final class Delivery<R extends @Nullable Object> {

    private static final long ALL_FLUSHED = -1;

    private final Sink<? super R> sink;
    private final @Nullable FailureListener failureListener;

    /** The first result that the sink was given since it was last flushed. */
    private long unflushedFrom = ALL_FLUSHED;

    Delivery(Sink<? super R> sink, @Nullable FailureListener failureListener) {
        this.sink = sink;
        this.failureListener = failureListener;
    }

    /**
     * Delivers an outcome, and flushes the sink if no other follows at once or the run is to end.
     *
     * @return the failure by which the run must end; null if it goes on
     */
    @Nullable
    OrderedProcessingException deliver(long sequence, Object outcome, boolean more) {
        if (outcome instanceof Failed failed) {
            OrderedProcessingException failure = skip(sequence, failed);
            return failure == null && more ? null : flush(unflushedFrom, failure);
        }
        try {
            sink.accept(ActiveRun.unmask(outcome));
        } catch (Throwable cause) {
            // A sink that has failed is not called again.
            return SinkFailedException.onResult(sequence, cause);
        }
        long from = unflushedFrom == ALL_FLUSHED ? sequence : unflushedFrom;
        if (!more) {
            return flush(from, null);
        }
        if (from == sequence) {
            unflushedFrom = sequence;
        }
        return null;
    }

    private @Nullable OrderedProcessingException skip(long sequence, Failed failed) {
        if (failureListener == null || failed.cause() instanceof VirtualMachineError) {
            return new ItemFailedException(sequence, failed.item(), failed.cause());
        }
        try {
            failureListener.skipped(sequence, failed.item(), failed.cause());
        } catch (Throwable cause) {
            return SinkFailedException.onResult(sequence, cause);
        }
        return null;
    }

    /**
     * Flushes the sink if it was given something. Writes nothing where each result is flushed by itself: this would slow
     * down whoever reads what lies next to it in memory.
     *
     * @param from the first result that the sink was given since it was last flushed
     * @param ending the failure by which the run is about to end, if any
     */
    private @Nullable OrderedProcessingException flush(long from, @Nullable OrderedProcessingException ending) {
        if (from == ALL_FLUSHED) {
            return ending;
        }
        if (unflushedFrom != ALL_FLUSHED) {
            unflushedFrom = ALL_FLUSHED;
        }
        try {
            sink.flush();
        } catch (Throwable cause) {
            return SinkFailedException.onFlush(from, ending, cause);
        }
        return ending;
    }
}
