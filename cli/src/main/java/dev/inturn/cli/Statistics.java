package dev.inturn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where the time of a run goes: gathered while it runs, at the cost of some clock readings an item.
 *
 * <p>Each number has one writer at a time: the source's thread, a worker, or whoever delivers. So nothing is locked and
 * no two threads write to one cache line; what one reads of another's is looked at again where it must agree.
 */
final class Statistics implements Observer {

    /** From which on a submit counts as one that had to wait: far above what it takes else, below what a sleep takes. */
    static final long WAIT_NANOS = 20_000;

    /** From which on the head counts as waited for: below it, there is no telling it from delivering. */
    static final long ALONE_NANOS = 1_000;

    private static final long NONE = -1;

    private final int parallelism;
    private final int processors;
    private final LongSupplier clock;
    private final Supplier<ProcessorTime> processorTime;
    private final long began;
    private final ProcessorTime processorTimeBefore;

    private final Source source = new Source();
    private final Delivery delivery = new Delivery();
    private final ThreadLocal<Worker> worker = ThreadLocal.withInitial(this::addWorker);
    private volatile Workers workers = new Workers(List.of(), 0, 0);
    private volatile long end;

    /**
     * Statistics of a run that begins now.
     *
     * @param parallelism how many workers it has
     * @param processors how many of them the machine can run at once
     * @param clock the time in nanoseconds
     * @param processorTime what was taken of the processors until now
     */
    Statistics(int parallelism, int processors, LongSupplier clock, Supplier<ProcessorTime> processorTime) {
        this.parallelism = parallelism;
        this.processors = processors;
        this.clock = clock;
        this.processorTime = processorTime;
        this.processorTimeBefore = processorTime.get();
        this.began = clock.getAsLong();
    }

    /** The time since the run began. */
    private long now() {
        return clock.getAsLong() - began;
    }

    /** Numbers that share their cache lines with no others. Read by any thread, written by one at a time. */
    private abstract static class Numbers {

        /** In longs, on either side: 128 bytes, as processors fetch lines in pairs. */
        private static final int PADDING = 16;

        private final AtomicLongArray numbers;

        Numbers(int count) {
            numbers = new AtomicLongArray(PADDING + count + PADDING);
        }

        long get(int index) {
            return numbers.getAcquire(PADDING + index);
        }

        void set(int index, long value) {
            numbers.setRelease(PADDING + index, value);
        }

        void add(int index, long value) {
            set(index, numbers.getPlain(PADDING + index) + value);
        }
    }

    /** What the source's thread writes. */
    private static final class Source extends Numbers {
        static final int ACCEPTED = 0;
        /** Since when it submits, or NONE. */
        static final int SUBMITTING_SINCE = 1;
        /** Since when it is at its end, or NONE. */
        static final int EXHAUSTED_SINCE = 2;

        static final int WAITS = 3;
        static final int WAITED = 4;

        Source() {
            super(5);
            set(SUBMITTING_SINCE, NONE);
            set(EXHAUSTED_SINCE, NONE);
        }
    }

    /** What whoever delivers writes. */
    private static final class Delivery extends Numbers {
        static final int DELIVERED = 0;
        /** When the sink was left last, or the run began. */
        static final int LEFT_AT = 1;
        /** Since when it is in the sink, or NONE. */
        static final int ENTERED_AT = 2;

        static final int BUSY = 3;
        static final int ALONE_COUNT = 4;
        static final int ALONE = 5;
        static final int ALONE_LONGEST = 6;

        Delivery() {
            super(7);
            set(ENTERED_AT, NONE);
        }
    }

    /** What one worker writes. */
    private static final class Worker extends Numbers {
        /** The item that it works on, or NONE. */
        static final int RUNS = 0;
        /** The item that it began last. */
        static final int LAST = 1;

        static final int STARTED_AT = 2;
        static final int FINISHED_AT = 3;
        static final int FINISHED = 4;
        static final int BUSY = 5;

        final Thread thread;

        Worker(Thread thread, long now) {
            super(6);
            this.thread = thread;
            set(RUNS, NONE);
            set(LAST, NONE);
            set(FINISHED_AT, now);
        }
    }

    /** The workers there are, and what those have done that are gone. */
    private record Workers(List<Worker> present, long finishedByOthers, long busyOfOthers) {

        long finished() {
            long finished = finishedByOthers;
            for (Worker worker : present) {
                finished += worker.get(Worker.FINISHED);
            }
            return finished;
        }

        long busy() {
            long busy = busyOfOthers;
            for (Worker worker : present) {
                busy += worker.get(Worker.BUSY);
            }
            return busy;
        }
    }

    /** Executors may change their threads as often as they like: those that have ended make room. */
    private synchronized Worker addWorker() {
        Worker added = new Worker(Thread.currentThread(), now());
        List<Worker> present = new ArrayList<>(List.of(added));
        List<Worker> gone = new ArrayList<>();
        for (Worker known : workers.present()) {
            (known.thread.isAlive() ? present : gone).add(known);
        }
        Workers left = new Workers(gone, workers.finishedByOthers(), workers.busyOfOthers());
        workers = new Workers(List.copyOf(present), left.finished(), left.busy());
        return added;
    }

    @Override
    public void submitting(long sequence) {
        source.set(Source.SUBMITTING_SINCE, now());
    }

    @Override
    public void submitted(long sequence) {
        long took = now() - source.get(Source.SUBMITTING_SINCE);
        if (took >= WAIT_NANOS) {
            source.add(Source.WAITS, 1);
            source.add(Source.WAITED, took);
        }
        source.set(Source.ACCEPTED, sequence + 1);
        source.set(Source.SUBMITTING_SINCE, NONE);
    }

