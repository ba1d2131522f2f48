package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.inturn.Inturn;
import dev.inturn.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TimelineTest {

    private static final String[] STEPS = {"submitting", "accepted", "started", "finished", "delivering", "delivered"};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"lock", "lockfree", "forkjoin"})
    void aRunIsShownAsItWas(String strategy) throws Exception {
        Path page = folder.resolve("run.html");
        Program.Result result = new Program()
                .in(lines(2_000))
                .run(
                        "map",
                        "--json",
                        "--strategy=" + strategy,
                        "--parallelism=3",
                        "--capacity=16",
                        "--timeline=" + page);
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(lines(2_000), result.out());
        assertEquals("", result.err());
        TimelineFile timeline = TimelineFile.read(page);
        assertEquals(0, timeline.data().get("first").asInt());
        assertEquals(2_000, timeline.count());

        // Each item step by step.
        for (int step = 1; step < STEPS.length; step++) {
            long[] before = timeline.column(STEPS[step - 1]);
            long[] after = timeline.column(STEPS[step]);
            for (int i = 0; i < before.length; i++) {
                assertTrue(0 <= before[i] && before[i] <= after[i], STEPS[step] + " of " + i);
            }
        }
        // O1, O2: one comes out after another, in order.
        long[] delivering = timeline.column("delivering");
        long[] delivered = timeline.column("delivered");
        for (int i = 1; i < delivered.length; i++) {
            assertTrue(delivered[i - 1] <= delivering[i], "delivery of " + i);
        }
        // B1: never more than the capacity in the window.
        assertTrue(most(timeline.column("accepted"), delivered) <= 16);
        // P3: a worker does one thing at a time.
        long[] worker = timeline.column("worker");
        assertTrue(Arrays.stream(worker).allMatch(lane -> lane >= 0));
        assertTrue(timeline.data().get("lanes").asInt()
                > Arrays.stream(worker).max().getAsLong());
        assertOneAtATime(worker, timeline.column("started"), timeline.column("finished"));
        assertTrue(most(timeline.column("started"), timeline.column("finished")) <= 3);
        // The head is the one before whose turn comes next.
        long[] headSince = timeline.column("headSince");
        long[] submitting = timeline.column("submitting");
        for (int i = 1; i < headSince.length; i++) {
            assertEquals(Math.max(delivered[i - 1], submitting[i]), headSince[i]);
        }
        for (String setting : new String[] {strategy, "<dd>3</dd>", "<dd>16</dd>", "<dd>2,000</dd>", "<dt>Java</dt>"}) {
            assertTrue(timeline.html().contains(setting), setting);
        }
    }

    @Test
    void aSlowHeadAndThoseItHoldsBackAreSeen() throws Exception {
        Path page = folder.resolve("slow.html");
        CountDownLatch othersFinished = new CountDownLatch(3);
        timeline(page)
                .runLines(
                        submission -> {
                            for (int i = 1; i <= 4; i++) {
                                submission.submit(new Line(new byte[0], 0, 0, "events", i));
                            }
                        },
                        Outcome.capture(line -> {
                            if (line.number() == 1) {
                                othersFinished.await();
                            }
                            return line.number();
                        }),
                        new Discarding(),
                        List.of(new Observer() {
                            @Override
                            public void finished(long sequence) {
                                othersFinished.countDown();
                            }
                        }));
        TimelineFile file = TimelineFile.read(page);
        assertEquals(4, file.count());
        // The recording may hear of the last one after the head has been let go.
        assertTrue(file.column("held")[0] >= 2, Arrays.toString(file.column("held")));
        assertTrue(file.column("blockedFrom")[0] >= 0);
        assertTrue(file.html().contains("data-sequence=\"0\""), "among those that held back others");
        assertTrue(file.html().contains("the worst was item 0 (events:1)"), file.html());
    }

    @Test
    void placesAreFileAndLineAndContentIsNowhere() throws Exception {
        Path first = Files.writeString(folder.resolve("first"), "[\"private\"]\n[\"private\"]\n");
        Path second = Files.writeString(folder.resolve("second"), "[\"private\"]");
        Path page = folder.resolve("run.html");
        new Program().run("map", "--json", "--timeline=" + page, first.toString(), second.toString());
        TimelineFile timeline = TimelineFile.read(page);
        assertEquals(first.toString(), timeline.data().get("files").get(0).asText());
        assertEquals(second.toString(), timeline.data().get("files").get(1).asText());
        assertArrayEquals(new long[] {0, 0, 1}, timeline.column("file"));
        assertArrayEquals(new long[] {1, 2, 1}, timeline.column("line"));
        assertFalse(timeline.html().contains("private"));
    }

    @Test
    void theDemoHasNoPlaces() throws Exception {
        Path page = folder.resolve("demo.html");
        Program.Result result = new Program()
                .run("demo", "--process-duration=1ms", "--request-every=0s", "--requests=30", "--timeline=" + page);
        assertEquals(0, result.exitCode(), result.err());
        TimelineFile timeline = TimelineFile.read(page);
        assertEquals(30, timeline.delivered());
        assertEquals(0, timeline.data().get("files").size());
        assertTrue(timeline.html().contains("<title>Timeline of inturn demo</title>"));
    }

    @Test
    void ofALongRunTheLastItemsAreShown() throws Exception {
        Path page = folder.resolve("run.html");
        new Program().in(lines(7_000)).run("map", "--json", "--timeline=" + page);
        TimelineFile timeline = TimelineFile.read(page);
        assertEquals(2_000, timeline.data().get("first").asInt());
        assertEquals(5_000, timeline.count());
        assertTrue(timeline.data().get("known").asLong() > 0);
        assertTrue(timeline.html().contains("Shown are the items 2,000 to 6,999"));
        assertTrue(timeline.html().contains("7,000 items submitted, all of them came out"));
    }

    @Test
    void failedLinesAreMarked() throws Exception {
        Path page = folder.resolve("run.html");
        new Program().in("1\nbad\n2\n").run("map", "--json", "--on-error=skip", "--timeline=" + page);
        assertArrayEquals(new long[] {0, 1, 0}, TimelineFile.read(page).column("failed"));
    }

    @Test
    void F1_aRunThatFailsIsShownUpToThere() throws Exception {
        Path page = folder.resolve("run.html");
        Program.Result result = new Program().in("1\nbad\n2\n").run("map", "--json", "--timeline=" + page);
        assertEquals(1, result.exitCode());
        assertEquals(1, result.err().lines().count(), result.err());
        TimelineFile timeline = TimelineFile.read(page);
        assertEquals(1, timeline.delivered());
        assertEquals(1, timeline.column("failed")[1]);
        assertEquals(-1, timeline.column("delivered")[1]);
    }

    @Test
    void noInputIsAPageToo() throws Exception {
        Path page = folder.resolve("run.html");
        assertEquals(
                0,
                new Program().in("").run("map", "--json", "--timeline=" + page).exitCode());
        TimelineFile timeline = TimelineFile.read(page);
        assertEquals(0, timeline.count());
        assertTrue(timeline.html().contains("No item was submitted."));
    }

    @Test
    void aNameCannotBreakOutOfThePage() throws Exception {
        String name = "a</script><b>&amp;\"'{{title}}\u2028<!--<script>";
        Path page = folder.resolve("run.html");
        timeline(page)
                .runLines(
                        submission -> submission.submit(new Line(new byte[0], 0, 0, name, 1)),
                        Outcome.capture(Line::number),
                        new Discarding(),
                        List.of());
        TimelineFile timeline = TimelineFile.read(page);
        assertEquals(name, timeline.data().get("files").get(0).asText());
        assertEquals(2, count("<script", timeline.html()));
        assertEquals(2, count("</script", timeline.html()));
        assertFalse(timeline.html().contains("<b>&amp;"), "in the summary");
        assertFalse(timeline.html().contains("<!--"));
        assertTrue(timeline.html().contains("{{title}}\\u2028\\u003C!--"), "in the data");
        assertTrue(timeline.html().contains("&lt;/script&gt;&lt;b&gt;&amp;amp;&quot;&#39;{{title}}"));
    }

    @Test
    void thePageNeedsNothingFromOutside() throws Exception {
        Path page = folder.resolve("run.html");
        new Program().in(lines(3)).run("map", "--json", "--timeline=" + page);
        String html = Files.readString(page);
        assertTrue(html.contains("default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"));
        for (String way : new String[] {"http:", "https:", " src=", "<link", "@import", "url(", "fetch(", "import("}) {
            assertFalse(html.contains(way), way);
        }
    }

    @Test
    void theScriptFindsWhatItLooksFor() throws Exception {
        Path page = folder.resolve("run.html");
        new Program().in(lines(3)).run("map", "--json", "--timeline=" + page);
        TimelineFile timeline = TimelineFile.read(page);
        List<String> ids = Pattern.compile(
                        "getElementById\\('([^']+)'\\)|^ *const buttons = \\{(.*)};", Pattern.MULTILINE)
                .matcher(timeline.html())
                .results()
                .flatMap(match -> match.group(1) != null
                        ? List.of(match.group(1)).stream()
                        : Arrays.stream(match.group(2).split(","))
                                .map(pair -> pair.split(":")[0].replaceAll("[' ]", "")))
                .toList();
        assertTrue(ids.size() >= 10, ids.toString());
        ids.forEach(id -> assertTrue(timeline.html().contains("id=\"" + id + "\""), id));
        List<String> columns = Pattern.compile("\\bdata\\.(\\w+)")
                .matcher(timeline.html())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertTrue(columns.size() >= 15, columns.toString());
        columns.forEach(column -> assertTrue(timeline.data().has(column), column));
    }

    @Test
    void aTimelineTakesThePlaceOfAnOlderOne() throws Exception {
        Path page = folder.resolve("run.html");
        new Program().in(lines(500)).run("map", "--json", "--timeline=" + page);
        long size = Files.size(page);
        assertEquals(
                0,
                new Program()
                        .in(lines(2))
                        .run("map", "--json", "--timeline=" + page)
                        .exitCode());
        assertTrue(Files.size(page) < size);
        assertEquals(2, TimelineFile.read(page).count());
        assertTrue(Files.readString(page).endsWith("</html>\n"));
    }

    @Test
    void anythingElseIsNotOverwritten() throws Exception {
        Path input = Files.writeString(folder.resolve("events.ndjson"), "1\n");
        Program.Result result = new Program().in("2\n").run("map", "--json", "--timeline", input.toString());
        assertRefused(result, input, "it exists and is no timeline; remove it, or choose another name");
        assertEquals("1\n", Files.readString(input));
    }

    @Test
    void aFolderThatIsMissingIsFoundBeforeAnyWork() {
        Path page = folder.resolve("missing").resolve("run.html");
        assertRefused(
                new Program().in("1\n").run("map", "--json", "--timeline=" + page), page, "there is no such folder");
        assertRefused(new Program().run("demo", "--timeline=" + page), page, "there is no such folder");
    }

    @Test
    void aDirectoryIsNoPlaceForAPage() {
        assertRefused(
                new Program().in("1\n").run("map", "--json", "--timeline=" + folder), folder, "it is a directory");
    }

    @Test
    void aFileThatMayNotBeWrittenIsFoundBeforeAnyWork() throws Exception {
        Path page = Files.createFile(folder.resolve("run.html"));
        assumeTrue(page.toFile().setWritable(false) && !Files.isWritable(page), "this user may write anything");
        assertRefused(new Program().in("1\n").run("map", "--json", "--timeline=" + page), page, "permission denied");
    }

    @Test
    void aFullDiskIsSaidWhenAllElseIsDone() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full here");
        Program.Result result = new Program().in("1\n2\n").run("map", "--json", "--timeline=" + full);
        assertEquals(3, result.exitCode());
        assertEquals("1\n2\n", result.out());
        assertTrue(result.err().matches("inturn: cannot write the timeline /dev/full: [^\n]+\n"), result.err());
    }

    @Test
    void aFullDiskDoesNotHideHowTheRunEnded() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full here");
        Program.Result result = new Program().in("1\nbad\n").run("map", "--json", "--timeline=" + full);
        assertEquals(1, result.exitCode());
        assertEquals(2, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("<stdin>:2: "), result.err());
        assertTrue(result.err().contains("cannot write the timeline"), result.err());
    }

    private static void assertRefused(Program.Result result, Path file, String why) {
        assertEquals(3, result.exitCode());
        assertEquals("", result.out());
        assertEquals("inturn: cannot write the timeline " + file + ": " + why + "\n", result.err());
    }

    private record Discarding() implements Results<Outcome<Line, Long>> {

        @Override
        public void accept(Outcome<Line, Long> result) {}

        @Override
        public void end() {}
    }

    private static Timeline timeline(Path page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Streams streams = new Streams(
                InputStream.nullInputStream(),
                out,
                new PrintStream(out, true, UTF_8),
                () -> false,
                new Streams.Terminal(false, false, 80));
        return new Timeline(page, "inturn map", Inturn.defaults().parallelism(2).capacity(4), streams);
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + "\n").collect(joining());
    }

    /** How many there are at once, at most, of what begins and ends at these times. */
    private static long most(long[] from, long[] to) {
        long[] begins = LongStream.of(from).sorted().toArray();
        long[] ends = LongStream.of(to).sorted().toArray();
        long most = 0;
        for (int begun = 0, ended = 0; begun < begins.length; begun++) {
            while (ended < ends.length && ends[ended] <= begins[begun]) {
                ended++;
            }
            most = Math.max(most, begun + 1L - ended);
        }
        return most;
    }

    private static void assertOneAtATime(long[] lanes, long[] from, long[] to) {
        List<Integer> byLane = IntStream.range(0, lanes.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> lanes[i]).thenComparingLong(i -> from[i]))
                .toList();
        for (int i = 1; i < byLane.size(); i++) {
            int before = byLane.get(i - 1);
            int item = byLane.get(i);
            assertTrue(lanes[before] != lanes[item] || to[before] <= from[item], before + " and " + item);
        }
    }

    private static long count(String part, String text) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
