package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.inturn.spi.OrderingStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings: what they refuse, their defaults, and that they do not change. */
class InturnTest {

    private final WatchedStrategy strategy = new WatchedStrategy();
    private final Inturn settings = Inturn.defaults().strategy(strategy);

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static void assertNeeded(String name, Executable call) {
        assertEquals(name, assertThrows(NullPointerException.class, call).getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 32_768, Integer.MAX_VALUE})
    void B1_parallelismOutOfRangeIsRefused(int value) {
        assertRefused("parallelism must be between 1 and 32767, but is " + value, () -> settings.parallelism(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 16_777_217, Integer.MAX_VALUE})
    void B1_capacityOutOfRangeIsRefused(int value) {
        assertRefused("capacity must be between 1 and 16777216, but is " + value, () -> settings.capacity(value));
    }

    @Test
    void B1_theEndsOfTheRangesAreAccepted() {
        start(settings.parallelism(1).capacity(1));
        assertBounds(1, 1);
        start(settings.parallelism(32_767).capacity(16_777_216));
        assertBounds(32_767, 16_777_216);
    }

    @Test
    void whatIsNeededIsNamed() {
        assertNeeded("strategy name", () -> settings.strategy((String) null));
        assertNeeded("strategy", () -> settings.strategy((OrderingStrategy) null));
        assertNeeded("executor", () -> settings.executor(null));
        assertNeeded("failure listener", () -> settings.skipFailures(null));
        assertNeeded("function", () -> settings.processor(null, result -> {}));
        assertNeeded("sink", () -> settings.processor(item -> item, null));
        assertNeeded("source", () -> settings.run((Iterator<?>) null, item -> item, result -> {}));
        assertNeeded("source", () -> settings.run((Iterable<?>) null, item -> item, result -> {}));
        assertNeeded("source", () -> settings.run((Stream<?>) null, item -> item, result -> {}));
        assertNeeded("function", () -> settings.run(List.of(), null, result -> {}));
        assertNeeded("sink", () -> settings.run(List.of(), item -> item, null));
        assertNeeded("source", () -> settings.map((Iterator<?>) null, item -> item));
        assertNeeded("source", () -> settings.map((Iterable<?>) null, item -> item));
        assertNeeded("source", () -> settings.map((Stream<?>) null, item -> item));
        assertNeeded("function", () -> settings.map(List.of().iterator(), null));
        assertNull(strategy.executor(), "nothing was started");
    }

    private void start(Inturn settings) {
        settings.processor(item -> item, result -> {}).close();
    }

    private void assertBounds(int parallelism, int capacity) {
        assertEquals(parallelism, strategy.run().parallelism());
        assertEquals(capacity, strategy.run().capacity());
    }

    @Test
    void theDefaultParallelismIsTheNumberOfProcessors() {
        start(settings);
        assertEquals(Runtime.getRuntime().availableProcessors(), strategy.run().parallelism());
    }

    @ParameterizedTest
    @CsvSource({"1, 1024", "2, 1024", "128, 1024", "129, 1032", "1000, 8000", "32767, 262136"})
    void theDefaultCapacityGrowsWithTheParallelism(int parallelism, int capacity) {
        start(settings.parallelism(parallelism));
        assertBounds(parallelism, capacity);
    }

    @Test
    void aSetterMakesNewSettingsAndLeavesTheOldOnesAsTheyAre() {
        Inturn before = settings.parallelism(3).capacity(5);
        Inturn after = before.parallelism(4).capacity(6);
        assertNotSame(before, after);
        start(before);
        assertBounds(3, 5);
        start(after);
        assertBounds(4, 6);
    }

    /** Everything set, and then the setter named again: the rest must survive it. */
    @ParameterizedTest
    @ValueSource(strings = {"parallelism", "capacity", "strategy", "executor", "skipFailures"})
    void aSetterLeavesTheOtherSettingsAsTheyAre(String last) throws Exception {
        List<Integer> skipped = Collections.synchronizedList(new ArrayList<>());
        List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());
        List<Runnable> tasks = Collections.synchronizedList(new ArrayList<>());
        Executor executor = task -> {
            tasks.add(task);
            task.run();
        };
        FailureListener listener = (sequence, item, cause) -> skipped.add((Integer) item);
        Inturn all = settings.parallelism(3).capacity(5).executor(executor).skipFailures(listener);
        Inturn again = switch (last) {
            case "parallelism" -> all.parallelism(3);
            case "capacity" -> all.capacity(5);
            case "strategy" -> all.strategy(strategy);
            case "executor" -> all.executor(executor);
            default -> all.skipFailures(listener);
        };
        again.run(
                List.of(1, 2, 3),
                item -> {
                    if (item == 2) {
                        throw new IOException();
                    }
                    return item;
                },
                delivered::add);
        assertBounds(3, 5);
        assertEquals(List.of(1, 3), delivered);
        assertEquals(List.of(2), skipped);
        assertEquals(3, tasks.size());
        assertNull(strategy.executor(), "none was made, as one was given");
    }

    @Test
    void aStrategyTakesThePlaceOfANameAndTheOtherWayRound() {
        start(Inturn.defaults().strategy("no such strategy").strategy(strategy));
        var lookup = assertThrows(StrategyLookupException.class, () -> start(settings.strategy("no such strategy")));
        assertEquals(
                "no strategy \"no such strategy\" was found",
                lookup.getMessage().split(";")[0]);
    }

    @Test
    void aNameSurvivesTheOtherSetters() {
        Inturn named = settings.strategy("no such strategy");
        for (Inturn again : List.of(
                named.parallelism(1),
                named.capacity(1),
                named.executor(Runnable::run),
                named.skipFailures((s, i, c) -> {}))) {
            var lookup = assertThrows(StrategyLookupException.class, () -> start(again));
            assertEquals(
                    "no strategy \"no such strategy\" was found",
                    lookup.getMessage().split(";")[0]);
        }
    }

    @Test
    void theDefaultsAreTheSameForAll() {
        assertSame(Inturn.defaults(), Inturn.defaults());
    }

    @Test
    void B1_theSettingsTellTheirBounds() {
        assertEquals(3, settings.parallelism(3).parallelism());
        assertEquals(5, settings.capacity(5).capacity());
        assertEquals(1024, settings.parallelism(3).capacity());
        assertEquals(8000, settings.parallelism(1000).capacity());
    }

    @Test
    void theSettingsTellTheirStrategy() {
        assertSame(strategy, settings.strategy());
        var lookup = assertThrows(StrategyLookupException.class, settings.strategy("no such strategy")::strategy);
        assertEquals(
                "no strategy \"no such strategy\" was found",
                lookup.getMessage().split(";")[0]);
    }
}