    @Override
    public void exhausted() {
        source.set(Source.EXHAUSTED_SINCE, now());
    }

    @Override
    public void started(long sequence) {
        Worker own = worker.get();
        own.set(Worker.STARTED_AT, now());
        own.set(Worker.LAST, sequence);
        own.set(Worker.RUNS, sequence);
    }

    @Override
    public void finished(long sequence) {
        Worker own = worker.get();
        long now = now();
        own.add(Worker.BUSY, now - own.get(Worker.STARTED_AT));
        own.set(Worker.FINISHED_AT, now);
        own.add(Worker.FINISHED, 1);
        own.set(Worker.RUNS, NONE);
    }

    @Override
    public void delivering(long sequence) {
        long now = now();
        // Most results come too soon after the last for a look at all the workers.
        if (now - delivery.get(Delivery.LEFT_AT) >= ALONE_NANOS) {
            countAlone(aloneNanos(sequence));
        }
        delivery.set(Delivery.ENTERED_AT, now);
    }

    @Override
    public void delivered(long sequence) {
        leaveSink();
        delivery.set(Delivery.DELIVERED, sequence + 1);
    }

    /** Comes at once after a result was delivered: one reading of the clock does for both. */
    @Override
    public void flushing() {
        delivery.set(Delivery.ENTERED_AT, delivery.get(Delivery.LEFT_AT));
    }

    @Override
    public void flushed() {
        leaveSink();
    }

    private void leaveSink() {
        long now = now();
        delivery.add(Delivery.BUSY, now - delivery.get(Delivery.ENTERED_AT));
        delivery.set(Delivery.ENTERED_AT, NONE);
        delivery.set(Delivery.LEFT_AT, now);
    }

    /** The head may be what it hangs on even now, as it is when a user loses patience. */
    @Override
    public void ending() {
        countAlone(aloneNanosUntil(now(), delivery.get(Delivery.DELIVERED)));
    }

    /** A sink that failed has not said that it was left, nor a source that gave up that it has submitted. */
    @Override
    public void ended() {
        end = now();
        if (delivery.get(Delivery.ENTERED_AT) != NONE) {
            leaveSink();
        }
    }

    private void countAlone(long nanos) {
        if (nanos >= ALONE_NANOS) {
            delivery.add(Delivery.ALONE_COUNT, 1);
            delivery.add(Delivery.ALONE, nanos);
            delivery.set(Delivery.ALONE_LONGEST, Math.max(nanos, delivery.get(Delivery.ALONE_LONGEST)));
        }
    }

    /**
     * How long a head that is finished now was the only thing waited for. Since when: since all other items were
     * finished, and the one before it was delivered, and no other could come. None of that has changed since then, as
     * each would have needed a delivery first.
     */
    private long aloneNanos(long head) {
        long since = Math.max(delivery.get(Delivery.LEFT_AT), gateClosedSince());
        long until = NONE;
        Workers known = workers;
        for (Worker each : known.present()) {
            if (each.get(Worker.RUNS) != NONE) {
                return 0;
            }
            if (each.get(Worker.LAST) == head) {
                since = Math.max(since, each.get(Worker.STARTED_AT));
                until = each.get(Worker.FINISHED_AT);
            } else {
                since = Math.max(since, each.get(Worker.FINISHED_AT));
            }
        }
        boolean allFinished = known.finished() == source.get(Source.ACCEPTED);
        return until != NONE && allFinished ? until - since : 0;
    }

    /** How long a head that is not finished was the only thing waited for, until now. */
    private long aloneNanosUntil(long now, long head) {
        long since = Math.max(delivery.get(Delivery.LEFT_AT), gateClosedSince());
        boolean runs = false;
        Workers known = workers;
        for (Worker each : known.present()) {
            if (each.get(Worker.RUNS) == head) {
                runs = true;
                since = Math.max(since, each.get(Worker.STARTED_AT));
            } else {
                since = Math.max(since, each.get(Worker.FINISHED_AT));
            }
        }
        boolean allOthersFinished = known.finished() == source.get(Source.ACCEPTED) - 1;
        return runs && allOthersFinished ? now - since : 0;
    }

    /** Since when no further item can come, as the source waits to submit one or has none; never if it can. */
    private long gateClosedSince() {
        long exhausted = source.get(Source.EXHAUSTED_SINCE);
        long submitting = source.get(Source.SUBMITTING_SINCE);
        return exhausted != NONE ? exhausted : submitting != NONE ? submitting : Long.MAX_VALUE;
    }

    /** What was gathered, of a run that has ended. */
    Figures figures() {
        long exhausted = source.get(Source.EXHAUSTED_SINCE);
        long sourceEnd = exhausted == NONE ? end : Math.min(exhausted, end);
        long submitting = source.get(Source.SUBMITTING_SINCE);
        long waits = source.get(Source.WAITS);
        long waited = source.get(Source.WAITED);
        if (submitting != NONE && sourceEnd - submitting >= WAIT_NANOS) {
            waits++;
            waited += sourceEnd - submitting;
        }
        ProcessorTime taken = processorTime.get().since(processorTimeBefore);
        return new Figures(
                delivery.get(Delivery.DELIVERED),
                end,
                parallelism,
                processors,
                taken.own(),
                taken.idle(),
                workers.busy(),
                delivery.get(Delivery.BUSY),
                sourceEnd - waited,
                waits,
                waited,
                delivery.get(Delivery.ALONE_COUNT),
                delivery.get(Delivery.ALONE),
                delivery.get(Delivery.ALONE_LONGEST));
    }
}
