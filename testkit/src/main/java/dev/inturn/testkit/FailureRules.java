package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.ItemFailedException;
import dev.inturn.OrderedProcessingException;
import dev.inturn.OrderedProcessor;
import dev.inturn.Outcome;
import dev.inturn.SinkFailedException;
import dev.inturn.spi.Engine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

/** F1 to F4: what becomes of a run when the function or the sink fails. */
interface FailureRules extends StrategyUnderTest {

    /** Items of the runs at full speed. */
    int ITEMS = 200;

    @Walks
    default void F1_the_first_failed_item_in_order_decides(
            @ForAll(supplier = Scenario.WithFailures.class) Scenario scenario) {
        Walk.check("F1", strategy(), scenario);
    }

    @Property(tries = 50)
    default void F1_holds_at_full_speed(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 16) int capacity,
            @ForAll @NotEmpty Set<@IntRange(max = ITEMS - 1) Integer> failing) {
        String circumstances = "parallelism %d, capacity %d, failing %s".formatted(parallelism, capacity, failing);
        Watchdog.guard("F1", circumstances, () -> {
            int first = Collections.min(failing);
            List<Integer> delivered = new ArrayList<>();
            OrderedProcessingException failure = thrownBy(() ->
                    settings(parallelism, capacity).run(range(ITEMS), item -> failOn(failing, item), delivered::add));
            Breach.unless(failure.sequence() == first, "F1", "the run failed by item " + failure.sequence());
            Breach.unless(delivered.equals(range(first)), "F1", "delivered is " + delivered);
        });
    }

    @Walks
    default void F2_the_exception_tells_sequence_item_and_cause(
            @ForAll(supplier = Scenario.WithFailures.class) Scenario scenario) {
        Walk.check("F2", strategy(), scenario);
    }

    @Property(tries = 20)
    default void F2_whatever_is_thrown_is_the_failure_of_its_item(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 4) int capacity) {
        List<Throwable> causes = List.of(
                new InterruptedException("thrown by the function"),
                new TimeoutException(),
                new CancellationException(),
                new StackOverflowError());
        for (Throwable cause : causes) {
            Watchdog.guard("F2", "parallelism %d, capacity %d, %s".formatted(parallelism, capacity, cause), () -> {
                List<Integer> delivered = new ArrayList<>();
                OrderedProcessingException failure = thrownBy(() -> settings(parallelism, capacity)
                        .run(
                                range(6),
                                item -> {
                                    if (item == 3) {
                                        FailureRules.<RuntimeException>raise(cause);
                                    }
                                    return item;
                                },
                                delivered::add));
                Breach.unless(
                        failure instanceof ItemFailedException of
                                && of.sequence() == 3
                                && Integer.valueOf(3).equals(of.item())
                                && of.getCause() == cause,
                        "F2",
                        "the run failed by " + failure);
                Breach.unless(delivered.equals(range(3)), "F1", "delivered is " + delivered);
            });
        }
    }

    @Walks
    default void F3_submit_and_close_throw_after_a_failure(
            @ForAll(supplier = Scenario.WithFailures.class) Scenario scenario) {
        Walk.check("F3", strategy(), scenario);
    }

    @Property(tries = 20)
    default void F3_all_who_wait_are_told_of_a_failure_each_by_an_exception_of_their_own(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        Watchdog.guard("F3", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                OrderedProcessor<Integer> processor = stage.processor();
                stage.letFail(0);
                stage.submitUpTo(capacity);
                Actor<Long> submitter = Actor.start(() -> stage.engine().submit(-1, Long.MAX_VALUE));
                Actor<OrderedProcessingException> user = Actor.start(() -> thrownBy(() -> processor.submit(-1)));
                submitter.awaitBlockedOrDone();
                user.awaitBlockedOrDone();
                stage.letReturn(0);

                Breach.unless(
                        submitter.await("F3", "who waits should be told") == Engine.STOPPED,
                        "F3",
                        "a submitter was not told of the end");
                List<OrderedProcessingException> told = List.of(
                        user.await("F3", "a user who waits should be told"),
                        thrownBy(() -> processor.trySubmit(-1)),
                        thrownBy(processor::close),
                        thrownBy(processor::close));
                for (OrderedProcessingException failure : told) {
                    Breach.unless(
                            failure.sequence() == 0
                                    && failure.getCause() == told.get(0).getCause(),
                            "F3",
                            "told are " + told);
                    Breach.unless(
                            told.stream().filter(other -> other == failure).count() == 1,
                            "F3",
                            "two were told by the same exception: " + told);
                }
            }
        });
    }

    @Property(tries = 20)
    default void F3_a_failing_sink_ends_the_run(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 16) int capacity,
            @ForAll @IntRange(max = ITEMS - 1) int failing) {
        Watchdog.guard("F3", "parallelism %d, capacity %d, at %d".formatted(parallelism, capacity, failing), () -> {
            List<Integer> delivered = new ArrayList<>();
            OrderedProcessingException failure =
                    thrownBy(() -> settings(parallelism, capacity).run(range(ITEMS), (Integer item) -> item, result -> {
                        failOn(Set.of(failing), result);
                        delivered.add(result);
                    }));
            Breach.unless(
                    failure instanceof SinkFailedException && failure.sequence() == failing,
                    "F3",
                    "the run failed by " + failure);
            Breach.unless(delivered.equals(range(failing)), "F3", "delivered is " + delivered);
        });
    }

    @Property(tries = 30)
    default void F4_skipped_failures_leave_the_others_in_order(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 16) int capacity,
            @ForAll Set<@IntRange(max = ITEMS - 1) Integer> failing) {
        Watchdog.guard(
                "F4", "parallelism %d, capacity %d, failing %s".formatted(parallelism, capacity, failing), () -> {
                    List<Integer> delivered = new ArrayList<>();
                    List<Integer> inTurn = new ArrayList<>();
                    settings(parallelism, capacity)
                            .skipFailures((sequence, item, cause) -> inTurn.add((int) sequence))
                            .run(range(ITEMS), item -> failOn(failing, item), result -> {
                                delivered.add(result);
                                inTurn.add(result);
                            });
                    List<Integer> expected = range(ITEMS).stream()
                            .filter(item -> !failing.contains(item))
                            .toList();
                    Breach.unless(delivered.equals(expected), "F4", "delivered is " + delivered);
                    Breach.unless(
                            inTurn.equals(range(ITEMS)), "F4", "sink and listener were called in the order " + inTurn);
                });
    }

    @Property(tries = 30)
    default void F4_captured_failures_stand_in_their_places(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 16) int capacity,
            @ForAll Set<@IntRange(max = ITEMS - 1) Integer> failing) {
        Watchdog.guard(
                "F4", "parallelism %d, capacity %d, failing %s".formatted(parallelism, capacity, failing), () -> {
                    List<Outcome<Integer, Integer>> delivered = new ArrayList<>();
                    settings(parallelism, capacity)
                            .<Integer, Outcome<Integer, Integer>>run(
                                    range(ITEMS), Outcome.capture(item -> failOn(failing, item)), delivered::add);
                    List<Integer> items = delivered.stream().map(Outcome::item).toList();
                    Breach.unless(items.equals(range(ITEMS)), "F4", "delivered is " + items);
                    for (Outcome<Integer, Integer> outcome : delivered) {
                        Breach.unless(
                                outcome.failed() == failing.contains(outcome.item()), "F4", "wrong is " + outcome);
                    }
                });
    }

    private Inturn settings(int parallelism, int capacity) {
        return Inturn.defaults().strategy(strategy()).parallelism(parallelism).capacity(capacity);
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private static Integer failOn(Set<Integer> failing, Integer item) throws Stage.PlannedFailure {
        if (failing.contains(item)) {
            throw new Stage.PlannedFailure(item);
        }
        return item;
    }

    private static OrderedProcessingException thrownBy(Watchdog.Body body) throws Exception {
        try {
            body.run();
        } catch (OrderedProcessingException failure) {
            return failure;
        }
        throw new Breach("F3", "nothing was thrown after a failure");
    }

    @SuppressWarnings("unchecked") // throws what is checked without saying so
    private static <X extends Throwable> void raise(Throwable cause) throws X {
        throw (X) cause;
    }
}
