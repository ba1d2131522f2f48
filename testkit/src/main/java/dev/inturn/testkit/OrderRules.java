package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import dev.inturn.ThrowingFunction;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** O1 to O4: the order of results, of calls and of numbers. */
interface OrderRules extends StrategyUnderTest {

    @Walks
    default void O1_results_come_in_the_order_of_the_items_each_once(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        Walk.check("O1", strategy(), scenario);
    }

    @Property(tries = Load.BATCHES)
    default void O1_what_was_accepted_is_delivered_in_order_in_tiny_runs(@ForAll long seed) {
        TinyRun.play("O1", strategy(), seed, run -> {
            run.awaitAll("B2", run.startSubmitters());
            run.processor().close();
            run.verify("O1");
        });
    }

    /** More items than a ring or a chunk of an engine is likely to have places. */
    @Example
    default void O1_a_long_run_is_like_the_plain_loop() {
        int parts = 12;
        int part = 10_000;
        ThrowingFunction<Integer, Integer> function = item -> {
            // Now and then one takes longer, so that others overtake it.
            for (int spins = item % 1_000 == 0 ? 500 : 0; spins > 0; spins--) {
                Thread.onSpinWait();
            }
            return 3 * item;
        };
        List<Integer> delivered = new ArrayList<>();
        OrderedProcessor<Integer> processor = settings(3, 8_192).processor(function, delivered::add);
        for (int i = 0; i < parts; i++) {
            int first = i * part;
            // Each part has the whole time.
            Watchdog.guard("O1", "items from " + first + " on", () -> {
                for (int item = first; item < first + part; item++) {
                    processor.submit(item);
                }
            });
        }
        Watchdog.guard("O1", parts * part + " items, every thousandth of which takes longer", () -> {
            processor.close();
            Breach.unless(delivered.size() == parts * part, "O1", "delivered are " + delivered.size());
            for (int item = 0; item < delivered.size(); item++) {
                int expected = function.apply(item);
                if (delivered.get(item) != expected) {
                    throw new Breach(
                            "O1", "result %d is %d, should be %d".formatted(item, delivered.get(item), expected));
                }
            }
        });
    }

    @Walks
    default void O2_calls_of_the_sink_do_not_overlap(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        Walk.check("O2", strategy(), scenario);
    }

    /** No field here is volatile and no lock is taken: what is seen of them is the engine's business. */
    @Property(tries = 20)
    default void O2_each_call_sees_what_was_written_before_it(
            @ForAll @IntRange(min = 1, max = 4) int parallelism, @ForAll @IntRange(min = 1, max = 64) int capacity) {
        class Item {
            int submitted;
            int processed;
        }
        class Sink {
            int calls;
            int stale;
        }
        int items = 2_000;
        Sink sink = new Sink();
        Watchdog.guard("O2", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            OrderedProcessor<Item> processor = settings(parallelism, capacity)
                    .processor(
                            item -> {
                                item.processed = item.submitted + 1;
                                return item;
                            },
                            item -> {
                                sink.calls++;
                                sink.stale += item.processed == sink.calls ? 0 : 1;
                            });
            for (int i = 0; i < items; i++) {
                Item item = new Item();
                item.submitted = i;
                processor.submit(item);
            }
            processor.close();
            Breach.unless(sink.calls == items, "O2", "the sink counted " + sink.calls + " of its " + items + " calls");
            Breach.unless(sink.stale == 0, "O2", "the sink saw a stale value in " + sink.stale + " calls");
        });
    }

    @Walks
    default void O3_numbers_count_the_accepted_items(
            @ForAll(supplier = Scenario.WithoutFailures.class) Scenario scenario) {
        Walk.check("O3", strategy(), scenario);
    }

    @Property(tries = 20)
    default void O3_many_submitters_get_the_numbers_of_their_results(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 16) int capacity,
            @ForAll @IntRange(min = 2, max = 4) int submitters) {
        int each = 300;
        long[] numbers = new long[submitters * each];
        List<Integer> delivered = new ArrayList<>();
        String circumstances =
                "parallelism %d, capacity %d, %d submitters".formatted(parallelism, capacity, submitters);
        Watchdog.guard("O3", circumstances, () -> {
            OrderedProcessor<Integer> processor =
                    settings(parallelism, capacity).processor((Integer item) -> item, delivered::add);
            List<Actor<?>> actors = new ArrayList<>();
            for (int i = 0; i < submitters; i++) {
                int first = i * each;
                actors.add(Actor.start(() -> {
                    for (int item = first; item < first + each; item++) {
                        // Half of them may be refused first, which must not use a number up.
                        long number = item % 2 == 0 ? processor.trySubmit(item) : -1;
                        numbers[item] = number >= 0 ? number : processor.submit(item);
                    }
                    return null;
                }));
            }
            for (Actor<?> actor : actors) {
                actor.await("B2", "all submitters should get in");
            }
            processor.close();

            Breach.unless(delivered.size() == numbers.length, "O1", "delivered are " + delivered.size());
            for (int i = 0; i < numbers.length; i++) {
                int item = delivered.get(i);
                Breach.unless(numbers[item] == i, "O3", "result " + i + " is that of number " + numbers[item]);
                Breach.unless(
                        item % each == 0 || numbers[item - 1] < numbers[item], "O3", "a thread's own order was lost");
            }
        });
    }

    @Property(tries = 20)
    default void O4_null_is_a_value(
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 4) int capacity,
            @ForAll List<@Nullable Boolean> items) {
        Watchdog.guard("O4", "parallelism %d, capacity %d, %s".formatted(parallelism, capacity, items), () -> {
            List<@Nullable Boolean> delivered = new ArrayList<>();
            long count = settings(parallelism, capacity).run(items, item -> item, delivered::add);
            Breach.unless(count == items.size() && delivered.equals(items), "O4", "delivered is " + delivered);
        });
    }

    private Inturn settings(int parallelism, int capacity) {
        return Inturn.defaults().strategy(strategy()).parallelism(parallelism).capacity(capacity);
    }
}
