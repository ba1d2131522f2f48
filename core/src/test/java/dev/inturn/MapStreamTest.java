package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pull form as a {@code Stream}. */
class MapStreamTest {

    private final WatchedStrategy strategy = new WatchedStrategy();
    private final Inturn settings =
            Inturn.defaults().strategy(strategy).parallelism(2).capacity(4);
    private final AtomicInteger read = new AtomicInteger();
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

    /** 0, 1, 2 … without an end. */
    private Stream<Integer> numbers() {
        return Stream.generate(read::getAndIncrement).onClose(() -> closed.add("source"));
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void O1_resultsComeInTheOrderOfTheItems() {
        assertEquals(upTo(500), settings.map(upTo(500).stream(), item -> item).toList());
        assertTrue(strategy.executor().isTerminated(), "read to its end");
    }

    @Test
    void nothingIsReadBeforeTheTerminalOperation() {
        try (var results = settings.map(numbers(), item -> item)) {
            var more = results.map(result -> result + 1).filter(result -> result > 1);
            assertEquals(0, read.get());
            assertEquals(2, more.findFirst().orElseThrow());
        }
        assertTrue(strategy.executor().isTerminated());
    }

    @Test
    void theSourceMayBeEndless() {
        try (var results = settings.map(numbers(), item -> item)) {
            assertEquals(upTo(100), results.limit(100).toList());
        }
        assertTrue(read.get() <= 104, () -> "read " + read);
        try (var results = settings.map(Stream.iterate(0, item -> item + 1), item -> item)) {
            assertEquals(upTo(50), results.takeWhile(result -> result < 50).toList());
        }
    }

    @Test
    void aSourceThatIsParallelIsReadInOrder() {
        try (var results = settings.map(upTo(200).parallelStream(), item -> item)) {
            assertFalse(results.isParallel());
            assertEquals(upTo(200), results.toList());
        }
    }

    @Test
    void closingItStopsTheWorkAndThenClosesTheSource() {
        var results = settings.map(
                numbers()
                        .onClose(() ->
                                closed.add("stopped: " + strategy.executor().isTerminated())),
                item -> item);
        var iterator = results.iterator();
        assertEquals(0, iterator.next());
        results.close();
        assertEquals(List.of("source", "stopped: true"), closed);
        results.close();
        assertEquals(2, closed.size());
    }

    @Test
    void readingItToItsEndDoesNotCloseTheSource() {
        var results = settings.map(upTo(3).stream().onClose(() -> closed.add("source")), item -> item);
        assertEquals(upTo(3), results.toList());
        assertEquals(List.of(), closed);
        results.close();
        assertEquals(List.of("source"), closed);
    }

    @Test
    void itMayBePartOfAnother() {
        List<Integer> results = Stream.of(2, 3)
                .flatMap(end -> settings.map(upTo(end).stream().onClose(() -> closed.add("source")), item -> item))
                .toList();
        assertEquals(List.of(0, 1, 0, 1, 2), results);
        assertEquals(List.of("source", "source"), closed, "as streams do with their parts");
    }

    @Test
    void itMayBeReadInParallel() {
        try (var results = settings.map(upTo(5_000).stream(), item -> item)) {
            assertEquals(upTo(5_000), results.parallel().toList());
        }
    }

    @Test
    void F1_theFailureComesAfterTheResultsBeforeIt() {
        IOException boom = new IOException("boom");
        List<Integer> seen = new ArrayList<>();
        try (var results = settings.map(numbers(), item -> {
            if (item == 5) {
                throw boom;
            }
            return item;
        })) {
            var failure = assertThrows(ItemFailedException.class, () -> results.forEach(seen::add));
            assertEquals(5, failure.sequence());
            assertSame(boom, failure.getCause());
        }
        assertEquals(upTo(5), seen);
        assertEquals(List.of("source"), closed);
    }
}
