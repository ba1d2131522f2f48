package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A run whose every call of the function and the sink can be held at a gate, one by one, and in which everything that
 * moves is counted.
 *
 * <p>Items are the numbers from 0 on, submitted in order: an item is its own sequence number. The function returns its
 * item. What must hold at any moment (O1, O2, P3) is checked within the calls; the rest is for the driver, at rest.
 */
final class Stage implements AutoCloseable {

    /** What the function throws on items that are to fail. */
    static final class PlannedFailure extends Exception {
        private static final long serialVersionUID = 1;

        PlannedFailure(int item) {
            super("planned for item " + item, null, false, false);
        }
    }

    private final int parallelism;
    private final PumpCount pumps;
    private final Observed observed;
    private final OrderedProcessor<Integer> processor;
    private final Thread driver = Thread.currentThread();

    // What follows is guarded by the lock of the pump count.
    private final Gate functionGate;
    private final Gate sinkGate;
    private final Set<Integer> failing = new HashSet<>();
    private final SortedSet<Integer> inFunction = new TreeSet<>();
    private final Set<Integer> started = new LinkedHashSet<>();
    private final List<Integer> returned = new ArrayList<>();
    private final List<Integer> delivered = new ArrayList<>();
    private int inSink = NONE;
    private int interrupts;
    private boolean numbersOpen;
    private @Nullable Breach breach;

    static final int NONE = -1;

    private Stage(OrderingStrategy strategy, Inturn settings, int parallelism, int threads) {
        this.parallelism = parallelism;
        this.pumps = new PumpCount(threads);
        this.functionGate = new Gate(pumps, false);
        this.sinkGate = new Gate(pumps, true);
        this.observed = new Observed(strategy, pumps);
        this.processor = settings.parallelism(parallelism).strategy(observed).processor(this::function, this::sink);
    }

    /** A run on an executor of its own. The gate of the function is closed, that of the sink open. */
    static Stage of(OrderingStrategy strategy, int parallelism, int capacity) {
        return on(strategy, Inturn.defaults(), parallelism, capacity, Integer.MAX_VALUE);
    }

    /**
     * A run with other settings, such as an executor.
     *
     * @param threads how many threads the executor has
     */
    static Stage on(OrderingStrategy strategy, Inturn settings, int parallelism, int capacity, int threads) {
        return new Stage(strategy, settings.capacity(capacity), parallelism, threads);
    }

    private Integer function(Integer item) throws Exception {
        pumps.lock.lock();
        try {
            check(started.add(item), "O1", "the function was called twice on item " + item);
            inFunction.add(item);
            checkThread();
            if (Thread.currentThread() != driver) {
                functionGate.pass(item);
            }
            if (failing.contains(item)) {
                throw new PlannedFailure(item);
            }
            return item;
        } catch (InterruptedException e) {
            interrupts++;
            throw e;
        } finally {
            inFunction.remove(item);
            returned.add(item);
            pumps.lock.unlock();
        }
    }

    private void sink(Integer result) throws Exception {
        pumps.lock.lock();
        try {
            check(inSink == NONE, "O2", "the sink was called with " + result + " while it was busy with " + inSink);
            check(
                    numbersOpen || result == delivered.size(),
                    "O1",
                    "the sink was called with " + result + " after " + delivered);
            inSink = result;
            checkThread();
            if (Thread.currentThread() != driver) {
                sinkGate.pass(result);
            }
            delivered.add(result);
        } catch (InterruptedException e) {
            interrupts++;
            throw e;
        } finally {
            inSink = NONE;
            pumps.lock.unlock();
        }
    }

    private void checkThread() {
        int working = inFunction.size() + (inSink == NONE ? 0 : 1);
        check(working <= parallelism, "P3", working + " threads work at once, parallelism is " + parallelism);
        check(Thread.currentThread() != driver, "P3", "a submitting thread works");
    }

    private void check(boolean condition, String rule, String seen) {
        if (!condition && breach == null) {
            breach = new Breach(rule, seen);
        }
    }

