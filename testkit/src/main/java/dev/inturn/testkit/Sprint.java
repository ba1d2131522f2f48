package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import dev.inturn.spi.OrderingStrategy;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A run of thousands of items that take no time, in the midst of which a few are held.
 *
 * <p>By then an engine has every reason to treat items as short, and to take them by the dozen.
 */
final class Sprint implements AutoCloseable {

    private final PumpCount pumps = new PumpCount(Integer.MAX_VALUE);
    private final Gate gate = new Gate(pumps, true);
    private final Set<Integer> holding;
    private final int parallelism;
    private final boolean callerWorks;
    private final Thread driver = Thread.currentThread();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger returned = new AtomicInteger();
    private final AtomicBoolean inSink = new AtomicBoolean();
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicReference<@Nullable Breach> breach = new AtomicReference<>();
    private final Observed observed;
    private final OrderedProcessor<Integer> processor;

    private Sprint(
            OrderingStrategy strategy, int parallelism, int capacity, boolean callerWorks, Set<Integer> holding) {
        this.holding = holding;
        this.parallelism = parallelism;
        this.callerWorks = callerWorks;
        this.observed = new Observed(strategy, pumps);
        holding.forEach(gate::close);
        this.processor = Inturn.defaults()
                .parallelism(parallelism)
                .capacity(capacity)
                .callerWorks(callerWorks)
                .strategy(observed)
                .processor(this::function, this::sink);
    }

    private Integer function(Integer item) throws InterruptedException {
        beginWork();
        try {
            if (Thread.currentThread() != driver && holding.contains(item)) {
                pumps.lock.lock();
                try {
                    gate.pass(item);
                } finally {
                    pumps.lock.unlock();
                }
            }
            returned.incrementAndGet();
            return item;
        } finally {
            working.decrementAndGet();
        }
    }

    private void sink(Integer result) {
        if (inSink.getAndSet(true)) {
            note("O2", "the sink was called with " + result + " while it was busy");
        }
        beginWork();
        int before = delivered.get();
        if (result != before) {
            note("O1", "the sink was called with " + result + " after " + before + " results");
        }
        delivered.lazySet(before + 1);
        working.decrementAndGet();
        inSink.set(false);
    }

    private void beginWork() {
        int workers = working.incrementAndGet();
        if (workers > parallelism) {
            note("P3", workers + " threads work at once, parallelism is " + parallelism);
        }
        if (!callerWorks && Thread.currentThread() == driver) {
            note("P3", "a submitting thread works");
        }
    }

    private void note(String rule, String seen) {
        breach.compareAndSet(null, new Breach(rule, seen));
    }

    /** Throws if a rule was seen broken within a call. */
    private void verify() {
        Breach first = breach.get();
        if (first != null) {
            throw first;
        }
        observed.verify();
    }

    /**
     * Submits items until the window is full behind the first that is held, and then looks at what became of them.
     *
     * @param rule P1 or P2, the rule to be checked: what breaks the other is reported by that one's property; what
     *     breaks any third rule is reported here, as it is seen nowhere else after short items
     * @param callerWorks whether the submitting thread may work, as long as items are short; then it is away
     * @param shortItems how many come before the first that is held
     * @param held how many are held, fewer than there are workers
     * @param distance how far apart these are
     */
    static void check(
            String rule,
            OrderingStrategy strategy,
            int parallelism,
            int capacity,
            boolean callerWorks,
            int shortItems,
            int held,
            int distance) {
        Set<Integer> holding = new TreeSet<>();
        for (int i = 0; i < held; i++) {
            holding.add(shortItems + Math.min(i * distance, capacity - 1));
        }
        String circumstances = "parallelism %d, capacity %d, callers %s, held are %s"
                .formatted(parallelism, capacity, callerWorks ? "work" : "wait", holding);
        Watchdog.guard(rule, circumstances, () -> {
            try (Sprint sprint = new Sprint(strategy, parallelism, capacity, callerWorks, holding)) {
                sprint.check(shortItems, shortItems + capacity);
            } catch (Breach breach) {
                if (breach.concerns(rule) || !(breach.concerns("P1") || breach.concerns("P2"))) {
                    throw breach;
                }
            }
        });
    }

    private void check(int shortItems, int items) throws InterruptedException {
        for (int item = 0; item < items; item++) {
            if (callerWorks && item == shortItems) {
                // From here on there is room for all, so that the submitting thread is not tempted to work.
                pumps.awaitRest();
            }
            long number = submit(item, shortItems);
            if (number < 0) {
                verify();
                throw Breach.hang("P1", "all before the first held should be delivered, and make room");
            }
        }
        pumps.awaitRest();
        verify();
        Breach.unless(
                delivered.get() == shortItems,
                "P1",
                "%d are delivered, all %d before the first held should be".formatted(delivered.get(), shortItems));
        Breach.unless(
                returned.get() == items - holding.size(),
                "P2",
                "%d are processed, all %d but those held should be".formatted(returned.get(), items));
        Breach.unless(processor.trySubmit(items) < 0, "B1", "an item was accepted while the window was full");
        openGate();
        processor.close();
        verify();
        Breach.unless(delivered.get() == items, "L1", "%d of %d were delivered".formatted(delivered.get(), items));
    }

    private long submit(int item, int shortItems) throws InterruptedException {
        if (callerWorks && item < shortItems) {
            // In a timed call it would not work.
            return processor.submit(item);
        }
        return processor.trySubmit(item, Duration.ofNanos(Watchdog.limitNanos()));
    }

    private void openGate() {
        pumps.lock.lock();
        try {
            gate.openAll();
        } finally {
            pumps.lock.unlock();
        }
    }

    @Override
    public void close() {
        openGate();
        processor.cancel();
    }
}
