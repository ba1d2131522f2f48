package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import dev.inturn.spi.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** B1 and B2: the window, and those who wait for room in it. */
interface BoundRules extends StrategyUnderTest {

    @Walks
    default void B1_no_more_than_capacity_are_accepted_and_undelivered(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        Walk.check("B1", strategy(), scenario);
    }

    @Property(tries = 30)
    default void B1_a_place_is_free_when_its_item_is_delivered_not_when_it_is_done(
            @ForAll @IntRange(min = 2, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        Watchdog.guard("B1", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.openFunctionBut(0);
                stage.submitUpTo(capacity);
                Stage.View view = stage.atRest();
                Breach.unless(view.returned().size() == capacity - 1, "P2", "a slow head stops others: " + view);
                Breach.unless(
                        stage.processor().trySubmit(capacity) < 0,
                        "B1",
                        "all but the head is done, none delivered, and yet an item was accepted");
                stage.letReturn(0);
                stage.expectDelivered(capacity, "P1");
                stage.submitUpTo(2 * capacity);
            }
        });
    }

    @Property(tries = 20)
    default void B1_holds_at_full_speed(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 16) int capacity,
            @ForAll @IntRange(min = 1, max = 3) int submitters) {
        AtomicInteger submitted = new AtomicInteger();
        AtomicInteger delivered = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        String circumstances =
                "parallelism %d, capacity %d, %d submitters".formatted(parallelism, capacity, submitters);
        Watchdog.guard("B1", circumstances, () -> {
            OrderedProcessor<Integer> processor = Inturn.defaults()
                    .strategy(strategy())
                    .parallelism(parallelism)
                    .capacity(capacity)
                    .processor((Integer item) -> item, result -> delivered.incrementAndGet());
            List<Actor<?>> actors = new ArrayList<>();
            for (int i = 0; i < submitters; i++) {
                actors.add(Actor.start(() -> {
                    for (int item = 0; item < 500; item++) {
                        processor.submit(item);
                        // What is read first can only be too small, what is read then only too great.
                        int accepted = submitted.incrementAndGet();
                        int undelivered = accepted - delivered.get();
                        most.accumulateAndGet(undelivered, Math::max);
                    }
                    return null;
                }));
            }
            for (Actor<?> actor : actors) {
                actor.await("B2", "all submitters should get in");
            }
            processor.close();
            Breach.unless(most.get() <= capacity, "B1", most + " were accepted and undelivered at once");
        });
    }

    @Walks
    default void B2_trySubmit_does_not_wait_and_is_refused_only_when_the_window_is_full(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        Walk.check("B2", strategy(), scenario);
    }

    @Property(tries = 40)
    default void B2_a_submitter_waits_until_a_place_is_free_and_no_longer_when_nothing_is_unstarted(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        Watchdog.guard("B2", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.submitUpTo(capacity);
                Actor<Long> submitter = Actor.start(() -> stage.engine().submit(capacity, Long.MAX_VALUE));
                submitter.awaitBlockedOrDone();
                // Done, but not delivered.
                for (int item = 1; item < capacity; item++) {
                    stage.letReturn(item);
                    stage.atRest();
                    Breach.unless(!submitter.isDone(), "B1", "a submitter got in before an item was delivered");
                }
                stage.letReturn(0);
                // Now all is delivered but what the submitter brings.
                Breach.unless(
                        submitter.await("B2", "who waits should get in") == capacity, "O3", "the number is wrong");
                stage.letReturn(capacity);
                stage.expectDelivered(capacity + 1, "P1");
            }
        });
    }

    @Property(tries = 40)
    default void B2_a_submitter_gets_in_when_the_last_unstarted_item_is_started(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 2, max = 8) int capacity) {
        Watchdog.guard("B2", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                stage.submitUpTo(capacity);
                Actor<Long> submitter = Actor.start(() -> stage.engine().submit(capacity, Long.MAX_VALUE));
                submitter.awaitBlockedOrDone();
                // One after another, until a place is free and all items are in the function or past it.
                int last = Math.max(1, capacity - parallelism);
                for (int item = 0; item < last; item++) {
                    stage.letReturn(item);
                    stage.atRest();
                }
                Breach.unless(
                        submitter.await("B2", "who waits should get in") == capacity, "O3", "the number is wrong");
                stage.letAllReturn();
                stage.expectDelivered(capacity + 1, "P1");
            }
        });
    }

    @Property(tries = 40)
    default void B2_all_who_wait_get_in_as_far_as_there_is_room(
            @ForAll @IntRange(min = 1, max = 4) int capacity, @ForAll @IntRange(min = 1, max = 6) int waiting) {
        Watchdog.guard("B2", "parallelism and capacity %d, %d submitters wait".formatted(capacity, waiting), () -> {
            try (Stage stage = Stage.of(strategy(), capacity, capacity)) {
                stage.submitUpTo(capacity);
                stage.numbersAreOpen();
                List<Actor<Long>> submitters = new ArrayList<>();
                for (int i = 0; i < waiting; i++) {
                    int item = capacity + i;
                    submitters.add(Actor.start(() -> stage.engine().submit(item, Long.MAX_VALUE)));
                }
                for (Actor<?> submitter : submitters) {
                    submitter.awaitBlockedOrDone();
                }
                for (int item = 0; item < capacity; item++) {
                    stage.letReturn(item);
                }
                int room = Math.min(waiting, capacity);
                Watchdog.await(
                        "B2",
                        room + " who wait should get in",
                        () -> submitters.stream().filter(Actor::isDone).count() >= room);
                Stage.View view = stage.atRest();
                Breach.unless(view.inFunction().size() == room, "B1", "not " + room + " got in: " + view);

                stage.letAllReturn();
                for (Actor<Long> submitter : submitters) {
                    Breach.unless(
                            submitter.await("B2", "all who wait should get in") >= capacity, "O3", "a number is wrong");
                }
                stage.expectDelivered(capacity + waiting, "P1");
            }
        });
    }

    @Property(tries = 30)
    default void B2_a_submit_that_is_interrupted_or_timed_out_leaves_no_trace(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 4) int capacity) {
        Watchdog.guard("B2", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Stage stage = Stage.of(strategy(), parallelism, capacity)) {
                Engine<Integer> engine = stage.engine();
                stage.submitUpTo(capacity);
                int refused = -1;
                Actor<Long> submitter = Actor.start(() -> engine.submit(refused, Long.MAX_VALUE));
                submitter.awaitBlockedOrDone();
                submitter.interrupt();
                Breach.unless(isInterrupted(submitter), "B2", "an interrupted submit returned");

                Actor<Long> late = Actor.start(() -> {
                    Thread.currentThread().interrupt();
                    return engine.submit(refused, Long.MAX_VALUE);
                });
                Breach.unless(isInterrupted(late), "B2", "a submit of an interrupted thread waited or returned");

                long answer = engine.submit(refused, TimeUnit.MICROSECONDS.toNanos(100));
                Breach.unless(answer == Engine.FULL, "B2", "a submit that should have timed out returned " + answer);
                answer = stage.processor().trySubmit(refused, Duration.ofNanos(1));
                Breach.unless(answer == -1, "B2", "a submit that should have timed out returned " + answer);

                Breach.unless(engine.accepted() == capacity, "B2", "refused items are counted as accepted");
                stage.letAllReturn();
                Stage.View view = stage.atRest();
                Breach.unless(view.delivered().size() == capacity, "B2", "a refused item left a trace: " + view);
                answer = stage.processor().trySubmit(capacity);
                Breach.unless(answer == capacity, "B2", "a refused item left a hole: the next number is " + answer);
                stage.expectDelivered(capacity + 1, "B2");
            }
        });
    }

    @Property(tries = 4)
    default void B2_a_timed_submit_waits_as_long_as_it_may(@ForAll @IntRange(min = 1, max = 5) int millis) {
        Watchdog.guard("B2", millis + " ms", () -> {
            try (Stage stage = Stage.of(strategy(), 1, 1)) {
                stage.submitUpTo(1);
                long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
                long start = System.nanoTime();
                long answer = stage.engine().submit(-1, nanos);
                long waited = System.nanoTime() - start;
                Breach.unless(answer == Engine.FULL, "B2", "a submit that should have timed out returned " + answer);
                Breach.unless(waited >= nanos, "B2", "submit gave up after %d of %d ns".formatted(waited, nanos));
            }
        });
    }

    /**
     * That nobody looks can be seen only while time goes by. Who never looks is right however much or little that is; of
     * who looks every other millisecond it is enough.
     */
    @Property(tries = 2)
    default void B2_who_waits_is_woken_and_does_not_look_for_itself(@ForAll @IntRange(min = 1, max = 4) int capacity) {
        Watchdog.guard("B2", "parallelism and capacity " + capacity, () -> {
            try (Stage stage = Stage.of(strategy(), capacity, capacity)) {
                stage.submitUpTo(capacity);
                stage.atRest();
                Actor<?> submitter = Actor.start(() -> stage.engine().submit(-1, Long.MAX_VALUE));
                Actor<?> closer = Actor.start(() -> stage.engine().awaitEmpty(Long.MAX_VALUE));
                submitter.awaitBlockedOrDone();
                closer.awaitBlockedOrDone();
                long before = submitter.waits() + closer.waits();
                Watchdog.work(Duration.ofMillis(60));
                long looks = submitter.waits() + closer.waits() - before;
                // They may have waited for a lock at first, and a wait may end for no reason.
                Breach.unless(looks <= 4, "B2", "two who wait have looked %d times".formatted(looks));
            }
        });
    }

    @Property(tries = 10)
    default void B2_trySubmit_and_cancel_do_not_wait_for_a_task_in_another_calling_thread(
            @ForAll @IntRange(min = 1, max = 4) int parallelism) {
        Watchdog.guard("B2", "parallelism " + parallelism, () -> {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch held = new CountDownLatch(1);
            try (Workplace workplace = Workplace.callingThread(strategy())) {
                OrderedProcessor<Integer> processor = Inturn.defaults()
                        .strategy(strategy())
                        .executor(workplace.executor())
                        .parallelism(parallelism)
                        .capacity(2)
                        .processor(
                                (Integer item) -> {
                                    if (item == 0) {
                                        begun.countDown();
                                        awaitDeaf(held);
                                    }
                                    return item;
                                },
                                result -> {});
                Actor<Long> first = Actor.start(() -> processor.submit(0));
                begun.await();
                try {
                    Actor<Long> second = Actor.start(() -> processor.trySubmit(1));
                    long number = second.await("B2", "trySubmit should return while another thread works");
                    Breach.unless(number == 1, "B2", "trySubmit returned " + number + " where there is room");
                    Actor<?> canceller = Actor.start(() -> {
                        processor.cancel();
                        return null;
                    });
                    canceller.await("L2", "cancel should return while another thread works");
                } finally {
                    held.countDown();
                }
                first.await("X1", "submit should return when its thread has done the work");
                processor.close();
            }
        });
    }

    private static void awaitDeaf(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // Takes no notice of it.
            }
        }
    }

    private static boolean isInterrupted(Actor<?> actor) throws Exception {
        try {
            actor.await("B2", "a submit that is interrupted should end");
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Property(tries = 10)
    default void B2_an_interrupt_does_not_matter_where_there_is_room(@ForAll @IntRange(min = 1, max = 4) int capacity) {
        Watchdog.guard("B2", "capacity " + capacity, () -> {
            try (Stage stage = Stage.of(strategy(), 1, capacity)) {
                Engine<Integer> engine = stage.engine();
                Actor<Boolean> submitter = Actor.start(() -> {
                    Thread.currentThread().interrupt();
                    for (int item = 0; item < capacity; item++) {
                        engine.submit(item, item % 2 == 0 ? 0 : Long.MAX_VALUE);
                    }
                    Breach.unless(engine.submit(capacity, 0) == Engine.FULL, "B1", "too many were accepted");
                    return Thread.interrupted();
                });
                try {
                    boolean kept = submitter.await("B2", "a submit with room should return");
                    Breach.unless(kept, "B2", "submit has taken an interrupt that it had no use for");
                } catch (InterruptedException e) {
                    throw new Breach("B2", "a submit that had no need to wait was interrupted");
                }
                stage.letAllReturn();
                stage.expectDelivered(capacity, "P1");
            }
        });
    }

    @Property(tries = Load.BATCHES)
    default void B2_interrupts_and_time_outs_leave_no_trace_in_tiny_runs(@ForAll long seed) {
        TinyRun.play("B2", strategy(), seed, run -> {
            List<Actor<?>> submitters = run.startImpatientSubmitters();
            Actor<?> disturber = run.start(() -> submitters.forEach(Actor::interrupt));
            run.awaitAll("B2", List.of(disturber));
            run.awaitAll("B2", submitters);
            run.processor().close();
            run.verify("B2");
        });
    }
}
