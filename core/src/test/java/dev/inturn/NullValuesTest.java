package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code null}, and what else looks like nothing, is a value as an item and as a result (O4). */
class NullValuesTest {

    private static final List<Object> NOTHINGS = Arrays.asList(null, 0, "", Optional.empty(), null, null, false, 0L);

    private final Inturn settings =
            Inturn.defaults().strategy(new ReferenceStrategy()).parallelism(2).capacity(3);

    private final List<Object> delivered = new ArrayList<>();

    @Test
    void O4_pushed() throws Exception {
        try (var run = settings.processor(item -> item, delivered::add)) {
            for (Object item : NOTHINGS) {
                run.submit(item);
            }
        }
        assertEquals(NOTHINGS, delivered);
    }

    @Test
    void O4_run() throws Exception {
        assertEquals(NOTHINGS.size(), settings.run(NOTHINGS, item -> item, delivered::add));
        assertEquals(NOTHINGS, delivered);
    }

    @Test
    void O4_pulledByIterator() {
        settings.map(NOTHINGS.iterator(), item -> item).forEachRemaining(delivered::add);
        assertEquals(NOTHINGS, delivered);
    }

    @Test
    void O4_pulledByStream() {
        try (var results = settings.map(NOTHINGS.stream(), item -> item)) {
            results.forEach(delivered::add);
        }
        assertEquals(NOTHINGS, delivered);
    }

    @Test
    void O4_theFunctionGetsNullAndMakesSomethingOfIt() throws Exception {
        settings.run(NOTHINGS, String::valueOf, delivered::add);
        assertEquals(NOTHINGS.stream().map(String::valueOf).toList(), delivered);
    }

    @Test
    void O4_theFunctionMakesNullOfSomething() throws Exception {
        settings.run(List.of(1, 2, 3), item -> null, delivered::add);
        assertEquals(Arrays.asList(null, null, null), delivered);
    }

    @Test
    void O4_aNullItemMayFail() {
        var failure = assertThrows(
                ItemFailedException.class,
                () -> settings.run(Arrays.asList(1, null, 3), Integer::doubleValue, delivered::add));
        assertEquals(1, failure.sequence());
        assertNull(failure.item());
        assertEquals(List.of(1.0), delivered);
    }

    @Test
    void O4_aNullItemMayBeLeftOut() throws Exception {
        List<Object> skipped = new ArrayList<>();
        settings.skipFailures((sequence, item, cause) -> skipped.add(item))
                .run(Arrays.asList(1, null, 3), Integer::doubleValue, delivered::add);
        assertEquals(List.of(1.0, 3.0), delivered);
        assertEquals(Arrays.asList((Object) null), skipped);
    }
}