    OrderedProcessor<Integer> processor() {
        return processor;
    }

    /** The engine behind the processor, with nobody who looks after those who wait. */
    Engine<Integer> engine() {
        return observed.engine();
    }

    PumpCount pumps() {
        return pumps;
    }

    @Nullable
    ExecutorService ownExecutor() {
        return observed.ownExecutor();
    }

    /** Submits the items up to this one, without waiting for anything. */
    void submitUpTo(int end) {
        for (long accepted = engine().accepted(); accepted < end; accepted++) {
            long sequence = processor.trySubmit((int) accepted);
            Breach.unless(sequence >= 0, "B2", "trySubmit refused item " + accepted + " while there was room");
            Breach.unless(sequence == accepted, "O3", "item " + accepted + " got the number " + sequence);
        }
    }

    /** Lets the function return on these items, now or when they come. */
    void letReturn(int... items) {
        locked(() -> {
            for (int item : items) {
                functionGate.open(item);
            }
        });
    }

    /** Lets the function return on all items but these. */
    void openFunctionBut(int... items) {
        locked(() -> {
            functionGate.openAll();
            for (int item : items) {
                functionGate.close(item);
            }
        });
    }

    /** Makes the function take no notice of an interrupt while it is held. */
    void makeFunctionDeaf() {
        locked(functionGate::makeDeaf);
    }

    /** Makes the function throw on an item when it is let go. */
    void letFail(int item) {
        locked(() -> failing.add(item));
    }

    /** Holds the sink at this result. */
    void holdSink(int result) {
        locked(() -> sinkGate.close(result));
    }

    /** Lets the sink return on this result. */
    void letSinkReturn(int result) {
        locked(() -> sinkGate.open(result));
    }

    /** Opens all gates for good. */
    void letAllReturn() {
        locked(() -> {
            functionGate.openAll();
            sinkGate.openAll();
        });
    }

    /** From now on items come from several threads: their numbers, and so their order, are not known. */
    void numbersAreOpen() {
        locked(() -> numbersOpen = true);
    }

    private void locked(Runnable change) {
        pumps.lock.lock();
        try {
            change.run();
        } finally {
            pumps.lock.unlock();
        }
    }

    /**
     * What has happened on the stage.
     *
     * @param started the items on which the function was called, in that order
     * @param returned those from which it has returned or thrown
     * @param inFunction those in which it is now
     * @param delivered the results from which the sink has returned
     * @param inSink the result in which the sink is now, or {@link #NONE}
     * @param interrupts how many calls were interrupted at a gate
     */
    record View(
            List<Integer> started,
            List<Integer> returned,
            SortedSet<Integer> inFunction,
            List<Integer> delivered,
            int inSink,
            int interrupts) {}

    /** Waits until the run is at rest, and looks. */
    View atRest() throws InterruptedException {
        pumps.awaitRest();
        return view();
    }

    /** Waits until no pump is left in a run that was cancelled or has failed, and looks. */
    View whenEnded(String rule) throws InterruptedException {
        pumps.awaitNone(rule);
        return view();
    }

    /** What has happened up to now. Throws if a rule was seen broken within a call. */
    View view() {
        pumps.lock.lock();
        try {
            if (breach != null) {
                throw breach;
            }
            observed.verify();
            return new View(
                    List.copyOf(started),
                    List.copyOf(returned),
                    new TreeSet<>(inFunction),
                    List.copyOf(delivered),
                    inSink,
                    interrupts);
        } finally {
            pumps.lock.unlock();
        }
    }

    /** Checks that exactly the first so many were delivered, at rest. */
    void expectDelivered(int count, String rule) throws InterruptedException {
        View view = atRest();
        Breach.unless(
                view.delivered().size() == count,
                rule,
                "delivered is " + view.delivered() + ", should be all before " + count + "; " + view);
    }

    /** Clears the stage, whatever state it is in; waits for nothing. */
    @Override
    public void close() {
        letAllReturn();
        processor.cancel();
        ExecutorService own = ownExecutor();
        if (own != null) {
            own.shutdownNow();
        }
    }
}
