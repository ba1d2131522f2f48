package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * The contract in one sentence, over generated items, bounds, failures and orders of completion: what is delivered is
 * what the plain loop would deliver.
 */
class OrderPropertiesTest {

    private static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        Failure(int item) {
            super("item " + item);
        }
    }

    private final List<Integer> delivered = new ArrayList<>();
    private final List<Long> skipped = new ArrayList<>();

    @BeforeTry
    void startAnew() {
        delivered.clear();
        skipped.clear();
    }

    private static Inturn settings(int parallelism, int capacity) {
        return Inturn.defaults()
                .strategy(new ReferenceStrategy())
                .parallelism(parallelism)
                .capacity(capacity);
    }

    private static List<Integer> items(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static ThrowingFunction<Integer, Integer> failingOn(Set<Integer> bad) {
        return item -> {
            if (bad.contains(item)) {
                throw new Failure(item);
            }
            return -item;
        };
    }

    /** The oracle: what the loop delivers before the first failure. */
    private static List<Integer> before(int end) {
        return IntStream.range(0, end).map(item -> -item).boxed().toList();
    }

    @Property
    void F1_theDeliveredArePrefixOfTheLoopUpToTheFirstFailure(
            @ForAll @IntRange(max = 40) int count,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 9) int capacity,
            @ForAll @Size(max = 3) Set<@IntRange(max = 60) Integer> bad)
            throws Exception {
        int first = new TreeSet<>(bad).stream().findFirst().orElse(count);
        Inturn settings = settings(parallelism, capacity);
        if (first >= count) {
            assertEquals(count, settings.run(items(count), failingOn(bad), delivered::add));
            assertEquals(before(count), delivered);
        } else {
            var failure = assertThrows(
                    ItemFailedException.class, () -> settings.run(items(count), failingOn(bad), delivered::add));
            assertEquals(first, failure.sequence());
            assertEquals(first, failure.item());
            assertEquals(before(first), delivered);
        }
    }

    @Property
    void F1_theSameHoldsForThePullForm(
            @ForAll @IntRange(max = 40) int count,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 9) int capacity,
            @ForAll @Size(max = 3) Set<@IntRange(max = 60) Integer> bad) {
        int first = new TreeSet<>(bad).stream().findFirst().orElse(count);
        try (var results = settings(parallelism, capacity).map(items(count).iterator(), failingOn(bad))) {
            if (first >= count) {
                results.forEachRemaining(delivered::add);
            } else {
                var failure = assertThrows(ItemFailedException.class, () -> results.forEachRemaining(delivered::add));
                assertEquals(first, failure.sequence());
            }
        }
        assertEquals(before(Math.min(first, count)), delivered);
    }

    @Property
    void F4_skippedAndDeliveredTogetherAreTheLoop(
            @ForAll @IntRange(max = 40) int count,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 9) int capacity,
            @ForAll Set<@IntRange(max = 39) Integer> bad)
            throws Exception {
        settings(parallelism, capacity)
                .skipFailures((sequence, item, cause) -> skipped.add(sequence))
                .run(items(count), failingOn(bad), delivered::add);
        List<Integer> good =
                items(count).stream().filter(item -> !bad.contains(item)).toList();
        assertEquals(good.stream().map(item -> -item).toList(), delivered);
        assertEquals(
                items(count).stream()
                        .filter(bad::contains)
                        .map(Integer::longValue)
                        .toList(),
                skipped);
    }

    /** Items that run at the same time complete in the order of a generated permutation. */
    @Property(tries = 100)
    void F1_theOrderOfCompletionChangesNothing(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(max = 99) Integer> ranks,
            @ForAll @Size(max = 2) Set<@IntRange(max = 3) Integer> bad)
            throws Exception {
        int count = ranks.size();
        List<Integer> completion = items(count).stream()
                .sorted((a, b) -> Integer.compare(ranks.get(a), ranks.get(b)))
                .toList();
        List<CountDownLatch> mayEnd =
                IntStream.range(0, count).mapToObj(i -> new CountDownLatch(1)).toList();
        List<CountDownLatch> ended =
                IntStream.range(0, count).mapToObj(i -> new CountDownLatch(1)).toList();
        CountDownLatch allBegun = new CountDownLatch(count);
        ThrowingFunction<Integer, Integer> function = failingOn(bad);
        var run = settings(count, count)
                .<Integer, Integer>processor(
                        item -> {
                            allBegun.countDown();
                            try {
                                mayEnd.get(item).await();
                                return function.apply(item);
                            } finally {
                                ended.get(item).countDown();
                            }
                        },
                        delivered::add);
        for (int item = 0; item < count; item++) {
            run.submit(item);
        }
        allBegun.await();
        for (int item : completion) {
            mayEnd.get(item).countDown();
            ended.get(item).await();
        }
        int first = new TreeSet<>(bad).stream().findFirst().orElse(count);
        if (first < count) {
            assertEquals(
                    first, assertThrows(ItemFailedException.class, run::close).sequence());
        } else {
            run.close();
        }
        assertEquals(before(Math.min(first, count)), delivered);
    }
}
