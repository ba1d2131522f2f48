package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import dev.inturn.spi.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** X1: executors of all kinds, those that refuse to work, and those that are shared. */
interface ExecutorRules extends StrategyUnderTest {

    @Property(tries = 40)
    default void X1_every_executor_that_is_accepted_will_do(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        List<Workplace> workplaces = Workplace.acceptedBy(strategy());
        Breach.unless(!workplaces.isEmpty(), "X1", "the strategy accepts not even an executor that it has made");
        for (Workplace workplace : workplaces) {
            try (workplace) {
                Inturn settings = Inturn.defaults().executor(workplace.executor());
                Walk.checkAll("X1", strategy(), scenario, settings, workplace.threads());
            } catch (Breach breach) {
                throw breach.when("on the executor: " + workplace.name());
            }
        }
    }

    /** The function submits as well, so that the executor is asked to run a pump inside of a pump. */
    @Property(tries = 20)
    default void X1_an_executor_may_run_tasks_in_the_calling_thread(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 8) int capacity) {
        for (Workplace workplace : Workplace.inTheCallingThread(strategy())) {
            Watchdog.guard("X1", "parallelism %d, capacity %d, %s".formatted(parallelism, capacity, workplace), () -> {
                CompletableFuture<OrderedProcessor<Boolean>> self = new CompletableFuture<>();
                AtomicInteger accepted = new AtomicInteger();
                List<Boolean> delivered = new ArrayList<>();
                OrderedProcessor<Boolean> processor = Inturn.defaults()
                        .strategy(strategy())
                        .executor(workplace.executor())
                        .parallelism(parallelism)
                        .capacity(capacity)
                        .processor(
                                (Boolean submitsMore) -> {
                                    if (submitsMore) {
                                        submitOneMore(self.join(), accepted);
                                    }
                                    return submitsMore;
                                },
                                delivered::add);
                self.complete(processor);
                for (int i = 0; i < 50; i++) {
                    processor.submit(true);
                    accepted.incrementAndGet();
                }
                processor.close();
                Breach.unless(
                        delivered.size() == accepted.get(),
                        "X1",
                        "%d of %d were delivered".formatted(delivered.size(), accepted.get()));
            });
            workplace.close();
        }
    }

    /**
     * While the executor runs tasks in the calling thread, pumps are asked for inside of a pump, and cannot run. Then
     * the executor has its threads back, and all workers are needed at once.
     */
    @Property(tries = 10)
    default void X1_a_pump_that_cannot_run_inside_another_is_not_missed_later(
            @ForAll @IntRange(min = 2, max = 4) int parallelism) {
        Watchdog.guard("X1", "parallelism " + parallelism, () -> {
            AtomicBoolean inTheCallingThread = new AtomicBoolean(true);
            Workplace workplace = Workplace.hooked(strategy(), task -> {
                if (inTheCallingThread.get()) {
                    task.run();
                    return () -> {};
                }
                return task;
            });
            CompletableFuture<OrderedProcessor<Boolean>> self = new CompletableFuture<>();
            AtomicInteger submitted = new AtomicInteger();
            CountDownLatch meeting = new CountDownLatch(parallelism);
            OrderedProcessor<Boolean> processor = Inturn.defaults()
                    .strategy(strategy())
                    .executor(workplace.executor())
                    .parallelism(parallelism)
                    .processor(
                            (Boolean meets) -> {
                                if (meets) {
                                    meeting.countDown();
                                    meeting.await();
                                } else if (submitted.getAndIncrement() < parallelism) {
                                    self.join().submit(false);
                                }
                                return meets;
                            },
                            result -> {});
            self.complete(processor);
            processor.submit(false);
            inTheCallingThread.set(false);
            for (int i = 0; i < parallelism; i++) {
                processor.submit(true);
            }
            if (!Watchdog.await(meeting)) {
                processor.cancel();
                throw new Breach(
                        "X1",
                        "no more than %d of %d workers are there"
                                .formatted(parallelism - meeting.getCount(), parallelism));
            }
            processor.close();
            workplace.close();
        });
    }

    private static void submitOneMore(OrderedProcessor<Boolean> processor, AtomicInteger accepted) {
        try {
            if (processor.trySubmit(false) >= 0) {
                accepted.incrementAndGet();
            }
        } catch (IllegalStateException closed) {
            // The last items may be processed while the run is being closed.
        }
    }

    @Property(tries = 20)
    default void X1_an_executor_that_refuses_a_task_cancels_the_run(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 4) int capacity,
            @ForAll @IntRange(min = 0, max = 5) int tasks) {
        Watchdog.guard("X1", "parallelism %d, capacity %d, after %d".formatted(parallelism, capacity, tasks), () -> {
            RejectedExecutionException refusal = new RejectedExecutionException("planned");
            AtomicInteger left = new AtomicInteger(tasks);
            Workplace workplace = Workplace.hooked(strategy(), task -> {
                if (left.getAndDecrement() <= 0) {
                    throw refusal;
                }
                return task;
            });
            try (workplace;
                    Stage stage = on(workplace, parallelism, capacity)) {
                stage.letAllReturn();
                CancellationException told = null;
                // From idle, each item needs a task.
                for (int item = 0; item <= tasks + 1 && told == null; item++) {
                    told = cancellationBy(submit(stage, item));
                    stage.atRest();
                }
                Breach.unless(told != null && told.getCause() == refusal, "X1", "submit does not tell: " + told);
                told = cancellationBy(stage.processor()::close);
                Breach.unless(told != null && told.getCause() == refusal, "X1", "close does not tell: " + told);
                stage.view();
            }
        });
    }

    private static Watchdog.Body submit(Stage stage, int item) {
        return () -> stage.processor().submit(item);
    }

    @Property(tries = 20)
    default void X1_who_waits_is_told_when_a_task_is_refused(@ForAll @IntRange(min = 2, max = 4) int parallelism) {
        Watchdog.guard("X1", "parallelism and capacity " + parallelism, () -> {
            AtomicBoolean refuses = new AtomicBoolean();
            Workplace workplace = Workplace.hooked(strategy(), task -> {
                if (refuses.get()) {
                    throw new RejectedExecutionException("planned");
                }
                return task;
            });
            try (workplace;
                    Stage stage = on(workplace, parallelism, parallelism)) {
                // All pumps are held; the item that comes then needs one more.
                for (int item = 0; item < parallelism - 1; item++) {
                    stage.processor().submit(item);
                    stage.atRest();
                }
                Actor<Boolean> waiter = Actor.start(() -> stage.engine().awaitEmpty(Long.MAX_VALUE));
                waiter.awaitBlockedOrDone();
                // Not after so many tasks: a pump whose thread is late may need two.
                refuses.set(true);
                stage.processor().submit(parallelism - 1);
                waiter.await("X1", "who waits for the end should be told");
                Stage.View view = stage.whenEnded("X1");
                Breach.unless(view.delivered().isEmpty(), "X1", "something was delivered: " + view);
                Breach.unless(
                        stage.engine().submit(-1, Long.MAX_VALUE) == Engine.STOPPED, "X1", "submit does not tell");
            }
        });
    }

    @Property(tries = 4)
    default void X1_who_waits_is_told_when_the_executor_is_shut_down(
            @ForAll @IntRange(min = 1, max = 4) int parallelism) {
        Watchdog.guard("X1", "parallelism and capacity " + parallelism, () -> {
            ExecutorService executor = strategy().newExecutor(parallelism, "testkit-");
            Workplace workplace = new Workplace("to be shut down", executor, parallelism);
            try (workplace;
                    Stage stage = on(workplace, parallelism, parallelism)) {
                stage.submitUpTo(parallelism);
                stage.atRest();
                Actor<CancellationException> submitter = Actor.start(() -> cancellationBy(submit(stage, -1)));
                submitter.awaitBlockedOrDone();
                executor.shutdown();
                Breach.unless(
                        submitter.await("X1", "who waits for room should be told") != null,
                        "X1",
                        "submit does not tell");
                Breach.unless(cancellationBy(stage.processor()::close) != null, "X1", "close does not tell");
                stage.view();
            }
        });
    }

    /** It is the only worker of the pool: unless it gives its place up while it waits, nobody does what it waits for. */
    @Property(tries = 6)
    default void X1_a_worker_of_a_ForkJoinPool_may_wait_for_a_run_on_it(
            @ForAll @IntRange(min = 1, max = 3) int parallelism,
            @ForAll @IntRange(min = 1, max = 4) int capacity,
            @ForAll boolean pulls) {
        List<Integer> items = IntStream.range(0, 20).boxed().toList();
        String circumstances =
                "parallelism %d, capacity %d, %s".formatted(parallelism, capacity, pulls ? "pull" : "push");
        Watchdog.guard("X1", circumstances, () -> {
            ForkJoinPool pool = new ForkJoinPool(1);
            try (Workplace workplace = new Workplace("ForkJoinPool", pool, 1)) {
                if (!workplace.isAcceptedBy(strategy())) {
                    return;
                }
                Inturn settings = Inturn.defaults()
                        .strategy(strategy())
                        .executor(pool)
                        .parallelism(parallelism)
                        .capacity(capacity);
                List<Integer> delivered = new ArrayList<>();
                ForkJoinTask<?> task = pool.submit(() -> {
                    if (pulls) {
                        settings.map(items.iterator(), (Integer item) -> item).forEachRemaining(delivered::add);
                    } else {
                        settings.run(items, (Integer item) -> item, delivered::add);
                    }
                    return null;
                });
                Actor.start(task::get).await("X1", "a run within a worker of its own pool should come to its end");
                Breach.unless(delivered.equals(items), "X1", "delivered is " + delivered);
            } finally {
                pool.shutdownNow();
            }
        });
    }

    private Stage on(Workplace workplace, int parallelism, int capacity) {
        Inturn settings = Inturn.defaults().executor(workplace.executor());
        return Stage.on(strategy(), settings, parallelism, capacity, workplace.threads());
    }

    private static @Nullable CancellationException cancellationBy(Watchdog.Body body) throws Exception {
        try {
            body.run();
            return null;
        } catch (CancellationException told) {
            return told;
        }
    }
}
