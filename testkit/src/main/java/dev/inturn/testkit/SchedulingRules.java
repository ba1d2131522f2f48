package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** P1 to P5: when results are delivered, and who works on what. */
interface SchedulingRules extends StrategyUnderTest {

    @Walks
    default void P1_a_result_is_delivered_as_soon_as_it_and_all_before_it_are_done(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        Walk.check("P1", strategy(), scenario);
    }

    @Property(tries = Load.BATCHES)
    default void P1_everything_is_delivered_with_nothing_done_to_bring_it_about_in_tiny_runs(@ForAll long seed) {
        TinyRun.play("P1", strategy(), seed, run -> {
            run.awaitAll("P1", run.startSubmitters());
            run.awaitDelivered();
            run.processor().close();
            run.verify("P1");
        });
    }

    @Property(tries = 20)
    default void P1_no_result_waits_for_its_neighbours_after_thousands_of_short_items(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 500) int capacity,
            @ForAll @IntRange(min = 2_000, max = 3_000) int shortItems) {
        // With one worker nothing behind the item that is held can be processed.
        int items = parallelism == 1 ? 1 : capacity;
        Sprint.check("P1", strategy(), parallelism, items, false, shortItems, 1, 1);
    }

    @Walks
    default void P2_no_worker_is_missing_while_an_item_is_unstarted(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        Walk.check("P2", strategy(), scenario);
    }

    @Property(tries = Load.BATCHES)
    default void P2_every_item_is_started_with_nothing_done_to_bring_it_about_in_tiny_runs(@ForAll long seed) {
        TinyRun.play("P2", strategy(), seed, run -> {
            run.awaitAll("P2", run.startSubmitters());
            run.awaitStarted();
            run.processor().close();
            run.verify("P2");
        });
    }

    @Property(tries = 20)
    default void P2_no_item_waits_for_a_busy_thread_after_thousands_of_short_items(
            @ForAll @IntRange(min = 2, max = 4) int parallelism,
            @ForAll @IntRange(min = 8, max = 500) int capacity,
            @ForAll @IntRange(min = 2_000, max = 3_000) int shortItems,
            @ForAll @IntRange(min = 1, max = 200) int distance) {
        int fitting = Math.min(distance, (capacity - 1) / 3);
        Sprint.check("P2", strategy(), parallelism, capacity, false, shortItems, parallelism - 1, fitting);
    }

    /** The executor has threads to spare, which are tempting. */
    @Walks
    default void P3_no_more_than_parallelism_work(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        int threads = scenario.parallelism() + 2;
        ExecutorService executor = strategy().newExecutor(threads, "testkit-");
        try {
            Walk.check("P3", strategy(), scenario, Inturn.defaults().executor(executor), threads);
        } finally {
            executor.shutdown();
        }
    }

    @Walks
    default void P4_items_are_started_in_their_order(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        Walk.check("P4", strategy(), scenario);
    }

    @Property(tries = 50)
    default void P5_no_pump_exists_while_a_run_is_idle(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 8) int capacity,
            @ForAll @IntRange(min = 1, max = 3) int bursts) {
        Watchdog.guard("P5", "parallelism %d, capacity %d, %d bursts".formatted(parallelism, capacity, bursts), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                Breach.unless(!stage.pumps().any(), "P5", "a pump exists before the first submit");
                stage.letAllReturn();
                for (int burst = 1; burst <= bursts; burst++) {
                    stage.submitUpTo(burst * capacity);
                    stage.expectDelivered(burst * capacity, "P1");
                    Breach.unless(!stage.pumps().any(), "P5", "a pump exists in an idle run: " + stage.pumps());
                    if (stage.ownExecutor() instanceof ThreadPoolExecutor pool) {
                        Watchdog.await("P5", "the pool should have no task", () -> pool.getActiveCount() == 0);
                    } else if (stage.ownExecutor() instanceof ForkJoinPool pool) {
                        Watchdog.await("P5", "the pool should have no task", pool::isQuiescent);
                    }
                }
                stage.processor().close();
            }
        });
    }

    /** On an executor that was given: what else has come is the engine's. */
    @Example
    default void P5_an_idle_run_has_no_thread_but_those_of_its_executor() {
        int items = 50;
        Watchdog.guard("P5", "an idle run", () -> {
            Workplace workplace = new Workplace("the strategy's own", strategy().newExecutor(2, "testkit-"), 2);
            Census census = new Census();
            CountDownLatch undelivered = new CountDownLatch(items);
            try (workplace;
                    OrderedProcessor<Integer> processor = Inturn.defaults()
                            .strategy(strategy())
                            .executor(workplace.executor())
                            .parallelism(2)
                            .processor((Integer item) -> item, result -> undelivered.countDown())) {
                for (int item = 0; item < items; item++) {
                    processor.submit(item);
                }
                if (!Watchdog.await(undelivered)) {
                    throw Breach.hang("P1", "all should be delivered");
                }
                census.awaitNoOther("P5", "an idle run should have no thread but those of its executor");
            }
        });
    }

    @Property(tries = 50)
    default void P5_pumps_end_that_could_only_wait_for_a_slow_head(
            @ForAll @IntRange(min = 2, max = 4) int parallelism, @ForAll @IntRange(min = 2, max = 8) int capacity) {
        Watchdog.guard("P5", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.openFunctionBut(0);
                stage.submitUpTo(capacity);
                // At rest there is no pump but the one that is held.
                Stage.View view = stage.atRest();
                Breach.unless(view.returned().size() == capacity - 1, "P2", "a slow head stops others: " + view);
                stage.letReturn(0);
                stage.expectDelivered(capacity, "P1");
            }
        });
    }
}
