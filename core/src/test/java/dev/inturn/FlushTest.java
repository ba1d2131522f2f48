package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.spi.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the sink is flushed, and what its failure means. The test plays the engine. */
class FlushTest {

    private static final String FAIL = "fail";

    private final List<String> log = new ArrayList<>();
    private final IOException flushFailure = new IOException("disk full");
    private final ManualStrategy engine = new ManualStrategy();
    private final IOException listenerFailure = new IOException("no pencil");
    private boolean flushFails;
    private boolean listenerFails;
    private boolean sinkFails;

    private final Sink<String> sink = new Sink<>() {
        @Override
        public void accept(String result) throws IOException {
            log.add(result);
            if (sinkFails) {
                throw new IOException("disk gone");
            }
        }

        @Override
        public void flush() throws IOException {
            log.add("flush");
            if (flushFails) {
                throw flushFailure;
            }
        }
    };

    private final ThrowingFunction<String, String> function = item -> {
        if (item.equals(FAIL)) {
            throw new IllegalArgumentException(item);
        }
        return item;
    };

    private Inturn settings = Inturn.defaults().strategy(engine);
    private OrderedProcessor<String> processor;
    private Run<Object, Object> run;

    @BeforeEach
    void start() {
        processor = settings.processor(function, sink);
        run = engine.run();
    }

    private void startSkipping() {
        processor.close();
        settings = settings.skipFailures((sequence, item, cause) -> {
            log.add("skip " + sequence);
            if (listenerFails) {
                throw listenerFailure;
            }
        });
        start();
    }

    @AfterEach
    void stop() {
        processor.cancel();
    }

    private void submitAndEmit(String item, boolean more) {
        processor.trySubmit(item);
        emit(item, more);
    }

    private void emit(String item, boolean more) {
        run.emit(run.process(item), more);
    }

    @Test
    void O1_aSingleResultIsFlushedAtOnce() {
        submitAndEmit("a", false);
        submitAndEmit("b", false);
        assertEquals(List.of("a", "flush", "b", "flush"), log);
    }

    @Test
    void O1_resultsThatFollowOneAnotherAreFlushedOnce() {
        submitAndEmit("a", true);
        submitAndEmit("b", true);
        submitAndEmit("c", false);
        assertEquals(List.of("a", "b", "c", "flush"), log);
    }

    @Test
    void F1_theSinkIsFlushedBeforeTheRunFails() {
        submitAndEmit("a", true);
        submitAndEmit(FAIL, true);
        assertEquals(List.of("a", "flush"), log);
        assertEquals(
                1, assertThrows(ItemFailedException.class, processor::close).sequence());
        assertTrue(engine.stopped());
    }

    @Test
    void F1_aSinkThatIsFlushedAlreadyIsNotFlushedBeforeTheRunFails() {
        submitAndEmit("a", false);
        submitAndEmit(FAIL, false);
        assertEquals(List.of("a", "flush"), log);
    }

    @Test
    void F1_afterTheFailureNothingIsProcessedOrEmitted() {
        Object processedBefore = run.process("before");
        submitAndEmit(FAIL, false);
        run.emit(processedBefore, false);
        emit("after", false);
        assertEquals(List.of(), log);
    }

    @Test
    void F3_aFailingFlushIsAFailureOfTheSink() {
        flushFails = true;
        submitAndEmit("a", true);
        submitAndEmit("b", false);
        var failure = assertThrows(SinkFailedException.class, processor::close);
        assertEquals(0, failure.sequence(), "the first that may be missing");
        assertSame(flushFailure, failure.getCause());
        assertEquals("the sink failed to flush the results from item 0 on: " + flushFailure, failure.getMessage());
        assertEquals(1, processor.inFlight());
        emit("c", false);
        assertEquals(List.of("a", "b", "flush"), log, "terminal");
    }

