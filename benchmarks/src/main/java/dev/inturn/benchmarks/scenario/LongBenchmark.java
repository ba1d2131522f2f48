package dev.inturn.benchmarks.scenario;

import dev.inturn.benchmarks.contender.Contender;
import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.contender.OrderedSink;
import dev.inturn.benchmarks.contender.Settings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A contender in one run of minutes, so that its arrays have grown old and the collector has had to do with them. The
 * figure is that of the last half. The plain loop runs before. An operation of JMH is one such run.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LongBenchmark {

    private static final long LOOP_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long FIRST_ITEMS = 1 << 12;

    /** Does one run. */
    @Benchmark
    public void run(Course course, Parts parts) throws Exception {
        course.run(parts);
    }

    /** What a run has shown. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Parts {
        /** Items of the last half. */
        public long items;
        /** How long that was. */
        public long nanos;
        /** Items of the first tenth. */
        public long earlyItems;
        /** How long that was. */
        public long earlyNanos;
        /** Items of the last half of the loop. */
        public long loopItems;
        /** How long that was. */
        public long loopNanos;
    }

    /** A contender on a workload. */
    @State(Scope.Thread)
    public static class Course {

        /** Who. */
        @Param("lockfree-run")
        public String contender = "";

        /** What. */
        @Param("fresh:100")
        public String workload = "";

        /** How many work at once. */
        @Param("2")
        public int parallelism;

        /** How many items may be under way. */
        @Param("1024")
        public int window;

        /** How long the run takes, about. */
        @Param("120")
        public int seconds;

        void run(Parts parts) throws Exception {
            Settings settings = Settings.of(parallelism, window);
            Entrant entrant = Entrant.named(contender);
            Trial.check(entrant, settings);
            Workload<?, ?> work = Workloads.named(workload);
            try (Contender loop = Entrant.LOOP.open(settings);
                    Contender ready = entrant.open(settings)) {
                long count = countFor(loop, work, LOOP_NANOS);
                Marks marks = run(loop, work, count);
                parts.loopItems = count - marks.half;
                parts.loopNanos = marks.endNanos - marks.halfNanos;

                count = countFor(ready, work, TimeUnit.SECONDS.toNanos(seconds));
                marks = run(ready, work, count);
                parts.items = count - marks.half;
                parts.nanos = marks.endNanos - marks.halfNanos;
                parts.earlyItems = marks.tenth;
                parts.earlyNanos = marks.tenthNanos - marks.beginNanos;
            }
        }

        /** Warms up, and sees how many items take so long. */
        private <I, R> long countFor(Contender any, Workload<I, R> work, long nanos) throws Exception {
            long count = FIRST_ITEMS;
            long warm = System.nanoTime() + WARM_UP_NANOS;
            Marks marks;
            do {
                marks = run(any, work, count);
                if (marks.takenNanos() < WARM_UP_NANOS / 10) {
                    count *= 2;
                }
            } while (System.nanoTime() - warm < 0);
            return (long) ((double) count * nanos / marks.takenNanos());
        }

        private <I, R> Marks run(Contender any, Workload<I, R> work, long count) throws Exception {
            Marks marks = new Marks(count);
            OrderCheck<R> check = work.check(1);
            OrderedSink<R> sink = result -> {
                check.accept(result);
                marks.tick(check.count());
            };
            any.run(work.job(count, sink));
            marks.endNanos = System.nanoTime();
            check.finish(contender, count);
            return marks;
        }
    }

    /** When how much of a run was over. */
    private static final class Marks {
        private final long tenth;
        private final long half;
        private final long beginNanos = System.nanoTime();
        private long tenthNanos;
        private long halfNanos;
        private long endNanos;

        private Marks(long count) {
            tenth = count / 10;
            half = count / 2;
        }

        private void tick(long delivered) {
            if (delivered == tenth) {
                tenthNanos = System.nanoTime();
            } else if (delivered == half) {
                halfNanos = System.nanoTime();
            }
        }

        private long takenNanos() {
            return endNanos - beginNanos;
        }
    }
}
