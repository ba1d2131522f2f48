package dev.inturn.benchmarks.scenario;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.openjdk.jmh.infra.Blackhole;

/** The workloads by name. A name is a kind and, where there is one, a number of nanoseconds: {@code cpu:100}. */
public final class Workloads {

    /** Computes for so long on each item, and returns the item itself: nothing is allocated. */
    public static final String CPU = "cpu";
    /** The same, but with a new result for each item. */
    public static final String FRESH = "fresh";
    /** One item in a hundred, chosen by a seed, takes a hundred times as long as the others. */
    public static final String UNEVEN = "uneven";
    /** The first item takes as long as a good part of all others together. */
    public static final String SLOW_HEAD = "slow-head";
    /** Sleeps for so long. */
    public static final String WAIT = "wait";
    /** Unmarshals small events. */
    public static final String EVENTS = "events";
    /** Unmarshals the lines of a file. */
    public static final String FILE = "file";

    /** Up to here there are so many items in a turn that the code is soon compiled. */
    private static final long LIGHT_NANOS = 1_000;

    private static final int CYCLE = 1 << 12;
    private static final long SEED = 42;
    private static final int ONE_IN = 100;
    private static final long SLOW_HEAD_COUNT = 40_000;
    private static final int HEAD_WEIGHT = 20_000;

    private Workloads() {}

    /** The workload of this name. */
    static Workload<?, ?> named(String name) {
        int colon = name.indexOf(':');
        String kind = colon < 0 ? name : name.substring(0, colon);
        String rest = name.substring(colon + 1);
        return switch (kind) {
            case CPU -> cpu(Long.parseLong(rest));
            case FRESH -> fresh(Long.parseLong(rest));
            case UNEVEN -> uneven(Long.parseLong(rest));
            case SLOW_HEAD -> slowHead(Long.parseLong(rest));
            case WAIT -> waiting(Long.parseLong(rest));
            case EVENTS -> JsonLines.events(SEED);
            case FILE -> JsonLines.file(rest);
            default -> throw new IllegalArgumentException("there is no workload " + name);
        };
    }

    /** An item that takes so many tokens of work. */
    static final class CpuItem {
        final int place;
        final long tokens;

        CpuItem(int place, long tokens) {
            this.place = place;
            this.tokens = tokens;
        }

        CpuItem compute() {
            if (tokens != 0) {
                Blackhole.consumeCPU(tokens);
            }
            return this;
        }

        static CpuItem[] table(long tokens) {
            CpuItem[] table = new CpuItem[CYCLE];
            for (int place = 0; place < CYCLE; place++) {
                table[place] = new CpuItem(place, tokens);
            }
            return table;
        }
    }

    private record FreshResult(int place) {}

    /**
     * What to warm up on where items take so long that only some ten thousand would pass meanwhile, too few for the JVM to
     * compile everything: the same, with items of a microsecond. Nothing where they are no longer than that, or wait.
     */
    static Optional<Workload<?, ?>> lighter(String name) {
        long nanos = calibratedNanos(name);
        if (!name.equals(of(CPU, nanos)) || nanos <= LIGHT_NANOS) {
            return Optional.empty();
        }
        return Optional.of(cpuOfTokens(Math.max(1, Calibration.tokens(nanos) * LIGHT_NANOS / nanos)));
    }

    private static Workload<CpuItem, CpuItem> cpu(long nanos) {
        return cpuOfTokens(Calibration.tokens(nanos));
    }

    private static Workload<CpuItem, CpuItem> cpuOfTokens(long tokens) {
        LongFunction<CpuItem> items = Workload.repeated(CpuItem.table(tokens));
        return new Workload<>(items, CpuItem::compute, item -> item.place, CYCLE, 0, null);
    }

    private static Workload<CpuItem, FreshResult> fresh(long nanos) {
        LongFunction<CpuItem> items = Workload.repeated(CpuItem.table(Calibration.tokens(nanos)));
        return new Workload<>(items, item -> new FreshResult(item.compute().place), FreshResult::place, CYCLE, 0, null);
    }

    private static Workload<CpuItem, CpuItem> uneven(long nanos) {
        CpuItem[] table = CpuItem.table(Calibration.tokens(nanos));
        SplittableRandom random = new SplittableRandom(SEED);
        for (int place = 0; place < CYCLE; place++) {
            if (random.nextInt(ONE_IN) == 0) {
                table[place] = new CpuItem(place, ONE_IN * table[place].tokens);
            }
        }
        LongFunction<CpuItem> items = Workload.repeated(table);
        return new Workload<>(
                items, CpuItem::compute, item -> item.place, CYCLE, 0, place -> items.apply(place).tokens);
    }

    private static Workload<CpuItem, CpuItem> slowHead(long nanos) {
        CpuItem[] table = CpuItem.table(Calibration.tokens(nanos));
        CpuItem head = new CpuItem(0, HEAD_WEIGHT * table[0].tokens);
        LongFunction<CpuItem> others = Workload.repeated(table);
        LongFunction<CpuItem> items = place -> place == 0 ? head : others.apply(place);
        return new Workload<>(
                items,
                CpuItem::compute,
                item -> item.place,
                CYCLE,
                SLOW_HEAD_COUNT,
                place -> items.apply(place).tokens);
    }

    private static Workload<CpuItem, CpuItem> waiting(long nanos) {
        LongFunction<CpuItem> items = Workload.repeated(CpuItem.table(0));
        return new Workload<>(
                items,
                item -> {
                    sleep(nanos);
                    return item;
                },
                item -> item.place,
                CYCLE,
                0,
                null);
    }

    /** Sleeps at least so long: a park may return before its time. */
    static void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }

    /** The grain of a workload that takes a calibrated time, in nanoseconds, or -1. */
    public static long calibratedNanos(String name) {
        int colon = name.indexOf(':');
        return switch (colon < 0 ? "" : name.substring(0, colon)) {
            case CPU, FRESH, UNEVEN, SLOW_HEAD -> Long.parseLong(name.substring(colon + 1));
            default -> -1;
        };
    }

    /** A name of a workload. */
    public static String of(String kind, long nanos) {
        return kind + ":" + nanos;
    }
}
