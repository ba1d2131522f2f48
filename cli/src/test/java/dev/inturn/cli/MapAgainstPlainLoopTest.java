package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.inturn.Strategies;
import dev.inturn.ThrowingFunction;
import dev.inturn.spi.OrderingStrategy;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** O1: every strategy, at every parallelism, gives the bytes of the plain loop. */
class MapAgainstPlainLoopTest {

    private static final List<String> PICKS = List.of("/a", "/b/0", "/0/a/1", "");
    private static final List<String> TWEET_PICKS =
            List.of("/user/screen_name", "/text", "/id", "/entities/hashtags/0");
    private static final List<String> LINES = lines();
    private static final byte[] JSON_OF_LINES = plainLoop(LINES, PlainLoop::json);
    private static final byte[] PICKS_OF_LINES = plainLoop(LINES, line -> PlainLoop.pick(line, PICKS));

    static Stream<Arguments> ways() {
        return Strategies.all().stream()
                .map(OrderingStrategy::name)
                .flatMap(strategy -> Stream.of(1, 2, 8, 64).map(parallelism -> Arguments.of(strategy, parallelism)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void O1_jsonGivesTheBytesOfThePlainLoop(String strategy, int parallelism) {
        check(JSON_OF_LINES, LINES, strategy, parallelism, "--json");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void O1_pickGivesTheBytesOfThePlainLoop(String strategy, int parallelism) {
        check(PICKS_OF_LINES, LINES, strategy, parallelism, options(PICKS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "7"})
    void O1_aSmallWindowChangesNothing(String capacity) {
        check(JSON_OF_LINES, LINES, "lock", 3, "--json", "--capacity=" + capacity);
    }

    @Test
    void O1_tweetsGiveTheBytesOfThePlainLoop() throws Exception {
        List<String> tweets = tweets();
        byte[] expected = plainLoop(tweets, tweet -> PlainLoop.pick(tweet, TWEET_PICKS));
        ways().map(Arguments::get)
                .forEach(way -> check(expected, tweets, (String) way[0], (int) way[1], options(TWEET_PICKS)));
    }

    private static void check(
            byte[] expected, List<String> lines, String strategy, int parallelism, String... options) {
        String[] args = Stream.concat(
                        Stream.of("map", "--strategy=" + strategy, "--parallelism=" + parallelism), Stream.of(options))
                .toArray(String[]::new);
        Program.Result result = new Program().in(String.join("\n", lines)).run(args);
        assertEquals(0, result.exitCode(), result.err());
        assertArrayEquals(expected, result.bytes());
    }

    private static byte[] plainLoop(List<String> lines, ThrowingFunction<String, String> function) {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        try {
            for (String line : lines) {
                results.writeBytes(function.apply(line).getBytes(UTF_8));
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return results.toByteArray();
    }

    private static String[] options(List<String> pointers) {
        return pointers.stream().map(pointer -> "--pick=" + pointer).toArray(String[]::new);
    }

    /** Documents of very different size, so that many overtake others. */
    private static List<String> lines() {
        Random random = new Random(2);
        Documents documents = new Documents(random);
        return Stream.generate(() ->
                        random.nextInt(50) == 0 ? "[" + (documents.next() + ",").repeat(50) + "0]" : documents.next())
                .limit(1_000)
                .toList();
    }

    private static List<String> tweets() throws Exception {
        String folder = System.getenv("INTURN_TEST_DATA");
        assumeTrue(folder != null, "INTURN_TEST_DATA names no folder with a tweets.ndjson");
        Path file = Path.of(folder, "tweets.ndjson");
        assumeTrue(Files.isReadable(file), file + " is not there");
        List<String> tweets = Files.readAllLines(file);
        return Stream.generate(tweets::stream).limit(5).flatMap(lines -> lines).toList();
    }
}
