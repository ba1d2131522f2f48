package dev.inturn.benchmarks.scenario;

import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.contender.Settings;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/**
 * How fast items pass through a contender, and how fast through the plain loop, in turns of some 10 to 100 ms. An
 * operation of JMH is one such turn of the contender; the figures that count are in {@link Figures}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ThroughputBenchmark {

    /** Does one turn. */
    @Benchmark
    public void turn(Course course, Figures figures) throws Exception {
        course.turns().contender(figures);
    }

    /** A contender on a workload. */
    @State(Scope.Thread)
    public static class Course {

        /** Who. */
        @Param("lockfree-run")
        public String contender = "";

        /** What. */
        @Param("cpu:1000")
        public String workload = "";

        /** How many work at once. */
        @Param("2")
        public int parallelism;

        /** How many items may be under way. */
        @Param("1024")
        public int window;

        /** How many submit. */
        @Param("1")
        public int submitters;

        private @Nullable Turns<?, ?> turns;

        Turns<?, ?> turns() {
            return Objects.requireNonNull(turns);
        }

        /** Checks the contender and makes it ready. */
        @Setup(Level.Trial)
        public void open() throws Exception {
            boolean waits = workload.startsWith(Workloads.WAIT);
            Settings settings = new Settings(parallelism, window, submitters, waits);
            Entrant entrant = Entrant.named(contender);
            Optional<Workload<?, ?>> lighter = Workloads.lighter(workload);
            if (lighter.isPresent()) {
                Turns.warmUp(entrant, settings, lighter.get());
            }
            turns = Turns.open(entrant, settings, Workloads.named(workload));
        }

        /** Lets the plain loop have its turn, which JMH does not time. */
        @Setup(Level.Invocation)
        public void loop() throws Exception {
            turns().loop();
        }

        /** Lets the contender's threads go. */
        @TearDown(Level.Trial)
        public void close() throws Exception {
            turns().close();
        }
    }
}
