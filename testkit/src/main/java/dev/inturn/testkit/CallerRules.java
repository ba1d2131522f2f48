package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import dev.inturn.spi.OrderingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What holds where calling threads may work instead of waiting; a strategy need not make use of that. */
interface CallerRules extends StrategyUnderTest {

    @Property(tries = Load.BATCHES)
    default void P1_everything_is_delivered_where_callers_work_in_tiny_runs(@ForAll long seed) {
        TinyRun.playWithCallers("P1", strategy(), seed, run -> {
            run.awaitAll("P1", run.startSubmitters());
            run.awaitDelivered();
            run.processor().close();
            run.verify("P1");
        });
    }

    @Property(tries = Load.BATCHES)
    default void L1_close_delivers_everything_where_callers_work_in_tiny_runs(@ForAll long seed) {
        TinyRun.playWithCallers("L1", strategy(), seed, run -> {
            run.awaitAll("L1", run.startImpatientSubmitters());
            run.processor().close();
            run.verifyNobodyInside("L1");
            run.verify("L1");
        });
    }

    @Property(tries = 20)
    default void P2_items_wait_for_no_busy_thread_while_the_caller_that_works_is_away(
            @ForAll @IntRange(min = 2, max = 5) int parallelism,
            @ForAll @IntRange(min = 8, max = 500) int capacity,
            @ForAll @IntRange(min = 2_000, max = 3_000) int shortItems,
            @ForAll @IntRange(min = 1, max = 200) int distance) {
        // One place may be left to the caller.
        int fitting = Math.min(distance, (capacity - 1) / 4);
        Sprint.check("P2", strategy(), parallelism, capacity, true, shortItems, parallelism - 2, fitting);
    }

    @Property(tries = 20)
    default void P3_a_caller_that_works_is_one_of_the_parallelism(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 64) int capacity,
            @ForAll @IntRange(min = 1, max = 3) int submitters) {
        int items = 1_000;
        Watchdog.guard(
                "P3",
                "parallelism %d, capacity %d, %d submitters".formatted(parallelism, capacity, submitters),
                () -> new Crowd(parallelism).play(strategy(), capacity, submitters, items));
    }

    /** Some submitters of short items, all of whom may work. */
    final class Crowd {
        private final int parallelism;
        private final AtomicInteger working = new AtomicInteger();
        private final AtomicReference<@Nullable Breach> breach = new AtomicReference<>();
        private final AtomicInteger delivered = new AtomicInteger();

        Crowd(int parallelism) {
            this.parallelism = parallelism;
        }

        void play(OrderingStrategy strategy, int capacity, int submitters, int items) throws Exception {
            try (OrderedProcessor<Integer> processor = Inturn.defaults()
                    .strategy(strategy)
                    .parallelism(parallelism)
                    .capacity(capacity)
                    .callerWorks(true)
                    .processor(this::function, this::sink)) {
                List<Actor<?>> actors = new ArrayList<>();
                for (int i = 0; i < submitters; i++) {
                    actors.add(Actor.start(() -> {
                        for (int item = 0; item < items; item++) {
                            processor.submit(item);
                        }
                        return null;
                    }));
                }
                for (Actor<?> actor : actors) {
                    actor.await("B2", "all submitters should return");
                }
            }
            Breach first = breach.get();
            if (first != null) {
                throw first;
            }
            Breach.unless(delivered.get() == submitters * items, "L1", delivered.get() + " were delivered");
        }

        private Integer function(Integer item) {
            work(item % 100 == 0 ? 1_000 : 5, item % 5 == 0);
            return item;
        }

        private void sink(Integer result) {
            work(2, false);
            delivered.lazySet(delivered.get() + 1);
        }

        /** Lets others have the processor meanwhile, if that is wanted: so that those who must not work at once meet. */
        @SuppressWarnings("ThreadPriorityCheck") // the yield makes meetings likelier, no more
        private void work(int spins, boolean yields) {
            int workers = working.incrementAndGet();
            if (workers > parallelism) {
                breach.compareAndSet(
                        null, new Breach("P3", workers + " threads work at once, parallelism is " + parallelism));
            }
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            if (yields) {
                Thread.yield();
            }
            working.decrementAndGet();
        }
    }
}
