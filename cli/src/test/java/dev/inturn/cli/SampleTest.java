package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void allLinesAreReadIfTheyAreFewEnough() throws Exception {
        Sample sample = Sample.read(new Events(10, 1), 10, Long.MAX_VALUE);
        assertEquals(Sample.End.INPUT, sample.end());
        assertEquals(10, sample.lines().size());
    }

    @Test
    void noMoreLinesAreReadThanOneBeyondThoseWanted() throws Exception {
        int[] submitted = {0};
        Sample sample = Sample.read(endless(submitted, 1), 10, Long.MAX_VALUE);
        assertEquals(Sample.End.LINES, sample.end());
        assertEquals(10, sample.lines().size());
        assertEquals(11, submitted[0]);
    }

    @Test
    void B1_longLinesAreBoundedByMemory() throws Exception {
        Sample sample = Sample.read(endless(new int[1], 1 << 20), 1000, 10 << 20);
        assertEquals(Sample.End.MEMORY, sample.end());
        // Each is read into a chunk that may be twice as long.
        assertEquals(4, sample.lines().size());
        assertEquals(
                0,
                Sample.read(endless(new int[1], 1 << 20), 1000, 1 << 20).lines().size());
    }

    @Test
    void B1_shortLinesAreBoundedByMemory() throws Exception {
        Sample sample = Sample.read(endless(new int[1], 0), Integer.MAX_VALUE, 1 << 16);
        assertEquals(Sample.End.MEMORY, sample.end());
        assertEquals(1024, sample.lines().size());
    }

    @Test
    void whatASourceThrowsEndsIt() {
        Failure failure = new Failure(ExitCode.INPUT_OUTPUT, "gone");
        assertEquals(
                failure,
                assertThrows(
                        Failure.class,
                        () -> Sample.read(
                                submission -> {
                                    throw failure;
                                },
                                1,
                                1)));
    }

    @Test
    void eventsAreJsonAndTheSameForTheSameSeed() throws Exception {
        List<String> events = events(1);
        assertEquals(100, events.size());
        ObjectMapper mapper = new ObjectMapper();
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = mapper.readTree(events.get(i));
            assertEquals(i + 1, event.get("id").intValue());
            assertEquals(false, event.at("/user/name").isMissingNode());
        }
        assertEquals(events, events(1));
        assertEquals(false, events.equals(events(2)));
    }

    private static List<String> events(long seed) throws InterruptedException {
        return Sample.read(new Events(100, seed), 1000, Long.MAX_VALUE).lines().stream()
                .map(line -> new String(line.bytes(), line.offset(), line.length(), UTF_8))
                .toList();
    }

    private static Job.Source<Line> endless(int[] submitted, int length) {
        return submission -> {
            while (true) {
                submitted[0]++;
                submission.submit(new Line(new byte[0], 0, length, "in", submitted[0]));
            }
        };
    }
}
