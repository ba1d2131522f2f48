package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** R1: calls of a run from inside of its function and its sink. */
interface ReentrancyRules extends StrategyUnderTest {

    /** What a callback does with the run that it belongs to. */
    interface Inside {
        void call(OrderedProcessor<Integer> self) throws Exception;
    }

    @Property(tries = 30)
    default void R1_function_and_sink_may_submit_while_there_is_room(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 8) int capacity,
            @ForAll boolean inTheSink) {
        List<Integer> delivered = callFromInside(parallelism, capacity, inTheSink, self -> {
            for (int item = 1; item < capacity; item++) {
                Breach.unless(self.submit(item) == item, "R1", "submit from inside got a wrong number");
            }
            Breach.unless(self.trySubmit(capacity) == -1, "R1", "trySubmit from inside is not refused when full");
            expectRefusal(() -> self.submit(capacity));
            expectRefusal(() -> self.trySubmit(capacity, Watchdog.LIMIT));
        });
        List<Integer> expected = IntStream.range(0, capacity).boxed().toList();
        Breach.unless(delivered.equals(expected), "R1", "delivered is " + delivered);
    }

    @Property(tries = 20)
    default void R1_function_and_sink_must_not_close(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 8) int capacity,
            @ForAll boolean inTheSink) {
        List<Integer> delivered = callFromInside(parallelism, capacity, inTheSink, self -> {
            expectRefusal(self::close);
            expectRefusal(() -> self.close(Duration.ZERO));
        });
        Breach.unless(delivered.equals(List.of(0)), "R1", "delivered is " + delivered);
    }

    @Property(tries = 20)
    default void R1_function_and_sink_may_cancel(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 8) int capacity,
            @ForAll boolean inTheSink) {
        List<Integer> delivered = callFromInside(parallelism, capacity, inTheSink, self -> {
            for (int item = 1; item < capacity; item++) {
                self.submit(item);
            }
            self.cancel();
            Breach.unless(!Thread.interrupted(), "R1", "who cancels from inside is interrupted itself");
        });
        Breach.unless(
                delivered.equals(inTheSink ? List.of(0) : List.of()), "R1", "after cancel was delivered: " + delivered);
    }

    /** Runs an item, on which the function or the sink does something, and closes; returns what was delivered. */
    private List<Integer> callFromInside(int parallelism, int capacity, boolean inTheSink, Inside inside) {
        List<Integer> delivered = new ArrayList<>();
        String circumstances = "parallelism %d, capacity %d, %s"
                .formatted(parallelism, capacity, inTheSink ? "in the sink" : "in the function");
        Watchdog.guard("R1", circumstances, () -> {
            CompletableFuture<OrderedProcessor<Integer>> self = new CompletableFuture<>();
            CompletableFuture<Void> called = new CompletableFuture<>();
            OrderedProcessor<Integer> processor = Inturn.defaults()
                    .strategy(strategy())
                    .parallelism(parallelism)
                    .capacity(capacity)
                    .processor(
                            item -> {
                                if (item == 0 && !inTheSink) {
                                    call(inside, self.join(), called);
                                }
                                return item;
                            },
                            result -> {
                                if (result == 0 && inTheSink) {
                                    call(inside, self.join(), called);
                                }
                                delivered.add(result);
                            });
            self.complete(processor);
            processor.submit(0);
            try {
                called.join();
            } finally {
                processor.close();
            }
        });
        return delivered;
    }

    private static void call(Inside inside, OrderedProcessor<Integer> self, CompletableFuture<Void> called) {
        try {
            inside.call(self);
            called.complete(null);
        } catch (Throwable failure) {
            called.completeExceptionally(failure);
        }
    }

    private static void expectRefusal(Watchdog.Body call) throws Exception {
        boolean refused = false;
        try {
            call.run();
        } catch (IllegalStateException expected) {
            refused = true;
        }
        Breach.unless(refused, "R1", "a call from inside that would wait for itself was not refused");
    }
}
