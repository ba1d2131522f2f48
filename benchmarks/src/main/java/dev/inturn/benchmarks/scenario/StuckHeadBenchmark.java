package dev.inturn.benchmarks.scenario;

import dev.inturn.benchmarks.contender.Contender;
import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.contender.Job;
import dev.inturn.benchmarks.contender.Settings;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What is kept behind a head that is stuck: the first item waits, the source has plenty, each result is a kilobyte. When
 * no more is read and done, the heap is looked at. An operation of JMH is one such run.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StuckHeadBenchmark {

    private static final int RESULT_BYTES = 1 << 10;
    private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    /** Does one run. */
    @Benchmark
    public void stick(Course course, Held held) throws Exception {
        course.run(held);
    }

    /** What a run has shown. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Held {
        /** How many items were read behind the head. */
        public long items;
        /** How much heap was held. */
        public long bytes;
    }

    /** A contender. */
    @State(Scope.Thread)
    public static class Course {

        /** Who. */
        @Param("lockfree-run")
        public String contender = "";

        /** How many work at once. */
        @Param("2")
        public int parallelism;

        /** How many items may be under way. */
        @Param("1024")
        public int window;

        /** How many items there are at all. */
        @Param("100000")
        public int items;

        void run(Held held) throws Exception {
            Settings settings = Settings.of(parallelism, window);
            AtomicLong read = new AtomicLong();
            AtomicLong done = new AtomicLong();
            AtomicLong delivered = new AtomicLong();
            CountDownLatch stuck = new CountDownLatch(1);
            try (Contender ready = Entrant.named(contender).open(settings)) {
                long before = usedBytes();
                FutureTask<Void> run = new FutureTask<>(() -> {
                    ready.run(new Job<Long, byte[]>(
                            items,
                            place -> {
                                read.incrementAndGet();
                                return place;
                            },
                            place -> {
                                if (place == 0) {
                                    await(stuck);
                                }
                                done.incrementAndGet();
                                return new byte[RESULT_BYTES];
                            },
                            result -> delivered.incrementAndGet()));
                    return null;
                });
                Thread thread = new Thread(run, "stuck");
                thread.start();
                awaitStill(read, done);
                held.items = read.get() - 1;
                held.bytes = Math.max(0, usedBytes() - before);
                stuck.countDown();
                run.get();
            }
            if (delivered.get() != items) {
                throw new IllegalStateException(
                        "%s is not complete: %d of %d results have come".formatted(contender, delivered.get(), items));
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Until nothing has moved for a while. */
        private static void awaitStill(AtomicLong read, AtomicLong done) {
            long last = -1;
            long since = System.nanoTime();
            while (last <= 0 || System.nanoTime() - since < STILL_NANOS) {
                Workloads.sleep(LOOK_NANOS);
                long now = read.get() + done.get();
                if (now != last) {
                    last = now;
                    since = System.nanoTime();
                }
            }
        }

        private static long usedBytes() {
            MEMORY.gc();
            return MEMORY.getHeapMemoryUsage().getUsed();
        }
    }
}
