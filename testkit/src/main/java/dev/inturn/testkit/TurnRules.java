package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** X1: the turns that runs take on an executor that they share. */
interface TurnRules extends StrategyUnderTest {

    /** Pumps are to hand their turn on after some 10 ms. */
    Duration LONGER_THAN_A_TURN = Duration.ofMillis(30);

    /** The first item's function submits the others, and then works for longer than a turn. */
    @Property(tries = 5)
    default void X1_work_goes_on_when_a_turn_in_the_calling_thread_cannot_be_handed_on(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 2, max = 8) int items) {
        Watchdog.guard("X1", "parallelism %d, %d items".formatted(parallelism, items), () -> {
            CompletableFuture<OrderedProcessor<Integer>> self = new CompletableFuture<>();
            AtomicInteger delivered = new AtomicInteger();
            try (Workplace workplace = Workplace.callingThread(strategy())) {
                OrderedProcessor<Integer> processor = Inturn.defaults()
                        .strategy(strategy())
                        .executor(workplace.executor())
                        .parallelism(parallelism)
                        .capacity(items)
                        .processor(
                                (Integer item) -> {
                                    if (item == 0) {
                                        for (int other = 1; other < items; other++) {
                                            self.join().submit(other);
                                        }
                                        Watchdog.work(LONGER_THAN_A_TURN);
                                    }
                                    return item;
                                },
                                result -> delivered.incrementAndGet());
                self.complete(processor);
                try {
                    processor.submit(0);
                    Breach.unless(
                            delivered.get() == items,
                            "X1",
                            "%d of %d were delivered when submit returned".formatted(delivered.get(), items));
                } finally {
                    processor.cancel();
                }
            }
        });
    }

    /** The one run never runs out of items: its function submits the next. */
    @Example
    default void X1_runs_that_share_an_executor_take_turns() {
        Watchdog.guard("X1", "two runs on one thread", () -> {
            Workplace workplace = Workplace.firstInFirstOut(strategy(), 1);
            Inturn settings = Inturn.defaults().strategy(strategy()).executor(workplace.executor());
            CompletableFuture<OrderedProcessor<Integer>> self = new CompletableFuture<>();
            CountDownLatch endless = new CountDownLatch(1_000);
            OrderedProcessor<Integer> greedy = settings.processor(
                    (Integer item) -> {
                        self.join().trySubmit(item + 1);
                        return item;
                    },
                    result -> endless.countDown());
            self.complete(greedy);
            CountDownLatch delivered = new CountDownLatch(1);
            OrderedProcessor<Integer> modest =
                    settings.processor((Integer item) -> item, result -> delivered.countDown());
            try (workplace) {
                greedy.submit(0);
                endless.await();
                modest.submit(0);
                if (!Watchdog.await(delivered)) {
                    throw new Breach("X1", "one run keeps the thread to itself");
                }
                modest.close();
            } finally {
                greedy.cancel();
            }
            greedy.close();
        });
    }

    /** The one run has a window full of results behind a slow head, and a sink that takes its time with each. */
    @Example
    default void X1_runs_that_share_an_executor_take_turns_while_they_deliver() {
        int items = 300;
        Watchdog.guard("X1", "two runs on two threads, one of which is held", () -> {
            CountDownLatch head = new CountDownLatch(1);
            CountDownLatch others = new CountDownLatch(items - 1);
            AtomicInteger delivered = new AtomicInteger();
            CompletableFuture<Integer> deliveredBefore = new CompletableFuture<>();
            Workplace workplace = Workplace.firstInFirstOut(strategy(), 2);
            Inturn settings = Inturn.defaults()
                    .strategy(strategy())
                    .executor(workplace.executor())
                    .parallelism(2)
                    .capacity(items);
            OrderedProcessor<Integer> greedy = settings.processor(
                    (Integer item) -> {
                        if (item == 0) {
                            head.await();
                        } else {
                            others.countDown();
                        }
                        return item;
                    },
                    result -> {
                        if (!deliveredBefore.isDone()) {
                            Watchdog.work(Duration.ofMillis(1));
                        }
                        delivered.incrementAndGet();
                    });
            OrderedProcessor<Integer> modest =
                    settings.processor((Integer item) -> item, result -> deliveredBefore.complete(delivered.get()));
            CountDownLatch otherThread = new CountDownLatch(1);
            try (workplace) {
                for (int item = 0; item < items; item++) {
                    greedy.submit(item);
                }
                others.await();
                Actor<?> holder = holdAThread(workplace.executor(), otherThread);
                holder.await("P5", "a pump that could only wait for the head should end");
                modest.submit(0);
                head.countDown();
                int before = Actor.start(deliveredBefore::get).await("X1", "the other run should have its turn");
                Breach.unless(before < items, "X1", "one run delivers all that it has before the other has its turn");
                Actor.start(() -> closed(greedy)).await("X1", "what is left should be delivered");
                Breach.unless(
                        delivered.get() == items, "X1", "%d of %d were delivered".formatted(delivered.get(), items));
                modest.close();
            } finally {
                head.countDown();
                otherThread.countDown();
                greedy.cancel();
            }
        });
    }

    /** Holds a thread of the executor until the latch is open; ends when it is held. */
    private static Actor<?> holdAThread(Executor executor, CountDownLatch until) {
        CountDownLatch held = new CountDownLatch(1);
        executor.execute(() -> {
            held.countDown();
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return Actor.start(() -> {
            held.await();
            return null;
        });
    }

    private static boolean closed(OrderedProcessor<?> processor) {
        processor.close();
        return true;
    }
}
