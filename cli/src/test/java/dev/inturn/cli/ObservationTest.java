package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.Inturn;
import dev.inturn.Outcome;
import dev.inturn.ThrowingFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ObservationTest {

    private static final int ITEMS = 200;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @ValueSource(strings = {"lock", "lockfree", "forkjoin"})
    void O2_whatHappensToAnItemIsToldInOrder(String strategy) throws Exception {
        run(Inturn.defaults().strategy(strategy).parallelism(3).capacity(7), source(), item -> item);
        for (int i = 0; i < ITEMS; i++) {
            assertEquals(
                    Stream.of("submitting ", "admitting ", "submitted ")
                            .map(number(i))
                            .toList(),
                    like("(submitting|admitting|submitted) " + i));
            assertEquals(
                    Stream.of(
                                    "submitting ",
                                    "started ",
                                    "applying ",
                                    "finished ",
                                    "delivering ",
                                    "accepting ",
                                    "delivered ")
                            .map(number(i))
                            .toList(),
                    like("(submitting|started|applying|finished|delivering|accepting|delivered) " + i));
        }
        assertEquals(List.of("exhausted", "ending", "end", "ended"), like("exhausted|ending|end|ended"));
    }

    @Test
    void O1_deliveriesAreToldOneAtATimeInOrder() throws Exception {
        run(Inturn.defaults().parallelism(3), source(), item -> item);
        assertEquals(
                IntStream.range(0, ITEMS)
                        .boxed()
                        .flatMap(i -> Stream.of("delivering ", "accepting ", "delivered ")
                                .map(number(i)))
                        .toList(),
                like("(delivering|accepting|delivered) .*"));
    }

    @Test
    void aFlushIsToldOutsideOfDeliveries() throws Exception {
        run(Inturn.defaults().parallelism(2), source(), item -> item);
        List<String> told = like("flushing|flush|flushed|(delivering|delivered) .*");
        assertTrue(told.contains("flush"));
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i).equals("flush")) {
                assertEquals("flushing", told.get(i - 1));
                assertEquals("flushed", told.get(i + 1));
                assertTrue(told.get(i - 2).startsWith("delivered "), told.get(i - 2));
            }
        }
    }

    @Test
    void F1_aFunctionThatThrowsIsFinished() throws Exception {
        ThrowingFunction<Integer, Integer> fails = item -> {
            throw new IOException("no");
        };
        run(Inturn.defaults().parallelism(1), source(), Outcome.capture(fails));
        assertEquals(ITEMS, like("finished .*").size());
    }

    @Test
    void aSinkThatThrowsHasNotDelivered() {
        Results<Integer> results = new Told<>() {
            @Override
            public void accept(Integer result) {
                if (result == 2) {
                    throw new Failure(ExitCode.INPUT_OUTPUT, "full");
                }
            }
        };
        assertThrows(
                Failure.class,
                () -> Job.run(Inturn.defaults(), source(), item -> item, results, List.of(new Recorder())));
        assertEquals(List.of("delivered 0", "delivered 1"), like("delivered .*"));
        assertEquals(List.of("delivering 2"), like("delivering 2"));
        assertEquals(List.of("ending", "end", "ended"), like("ending|end|ended"));
    }

    @Test
    void aSourceThatThrowsIsExhaustedAndAllOfItDelivered() {
        Job.Source<Integer> breaks = submission -> {
            submission.submit(0);
            submission.submit(1);
            throw new Failure(ExitCode.INPUT_OUTPUT, "gone");
        };
        assertThrows(Failure.class, () -> run(Inturn.defaults(), breaks, item -> item));
        assertEquals(List.of("exhausted"), like("exhausted"));
        assertEquals(List.of("delivered 0", "delivered 1"), like("delivered .*"));
    }

    @Test
    void anEndOfTheResultsThatFailsIsAnEnd() {
        Results<Integer> results = new Told<>() {
            @Override
            public void end() {
                throw new Failure(ExitCode.INPUT_OUTPUT, "full");
            }
        };
        assertThrows(
                Failure.class,
                () -> Job.run(Inturn.defaults(), source(), item -> item, results, List.of(new Recorder())));
        assertEquals(List.of("ending", "ended"), like("ending|ended"));
    }

    @Test
    void eachObserverIsTold() throws Exception {
        Job.run(
                Inturn.defaults().parallelism(1),
                source(),
                item -> item,
                new Told<>(),
                List.of(new Recorder(), new Recorder()));
        assertEquals(2 * ITEMS, like("started .*").size());
    }

    @Test
    void withoutObserversItemsAreAdmittedAllTheSame() throws Exception {
        Job.run(Inturn.defaults(), source(), item -> item, new Told<>(), List.of());
        assertEquals(ITEMS, like("admitting .*").size());
        assertEquals(ITEMS, like("accepting .*").size());
        assertFalse(events.contains("started 0"));
    }

    private <R> void run(Inturn settings, Job.Source<Integer> source, ThrowingFunction<Integer, R> function)
            throws InterruptedException {
        ThrowingFunction<Integer, R> told = item -> {
            events.add("applying " + item);
            return function.apply(item);
        };
        Job.run(settings, source, told, new Told<>(), List.of(new Recorder()));
    }

    private Job.Source<Integer> source() {
        return new Job.Source<>() {
            @Override
            public void submitTo(Job.Submission<Integer> submission) throws InterruptedException {
                for (int i = 0; i < ITEMS; i++) {
                    submission.submit(i);
                }
            }

            @Override
            public void admit(Integer item) {
                events.add("admitting " + item);
            }
        };
    }

    private static UnaryOperator<String> number(int i) {
        return word -> word + i;
    }

    private List<String> like(String pattern) {
        return List.copyOf(events).stream()
                .filter(Pattern.compile(pattern).asMatchPredicate())
                .toList();
    }

    private class Told<R> implements Results<R> {
        @Override
        public void accept(R result) {
            events.add("accepting " + result);
        }

        @Override
        public void flush() {
            events.add("flush");
        }

        @Override
        public void end() {
            events.add("end");
        }
    }

    private final class Recorder implements Observer {
        @Override
        public void submitting(long sequence) {
            events.add("submitting " + sequence);
        }

        @Override
        public void submitted(long sequence) {
            events.add("submitted " + sequence);
        }

        @Override
        public void exhausted() {
            events.add("exhausted");
        }

        @Override
        public void started(long sequence) {
            events.add("started " + sequence);
        }

        @Override
        public void finished(long sequence) {
            events.add("finished " + sequence);
        }

        @Override
        public void delivering(long sequence) {
            events.add("delivering " + sequence);
        }

        @Override
        public void delivered(long sequence) {
            events.add("delivered " + sequence);
        }

        @Override
        public void flushing() {
            events.add("flushing");
        }

        @Override
        public void flushed() {
            events.add("flushed");
        }

        @Override
        public void ending() {
            events.add("ending");
        }

        @Override
        public void ended() {
            events.add("ended");
        }
    }
}