    @Test
    void F3_aFlushThatFailsBeforeTheRunWouldIsAFailureOfTheSink() {
        flushFails = true;
        submitAndEmit("a", true);
        submitAndEmit(FAIL, false);
        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int closing = 1; closing <= 2; closing++) {
            var failure = assertThrows(SinkFailedException.class, processor::close);
            assertEquals(0, failure.sequence());
            assertSame(flushFailure, failure.getCause());
            assertEquals(
                    "the sink failed to flush the results from item 0 on, before item 1, which has failed: "
                            + flushFailure,
                    failure.getMessage());
            assertEquals(1, failure.getSuppressed().length);
            var untold = assertInstanceOf(ItemFailedException.class, failure.getSuppressed()[0]);
            assertTrue(told.add(failure) && told.add(untold), "each thread gets exceptions of its own");
            assertEquals(1, untold.sequence());
            assertEquals(FAIL, untold.item());
            assertEquals(FAIL, untold.getCause().getMessage());
        }
        assertEquals(List.of("a", "flush"), log, "and not flushed again");
    }

    @Test
    void F4_aSkippedItemFlushesWhatCameBeforeIt() {
        startSkipping();
        submitAndEmit("a", true);
        submitAndEmit(FAIL, false);
        assertEquals(List.of("a", "skip 1", "flush"), log);
    }

    @Test
    void F4_aSkippedItemAmongOthersFlushesNothing() {
        startSkipping();
        submitAndEmit("a", true);
        submitAndEmit(FAIL, true);
        submitAndEmit("b", false);
        assertEquals(List.of("a", "skip 1", "b", "flush"), log);
    }

    @Test
    void F4_aSkippedItemAloneIsNoReasonToFlush() {
        startSkipping();
        submitAndEmit(FAIL, false);
        assertEquals(List.of("skip 0"), log);
        assertEquals(0, processor.inFlight());
    }

    @Test
    void aSinkNeedNotFlush() throws Exception {
        List<String> written = new ArrayList<>();
        Sink<String> plain = written::add;
        plain.accept("a");
        plain.flush();
        assertEquals(List.of("a"), written);
    }

    @Test
    void F3_theFailureOfAFlushNamesTheFirstResultSinceTheLastOneThatSucceeded() {
        submitAndEmit("a", true);
        submitAndEmit("b", false);
        flushFails = true;
        submitAndEmit("c", true);
        submitAndEmit("d", true);
        submitAndEmit("e", false);
        assertEquals(
                2, assertThrows(SinkFailedException.class, processor::close).sequence());
        assertEquals(List.of("a", "b", "flush", "c", "d", "e", "flush"), log);
    }

    @Test
    void F4_theFailureOfAFlushDoesNotNameAnItemLeftOut() {
        startSkipping();
        flushFails = true;
        submitAndEmit(FAIL, true);
        submitAndEmit("a", true);
        submitAndEmit(FAIL, false);
        assertEquals(
                1, assertThrows(SinkFailedException.class, processor::close).sequence());
    }

    @Test
    void F4_theSinkIsFlushedBeforeTheRunFailsByTheListener() {
        startSkipping();
        listenerFails = true;
        submitAndEmit("a", true);
        submitAndEmit(FAIL, true);
        assertEquals(List.of("a", "skip 1", "flush"), log);
        var failure = assertThrows(SinkFailedException.class, processor::close);
        assertEquals(1, failure.sequence());
        assertSame(listenerFailure, failure.getCause());
    }

    @Test
    void F4_aFlushThatFailsAfterTheListenerHidesNothing() {
        startSkipping();
        listenerFails = true;
        flushFails = true;
        submitAndEmit("a", true);
        submitAndEmit(FAIL, true);
        var failure = assertThrows(SinkFailedException.class, processor::close);
        assertEquals(0, failure.sequence());
        assertSame(flushFailure, failure.getCause());
        assertSame(listenerFailure, failure.getSuppressed()[0].getCause());
    }

    @Test
    void F3_aSinkThatHasFailedIsNotFlushed() {
        submitAndEmit("a", true);
        sinkFails = true;
        submitAndEmit("b", false);
        assertEquals(
                1, assertThrows(SinkFailedException.class, processor::close).sequence());
        assertEquals(List.of("a", "b"), log);
    }
}
