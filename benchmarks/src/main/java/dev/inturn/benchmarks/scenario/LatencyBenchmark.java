package dev.inturn.benchmarks.scenario;

import com.sun.management.OperatingSystemMXBean;
import dev.inturn.benchmarks.contender.Contender;
import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.contender.Job;
import dev.inturn.benchmarks.contender.Settings;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long a result that is done waits for the sink, on a trickle: one item each millisecond, each some work, so that
 * nothing queues up. Then the source pauses with the run open, and the time of the processor that the process takes
 * meanwhile is what idling costs. An operation of JMH is one such run.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LatencyBenchmark {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long WORK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Items before the pause that are not counted: what is slow the first time. */
    private static final int FIRST = 200;

    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    /** The grain that must be calibrated. */
    public static long workNanos() {
        return WORK_NANOS;
    }

    /** Does one run. */
    @Benchmark
    public void trickle(Course course, Latencies latencies) throws Exception {
        course.run(latencies);
    }

    /** What a run has shown. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Latencies {
        /** Half of the results waited longer, in nanoseconds. */
        public long p50;
        /** One in a hundred. */
        public long p99;
        /** One in a thousand. */
        public long p999;
        /** Time of the processor in the pause, in nanoseconds. */
        public long idleProcessorNanos;
        /** How long the pause was. */
        public long idleNanos;
    }

    private static final class Item {
        private long doneNanos;
    }

    /** A contender, and the items. */
    @State(Scope.Thread)
    public static class Course {

        /** Who. */
        @Param("lockfree-push")
        public String contender = "";

        /** How many work at once. */
        @Param("2")
        public int parallelism;

        /** How many items may be under way. */
        @Param("1024")
        public int window;

        /** How many items there are in a run. */
        @Param("2000")
        public int items;

        /** How long the pause is. */
        @Param("2000")
        public int pauseMillis;

        private @Nullable Contender ready;
        private long tokens;

        /** Checks the contender and makes it ready. */
        @Setup(Level.Trial)
        public void open() throws Exception {
            Settings settings = Settings.of(parallelism, window);
            Entrant entrant = Entrant.named(contender);
            Trial.check(entrant, settings);
            ready = entrant.open(settings);
            tokens = Calibration.tokens(WORK_NANOS);
        }

        void run(Latencies latencies) throws Exception {
            Histogram histogram = new Histogram(HIGHEST_NANOS, DIGITS);
            long total = items;
            Source source = new Source(total, TimeUnit.MILLISECONDS.toNanos(pauseMillis));
            long[] delivered = {0};
            Objects.requireNonNull(ready)
                    .run(new Job<Item, Item>(
                            total + 1,
                            source,
                            item -> {
                                Blackhole.consumeCPU(tokens);
                                item.doneNanos = System.nanoTime();
                                return item;
                            },
                            item -> {
                                // The last one comes after the pause and tells nothing.
                                if (delivered[0] >= FIRST && delivered[0] < total) {
                                    histogram.recordValue(Math.max(0, System.nanoTime() - item.doneNanos));
                                }
                                delivered[0]++;
                            }));
            if (delivered[0] != total + 1) {
                throw new IllegalStateException(
                        "%s is not complete: %d of %d results have come".formatted(contender, delivered[0], total + 1));
            }
            latencies.p50 = histogram.getValueAtPercentile(50);
            latencies.p99 = histogram.getValueAtPercentile(99);
            latencies.p999 = histogram.getValueAtPercentile(99.9);
            latencies.idleProcessorNanos = source.idleProcessorNanos;
            latencies.idleNanos = source.idleNanos;
        }

        /** Lets the contender's threads go. */
        @TearDown(Level.Trial)
        public void close() {
            Objects.requireNonNull(ready).close();
        }
    }

    /** Gives an item each millisecond, and pauses before the last. */
    private static final class Source implements LongFunction<Item> {
        private static final OperatingSystemMXBean SYSTEM =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        private final long count;
        private final long pauseNanos;
        private final long begin = System.nanoTime();
        private long idleProcessorNanos;
        private long idleNanos;

        private Source(long count, long pauseNanos) {
            this.count = count;
            this.pauseNanos = pauseNanos;
        }

        @Override
        public Item apply(long place) {
            if (place == count) {
                pause();
            } else {
                Workloads.sleep(begin + place * INTERVAL_NANOS - System.nanoTime());
            }
            return new Item();
        }

        private void pause() {
            Workloads.sleep(SETTLE_NANOS);
            long processor = SYSTEM.getProcessCpuTime();
            long from = System.nanoTime();
            Workloads.sleep(pauseNanos);
            idleProcessorNanos = SYSTEM.getProcessCpuTime() - processor;
            idleNanos = System.nanoTime() - from;
        }
    }
}
