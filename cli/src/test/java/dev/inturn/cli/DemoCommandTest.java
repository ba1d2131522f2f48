package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DemoCommandTest {

    private static final String[] QUICK = {"demo", "--process-duration=20ms", "--request-every=2ms"};

    @ParameterizedTest
    @ValueSource(strings = {"lock", "lockfree", "forkjoin"})
    void O1_theOrderNumbersComeOutInOrder(String strategy) {
        Program.Result result = new Program().run(quick("--strategy=" + strategy, "--requests=30"));
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(numbers(30) + "\n", result.out());
        assertEquals("", result.err());
    }

    @Test
    void oneRequestIsEnough() {
        assertEquals("0\n", new Program().run(quick("--requests=1")).out());
    }

    @Test
    void B1_requestsThatComeTooFastQueue() {
        Program.Result result = new Program()
                .run("demo", "--process-duration=0s", "--request-every=0s", "--requests=5000", "--parallelism=1");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(numbers(5_000) + "\n", result.out());
    }

    @Test
    void P1_eachNumberIsWrittenByItself() {
        List<String> writes = new ArrayList<>();
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                writes.add(new String(bytes, offset, length, US_ASCII));
            }
        };
        new Program().runInto(out, quick("--requests=3"));
        assertEquals(List.of("0-", "1-", "2\n"), writes);
    }

    @Test
    void requestsComeAtTheirTimesAndTakeTheirTime() {
        long start = System.nanoTime();
        new Program()
                .run("demo", "--process-duration=100ms", "--request-every=40ms", "--requests=5", "--parallelism=5");
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(millis >= 100 + 4 * 40, millis + " ms");
    }

    @Test
    void aClosedPipeEndsItWithoutWaitingForTheNextRequest() {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Program.Result result = new Program().runInto(out, "demo", "--process-duration=0s", "--request-every=24h");
        assertEquals(0, result.exitCode());
        assertEquals("", result.err());
    }

    @Test
    void theStatusDoesNotTearTheOutputOfOneTerminal() {
        Screen screen = new Screen(80);
        int exitCode = new Program().terminal(true, true).runInto(screen, screen, quick("--requests=100"));
        assertEquals(0, exitCode);
        assertEquals(wrapped(numbers(100)), screen.text());

        // At any moment: some of the output, and behind it nothing, or the status on the same row.
        String output = wrapped(numbers(100));
        for (String shown : screen.history()) {
            int status = shown.indexOf("in flight:");
            String part = (status < 0 ? shown : shown.substring(0, status)).stripTrailing();
            assertTrue(output.startsWith(part), shown);
        }
        assertTrue(
                screen.history().stream().anyMatch(shown -> shown.matches("in flight: 0( .*)?")),
                "before the first comes out");
        assertTrue(screen.history().stream().anyMatch(shown -> shown.matches("0-   in flight: 1.*")));
    }

    @Test
    void theStatusStandsAloneIfTheOutputGoesElsewhere() {
        Screen screen = new Screen(80);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Program().terminal(false, true).runInto(out, screen, quick("--requests=20"));
        assertEquals(numbers(20) + "\n", out.toString(US_ASCII));
        assertEquals("", screen.text(), "erased in the end");
        assertTrue(screen.history().stream().allMatch(shown -> shown.isEmpty() || shown.startsWith("in flight: ")));
        assertFalse(screen.history().isEmpty());
    }

    @Test
    void aStatusThatIsTooLongIsCut() {
        Screen screen = new Screen(80);
        String[] args = {"demo", "--process-duration=5ms", "--request-every=0s", "--requests=200"};
        new Program().terminal(true, true).runInto(screen, screen, args);
        assertEquals(wrapped(numbers(200)), screen.text());
        assertTrue(screen.history().stream().flatMap(String::lines).allMatch(line -> line.length() <= 80));
    }

    private static String[] quick(String... more) {
        List<String> args = new ArrayList<>(List.of(QUICK));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static String numbers(int requests) {
        return IntStream.range(0, requests).mapToObj(String::valueOf).collect(joining("-"));
    }

    private static String wrapped(String text) {
        return text.replaceAll("(.{80})(?=.)", "$1\n");
    }
}
