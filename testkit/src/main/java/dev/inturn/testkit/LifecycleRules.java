package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.ItemFailedException;
import dev.inturn.OrderedProcessor;
import dev.inturn.spi.Engine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** L1 to L3: how a run ends when all is well, and when it is cancelled. */
interface LifecycleRules extends StrategyUnderTest {

    /** A time-out that is not to run out. */
    Duration LONG = Duration.ofHours(1);

    @Property(tries = 30)
    default void L1_close_takes_no_more_delivers_everything_and_waits_for_the_last_call(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        Watchdog.guard("L1", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                int last = capacity - 1;
                stage.holdSink(last);
                stage.submitUpTo(capacity);
                Actor<?> closer = startClose(stage);
                Actor<?> another = startClose(stage);
                closer.awaitBlockedOrDone();
                another.awaitBlockedOrDone();
                Breach.unless(!stage.engine().awaitEmpty(0), "L1", "awaitEmpty is content with items in the function");
                // While it does not refuse yet the window is full, so nothing gets in.
                Watchdog.await("L1", "close should make trySubmit refuse", () -> refuses(stage));

                stage.openFunctionBut();
                Breach.unless(stage.atRest().inSink() == last, "L1", "the last result is not in the sink");
                Breach.unless(!stage.engine().awaitEmpty(0), "L1", "awaitEmpty is content while the last call runs");
                Breach.unless(!closer.isDone() && !another.isDone(), "L1", "close returned while the last call ran");

                stage.letSinkReturn(last);
                closer.await("L1", "close should return when all is delivered");
                another.await("L1", "the other close should return as well");
                stage.processor().close();
                Stage.View view = stage.atRest();
                Breach.unless(view.delivered().size() == capacity, "L1", "close left something: " + view);
                Breach.unless(view.interrupts() == 0, "L1", "close interrupted a call");
                ExecutorService own = stage.ownExecutor();
                Breach.unless(own != null && own.isTerminated(), "L1", "the run's own executor is alive after close");
            }
        });
    }

    private static Actor<?> startClose(Stage stage) {
        return Actor.start(() -> {
            stage.processor().close();
            return null;
        });
    }

    private static boolean refuses(Stage stage) {
        try {
            stage.processor().trySubmit(-1);
            return false;
        } catch (IllegalStateException refused) {
            return true;
        }
    }

    @Property(tries = 30)
    default void L1_who_waits_for_room_is_refused_by_close(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        Watchdog.guard("L1", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.submitUpTo(capacity);
                Actor<Long> submitter = Actor.start(() -> stage.engine().submit(-1, Long.MAX_VALUE));
                submitter.awaitBlockedOrDone();
                Actor<?> closer = startClose(stage);
                Breach.unless(
                        submitter.await("L1", "who waits should be refused") == Engine.CLOSED,
                        "L1",
                        "who waited was not refused");
                stage.letAllReturn();
                closer.await("L1", "close should return when all is delivered");
                stage.expectDelivered(capacity, "L1");
            }
        });
    }

    @Property(tries = 30)
    default void L1_who_waits_for_the_end_is_told(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        Watchdog.guard("L1", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.submitUpTo(capacity);
                // At the engine: nobody looks whether a wake-up was lost.
                Actor<Boolean> waiter = Actor.start(() -> stage.engine().awaitEmpty(Long.MAX_VALUE));
                waiter.awaitBlockedOrDone();
                Breach.unless(!waiter.isDone(), "L1", "awaitEmpty returned with items in the function");
                stage.letAllReturn();
                boolean empty = waiter.await("L1", "who waits should be told that all is delivered");
                Breach.unless(empty, "L1", "awaitEmpty denies that all is delivered");
                stage.expectDelivered(capacity, "L1");
            }
        });
    }

    @Property(tries = 10)
    default void L1_close_that_is_interrupted_cancels_and_says_so(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        Watchdog.guard("L1", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.submitUpTo(capacity);
                int running = stage.atRest().inFunction().size();
                Actor<Boolean> closer = Actor.start(() -> {
                    try {
                        stage.processor().close();
                        return false;
                    } catch (CancellationException told) {
                        return Thread.interrupted();
                    }
                });
                closer.awaitBlockedOrDone();
                closer.interrupt();
                boolean said = closer.await("L1", "a close that is interrupted should return");
                Breach.unless(said, "L1", "an interrupted close did not say what it left, or ate the interrupt");
                Stage.View view = stage.atRest();
                Breach.unless(
                        view.interrupts() == running && view.inFunction().isEmpty(), "L1", "calls still run: " + view);
            }
        });
    }

    @Example
    default void L1_close_leaves_no_thread_behind() {
        Watchdog.guard("L1", "a run with an executor of its own", () -> {
            Census census = new Census();
            OrderedProcessor<Integer> processor = Inturn.defaults()
                    .strategy(strategy())
                    .parallelism(2)
                    .processor((Integer item) -> item, result -> {});
            for (int item = 0; item < 50; item++) {
                processor.submit(item);
            }
            processor.close();
            census.awaitNoOther("L1", "after close no thread of the run should be left");
        });
    }

    @Property(tries = Load.BATCHES)
    default void L1_what_is_accepted_while_close_is_called_is_delivered_in_tiny_runs(@ForAll long seed) {
        TinyRun.play("L1", strategy(), seed, run -> {
            List<Actor<?>> submitters = run.startSubmitters();
            Actor<?> closer = run.start(() -> run.processor().close());
            Actor<?> another = run.start(() -> {
                run.processor().close();
                run.verifyNobodyInside("L1");
            });
            run.awaitAll("L1", submitters);
            run.awaitAll("L1", List.of(closer, another));
            run.verify("L1");
        });
    }

    @Walks
    default void L2_cancel_ends_a_run_wherever_it_is(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        Walk.checkCancel(strategy(), scenario);
    }

    /** At once, and not only when the calls that run have returned: the function here takes no notice of interrupts. */
    @Property(tries = 30)
    default void L2_all_who_wait_are_released_by_cancel(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        Watchdog.guard("L2", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.makeFunctionDeaf();
                stage.submitUpTo(capacity);
                stage.atRest();
                Actor<Long> submitter = Actor.start(() -> stage.engine().submit(-1, Long.MAX_VALUE));
                Actor<Boolean> waiter = Actor.start(() -> stage.engine().awaitEmpty(Long.MAX_VALUE));
                Actor<Boolean> user = Actor.start(() -> {
                    try {
                        stage.processor().submit(-1);
                        return false;
                    } catch (CancellationException told) {
                        return true;
                    }
                });
                submitter.awaitBlockedOrDone();
                waiter.awaitBlockedOrDone();
                user.awaitBlockedOrDone();

                stage.processor().cancel();
                Breach.unless(
                        submitter.await("L2", "who waits should be released") == Engine.STOPPED,
                        "L2",
                        "a submitter was not told of the end");
                Breach.unless(
                        user.await("L2", "a user who waits should be released"),
                        "L2",
                        "a user who submits was not told of the end");
                Breach.unless(
                        !waiter.await("L2", "who waits for the end should be released"),
                        "L2",
                        "awaitEmpty says that all was delivered");
                Actor<?> closer = startClose(stage);
                closer.awaitBlockedOrDone();
                Breach.unless(!closer.isDone(), "L2", "close did not wait for the calls that run");

                stage.letAllReturn();
                closer.await("L2", "close should return when no call is under way");
                stage.expectDelivered(0, "L2");
            }
        });
    }

    @Property(tries = 10)
    default void L2_submit_tells_how_a_run_has_ended_though_it_was_closed_before(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 8) int capacity,
            @ForAll boolean fails) {
        String circumstances = "parallelism %d, capacity %d, %s"
                .formatted(parallelism, capacity, fails ? "an item fails" : "cancelled");
        Watchdog.guard("L2", circumstances, () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.submitUpTo(capacity);
                startClose(stage);
                Watchdog.await("L1", "close should make trySubmit refuse", () -> refuses(stage));
                if (fails) {
                    stage.letFail(0);
                    stage.letReturn(0);
                } else {
                    stage.processor().cancel();
                }
                stage.whenEnded("L2");
                long answer = stage.engine().submit(-1, 0);
                Breach.unless(answer == Engine.STOPPED, "L2", "submit answers " + answer + " when the run has ended");
                Class<?> told = null;
                try {
                    stage.processor().trySubmit(-1);
                } catch (RuntimeException e) {
                    told = e.getClass();
                }
                Class<?> expected = fails ? ItemFailedException.class : CancellationException.class;
                Breach.unless(told == expected, "L2", "trySubmit throws " + told + ", should " + expected);
            }
        });
    }

    @Property(tries = 20)
    default void L2_no_interrupt_outlives_our_task_on_a_thread(@ForAll @IntRange(min = 1, max = 4) int parallelism) {
        Watchdog.guard("L2", "parallelism " + parallelism, () -> {
            AtomicInteger tasks = new AtomicInteger();
            AtomicInteger interrupted = new AtomicInteger();
            Workplace workplace = Workplace.hooked(strategy(), task -> {
                tasks.incrementAndGet();
                return () -> {
                    task.run();
                    if (Thread.interrupted()) {
                        interrupted.incrementAndGet();
                    }
                    tasks.decrementAndGet();
                };
            });
            Inturn settings = Inturn.defaults().executor(workplace.executor());
            try (workplace;
                    Stage stage = Stage.on(strategy(), settings, parallelism, parallelism, workplace.threads())) {
                stage.submitUpTo(parallelism);
                stage.atRest();
                stage.processor().cancel();
                stage.processor().close();
                Breach.unless(stage.view().interrupts() == parallelism, "L2", "not all calls were interrupted");
                Watchdog.await("L2", "all tasks should end", () -> tasks.get() == 0);
                Breach.unless(interrupted.get() == 0, "L2", "an interrupt outlives the task on " + interrupted);
            }
        });
    }

    @Property(tries = Load.BATCHES)
    default void L2_cancel_at_any_moment_leaves_a_prefix_and_nobody_waiting_in_tiny_runs(@ForAll long seed) {
        TinyRun.play("L2", strategy(), seed, run -> {
            List<Actor<?>> submitters = run.startSubmitters();
            Actor<?> canceller = run.start(() -> run.processor().cancel());
            Actor<?> closer = run.start(() -> run.processor().close());
            run.awaitAll("L2", submitters);
            run.awaitAll("L2", List.of(canceller, closer));
            run.verifyNobodyInside("L2");
            run.verifyPrefix("L2");
        });
    }

    @Property(tries = 20)
    default void L3_a_timed_close_returns_in_time_with_what_has_become(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        Watchdog.guard("L3", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                Breach.unless(stage.engine().awaitEmpty(0), "L3", "awaitEmpty says no before the first item");
                stage.submitUpTo(capacity);
                stage.makeFunctionDeaf();
                stage.atRest();
                boolean empty = stage.engine().awaitEmpty(TimeUnit.MICROSECONDS.toNanos(200));
                Breach.unless(!empty, "L3", "awaitEmpty says yes when the time is over");
                // Returns though the function takes no notice of the interrupt.
                boolean delivered = stage.processor().close(Duration.ofNanos(1));
                Breach.unless(!delivered, "L3", "close says that all was delivered");
                stage.letAllReturn();
                stage.processor().close();
                stage.expectDelivered(0, "L3");
            }
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.submitUpTo(capacity);
                stage.letAllReturn();
                Breach.unless(stage.processor().close(LONG), "L3", "close denies that all was delivered");
                stage.expectDelivered(capacity, "L3");
            }
        });
    }

    @Property(tries = 10)
    default void L3_a_timed_close_that_is_interrupted_leaves_the_run_as_it_is(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        Watchdog.guard("L3", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.submitUpTo(capacity);
                Actor<Boolean> closer = Actor.start(() -> {
                    try {
                        stage.processor().close(LONG);
                        return false;
                    } catch (InterruptedException expected) {
                        return true;
                    }
                });
                closer.awaitBlockedOrDone();
                closer.interrupt();
                boolean told = closer.await("L3", "a close that is interrupted should return");
                Breach.unless(told, "L3", "an interrupted close returned");
                stage.letAllReturn();
                Breach.unless(stage.processor().close(LONG), "L3", "the second close did not deliver all");
                Stage.View view = stage.atRest();
                Breach.unless(view.delivered().size() == capacity, "L3", "not all was delivered: " + view);
                Breach.unless(view.interrupts() == 0, "L3", "the interrupt reached the function or the sink");
            }
        });
    }
}
