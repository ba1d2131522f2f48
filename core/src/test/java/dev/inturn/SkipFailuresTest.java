package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy that leaves failed items out (F4). */
class SkipFailuresTest {

    /** Written by the sink and by the listener, which is safe only if their calls do not overlap. */
    private final List<String> log = new ArrayList<>();

    private final Inturn settings = Inturn.defaults()
            .strategy(new ReferenceStrategy())
            .parallelism(2)
            .capacity(4)
            .skipFailures(
                    (sequence, item, cause) -> log.add("skip " + sequence + " " + item + " " + cause.getMessage()));

    private static int oddFails(int item) throws IOException {
        if (item % 2 == 1) {
            throw new IOException("odd");
        }
        return item;
    }

    @Test
    void F4_theListenerIsCalledInTheSinksPlaceAndOrder() throws Exception {
        assertEquals(
                5, settings.run(List.of(10, 11, 12, 13, 15), SkipFailuresTest::oddFails, r -> log.add("sink " + r)));
        assertEquals(List.of("sink 10", "skip 1 11 odd", "sink 12", "skip 3 13 odd", "skip 4 15 odd"), log);
    }

    @Test
    void F4_theListenerNeverOverlapsWithTheSinkOrItself() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        Runnable alone = () -> {
            assertEquals(1, inside.incrementAndGet());
            calls.incrementAndGet();
            inside.decrementAndGet();
        };
        settings.skipFailures((sequence, item, cause) -> alone.run())
                .run(IntStream.range(0, 2_000).boxed().toList(), SkipFailuresTest::oddFails, r -> alone.run());
        assertEquals(2_000, calls.get());
    }

    @Test
    void F4_anItemLeftOutFreesItsPlace() throws Exception {
        settings.capacity(1).run(List.of(1, 3, 5, 7), SkipFailuresTest::oddFails, r -> log.add("sink " + r));
        assertEquals(4, log.size());
    }

    @Test
    void F4_errorsAreLeftOutAsWell() throws Exception {
        settings.run(
                List.of(0, 1),
                item -> {
                    throw new AssertionError("no machine's");
                },
                r -> log.add("sink " + r));
        assertEquals(List.of("skip 0 0 no machine's", "skip 1 1 no machine's"), log);
    }

    @Test
    void F4_errorsOfTheMachineAreNot() {
        OutOfMemoryError error = new OutOfMemoryError("the machine's");
        var failure = assertThrows(
                ItemFailedException.class,
                () -> settings.run(
                        List.of(1, 2, 4, 5, 6),
                        item -> {
                            if (item == 4) {
                                throw error;
                            }
                            return oddFails(item);
                        },
                        r -> log.add("sink " + r)));
        assertEquals(2, failure.sequence());
        assertEquals(4, failure.item());
        assertSame(error, failure.getCause());
        assertEquals(List.of("skip 0 1 odd", "sink 2"), log);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void F4_aFailingListenerIsAFailureOfTheSink(boolean byError) {
        Throwable thrown = byError ? new OutOfMemoryError("listener") : new IOException("listener");
        List<Integer> delivered = new ArrayList<>();
        var failure = assertThrows(
                SinkFailedException.class,
                () -> settings.skipFailures((sequence, item, cause) -> {
                            if (thrown instanceof Error error) {
                                throw error;
                            }
                            throw (IOException) thrown;
                        })
                        .run(List.of(0, 2, 3, 4, 5), SkipFailuresTest::oddFails, delivered::add));
        assertEquals(2, failure.sequence());
        assertSame(thrown, failure.getCause());
        assertEquals(List.of(0, 2), delivered);
    }

    @Test
    void F4_aFailingSinkIsNotSkipped() {
        IOException sinkFailure = new IOException("sink");
        var failure = assertThrows(
                SinkFailedException.class,
                () -> settings.run(List.of(1, 2, 3), SkipFailuresTest::oddFails, r -> {
                    throw sinkFailure;
                }));
        assertEquals(1, failure.sequence());
        assertSame(sinkFailure, failure.getCause());
        assertEquals(List.of("skip 0 1 odd"), log);
    }
}
