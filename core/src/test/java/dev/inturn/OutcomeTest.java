package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failures as values in their place (F4). */
class OutcomeTest {

    @Test
    void F4_failuresComeInTheirPlace() throws Exception {
        List<Outcome<String, Integer>> delivered = new ArrayList<>();
        long count = Inturn.defaults()
                .strategy(new ReferenceStrategy())
                .parallelism(2)
                .run(List.of("1", "two", "3"), Outcome.<String, Integer>capture(Integer::parseInt), delivered::add);
        assertEquals(3, count);
        assertEquals(new Outcome<String, Integer>("1", 1, null), delivered.get(0));
        assertEquals(new Outcome<String, Integer>("3", 3, null), delivered.get(2));
        var failed = delivered.get(1);
        assertTrue(failed.failed());
        assertEquals("two", failed.item());
        assertNull(failed.result());
        assertEquals(NumberFormatException.class, failed.cause().getClass());
    }

    @Test
    void F4_aResultOfNullIsNoFailure() throws Exception {
        var outcome = Outcome.capture(item -> null).apply(null);
        assertFalse(outcome.failed());
        assertNull(outcome.result());
        assertNull(outcome.item());
    }

    @Test
    void F4_whateverIsThrownIsCaptured() throws Exception {
        for (Throwable thrown : List.of(new InterruptedException(), new OutOfMemoryError(), new RuntimeException())) {
            var outcome = Outcome.capture(item -> {
                        if (thrown instanceof Error error) {
                            throw error;
                        }
                        throw (Exception) thrown;
                    })
                    .apply(1);
            assertTrue(outcome.failed());
            assertSame(thrown, outcome.cause());
        }
    }

    @Test
    void aFunctionIsNeeded() {
        var refused = assertThrows(NullPointerException.class, () -> Outcome.capture(null));
        assertEquals("function", refused.getMessage());
    }
}
