package dev.inturn.benchmarks.scenario;

import dev.inturn.benchmarks.contender.Contender;
import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.contender.Settings;
import java.util.concurrent.TimeUnit;

/**
 * A contender and the plain loop on the same workload, in turns: what a ratio inside one fork is made of.
 *
 * @param <I> type of the items
 * @param <R> type of the results
 */
final class Turns<I, R> implements AutoCloseable {

    private static final long CONTENDER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOOP_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
    /** Waits are many at once: it takes longer until so many have begun and ended. */
    private static final long WAITING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** How many turns warm up on lighter items, about a second. */
    private static final int LIGHT_TURNS = 8;

    /** By how much a turn may differ from the one before. */
    private static final double MOST_GROWTH = 4;

    private final Entrant entrant;
    private final Settings settings;
    private final Workload<I, R> workload;
    private final Contender loop;
    private final Contender contender;
    private long loopCount;
    private long count;
    private double makespan;
    private long makespanCount;
    private long loopItems;
    private long loopNanos;
    private long loopBytes;

    private Turns(Entrant entrant, Settings settings, Workload<I, R> workload) throws Exception {
        this.entrant = entrant;
        this.settings = settings;
        this.workload = workload;
        this.loop = Entrant.LOOP.open(settings);
        this.contender = entrant.open(settings);
    }

    /** Makes a contender ready for a workload, checks that it keeps the order, and sees how much it does in a turn. */
    static Turns<?, ?> open(Entrant entrant, Settings settings, Workload<?, ?> workload) throws Exception {
        if (entrant.isOrdered()) {
            Trial.check(entrant, settings);
        }
        Turns<?, ?> turns = new Turns<>(entrant, settings, workload);
        turns.size();
        return turns;
    }

    /** Has the code of a contender compiled on a workload that is not measured. */
    static void warmUp(Entrant entrant, Settings settings, Workload<?, ?> workload) throws Exception {
        try (Turns<?, ?> turns = open(entrant, settings, workload)) {
            for (int turn = 0; turn < LIGHT_TURNS; turn++) {
                turns.loop();
                turns.contender(new Figures());
            }
        }
    }

    private void size() throws Exception {
        count = workload.count();
        if (count == 0) {
            count = countFor(contender);
        }
        loopCount = count;
    }

    /** How many items take a moment. What is not yet compiled does more later: see {@link #resized}. */
    private long countFor(Contender any) throws Exception {
        long items = Math.max(64, 2L * settings.parallelism());
        while (run(any, items) < LEAST_NANOS) {
            items *= 2;
        }
        return items;
    }

    /** How many items take as long as a turn shall take, if so many have taken so long. */
    static long resized(long items, long takenNanos, long wantedNanos) {
        double growth =
                Math.min(MOST_GROWTH, Math.max(1 / MOST_GROWTH, (double) wantedNanos / Math.max(1, takenNanos)));
        return Math.max(2, Math.round(items * growth));
    }

    private long run(Contender any, long items) throws Exception {
        OrderCheck<R> check = workload.check(any == loop ? 1 : settings.submitters());
        long begin = System.nanoTime();
        any.run(workload.job(items, check));
        long taken = System.nanoTime() - begin;
        if (any == loop || entrant.isOrdered()) {
            check.finish(entrant.id(), items);
        }
        return taken;
    }

    /** A turn of the loop. */
    void loop() throws Exception {
        long allocated = Allocation.bytes();
        loopNanos = run(loop, loopCount);
        loopBytes = Allocation.bytes() - allocated;
        loopItems = loopCount;
        if (workload.weight() != null && makespanCount != count) {
            makespan = Model.makespan(workload.weight(), count, settings.parallelism(), settings.window());
            makespanCount = count;
        }
    }

    /** A turn of the contender; its figures and those of the last turn of the loop are added. */
    void contender(Figures figures) throws Exception {
        long allocated = Allocation.bytes();
        long nanos = run(contender, count);
        figures.nanos += nanos;
        figures.bytes += Allocation.bytes() - allocated;
        figures.items += count;
        figures.loopNanos += loopNanos;
        figures.loopBytes += loopBytes;
        figures.loopItems += loopItems;
        figures.makespan = makespan;
        figures.bytesKnown = Allocation.isKnown() ? 1 : 0;
        if (workload.count() == 0) {
            count = resized(count, nanos, settings.waits() ? WAITING_NANOS : CONTENDER_NANOS);
            // Where items differ, those of the loop must be the same ones.
            loopCount = workload.weight() != null ? count : resized(loopCount, loopNanos, LOOP_NANOS);
        }
    }

    @Override
    public void close() {
        contender.close();
    }
}
