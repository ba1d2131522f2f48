package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@Timeout(120)
class CompareCommandTest {

    @TempDir
    private Path folder;

    @Test
    void itRunsAnywhereOnEventsThatItMakesUp() {
        InputStream noInput = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("the standard input is not for it");
            }
        };
        Program.Result result = run(noInput, "--parallelism=1,2", "--rounds=5");
        assertEquals(0, result.exitCode(), result.err());
        String out = result.out();
        assertTrue(out.startsWith("--json: "), out);
        assertTrue(out.contains("of JSON events made up from seed 1"), out);
        for (String way : List.of("plain loop", "lockfree", "forkjoin", "lock", "no order")) {
            assertTrue(out.lines().anyMatch(line -> line.startsWith(way + " ")), () -> way + " in\n" + out);
        }
        assertTrue(out.contains("\nAll outputs are the same.\n"), out);
        assertTrue(out.contains("\nVerdict: "), out);
        for (String condition : List.of("input queues up", "work gains from being parallel", "order matters")) {
            assertTrue(out.contains("\n  - " + condition + ": "), out);
        }
        assertTrue(result.err().contains("in 5 rounds and a warm-up: takes about "), result.err());
    }

    @Test
    void eventsAreForAnyFunction() throws Exception {
        JsonNode json = json(run("", "--output=json", "--events=50", "--pick=/user/name", "--pick", "/id"));
        assertEquals(50, json.get("lines").intValue());
        assertEquals("--pick=/user/name --pick=/id", json.get("function").textValue());
    }

    @Test
    void withAFunctionNoFileIsTheStandardInput() throws Exception {
        JsonNode json = json(run("[1]\n[2]\n[3]\n", "--json", "--output=json"));
        assertEquals(3, json.get("lines").intValue());
        assertEquals(9, json.get("bytes").intValue());
        assertEquals("-", json.get("input").textValue());
        assertEquals("unknown", condition(json, "order matters").get("answer").textValue());
    }

    @Test
    void filesAreReadAsInMap() throws Exception {
        Path first = Files.writeString(folder.resolve("first"), "1\n2");
        Path second = Files.writeString(folder.resolve("second"), "3\n");
        JsonNode json = json(run("4\n", "--json", "--output=json", first.toString(), "-", second.toString()));
        assertEquals(4, json.get("lines").intValue());
    }

    @Test
    void theJsonHoldsAllRounds() throws Exception {
        JsonNode json = json(run(
                "1\n2\n", "--json", "--output=json", "--strategies=lock,forkjoin", "--parallelism=2,1", "--rounds=6"));
        assertEquals(true, json.get("identical").booleanValue());
        List<String> ways = new ArrayList<>();
        for (JsonNode way : json.get("ways")) {
            ways.add(way.get("name").textValue() + " " + way.get("parallelism").intValue());
            assertEquals(6, way.get("rounds").size());
            assertTrue(way.get("linesPerSecond").doubleValue() > 0);
            JsonNode speedUp = way.get("speedUp");
            double median = speedUp.get("median").doubleValue();
            assertTrue(speedUp.get("low").doubleValue() <= median
                    && median <= speedUp.get("high").doubleValue());
        }
        assertEquals(List.of("plain loop 1", "lock 1", "lock 2", "forkjoin 1", "forkjoin 2", "no order 2"), ways);
        String choice = json.at("/verdict/choice").textValue();
        assertTrue(List.of("strategy", "loop", "undecided").contains(choice), choice);
        assertEquals(3, json.get("conditions").size());
        assertEquals(2, json.at("/withoutOrder/parallelism").intValue());
    }

    @Test
    void linesThatAreTooManyAreCutAndItIsSaid() throws Exception {
        Program.Result result = run("1\n2\n3\n4\n", "--json", "--lines=3", "--output=json");
        assertEquals(3, json(result).get("lines").intValue());
        assertTrue(result.err().startsWith("inturn: uses the first 3 lines; there are more (--lines)\n"), result.err());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void howOftenACommandRunsIsSaidBeforeItIsMeasured() {
        Program.Result result = run("1\n2\n", "--exec=true {}", "--strategies=lock", "--parallelism=1", "--rounds=2");
        assertEquals(0, result.exitCode(), result.err());
        List<String> said = result.err().lines().toList();
        assertTrue(said.get(0).startsWith("inturn: runs the command for "), result.err());
        // Two lines, two ways, two rounds and a warm-up.
        assertEquals("inturn: will run the command 12 times", said.get(1));
        assertTrue(result.out().startsWith("--exec='true {}': 2 lines"), result.out());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void L2_aSignalEndsThePlainLoopAndItsCommand() throws Exception {
        Path pid = folder.resolve("pid");
        String command = "--exec=sh -c 'echo $$ > \"$0\"; exec sleep 3600' " + pid + " {}";
        Process process = Child.program("compare", "--events=1", command).start();
        while (process.isAlive() && (!Files.exists(pid) || Files.readString(pid).isBlank())) {
            Thread.onSpinWait();
        }
        Child.signal(process, "TERM");
        assertEquals(143, Child.exitCode(process));
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertTrue(err.matches("inturn: runs the command for [^\n]*\n"), err);
        Pids.awaitEnd(Files.readAllLines(pid));
    }

    @Test
    void F1_aLineThatFailsIsNamedAndEndsIt() {
        Program.Result result = run("1\n\n2\n", "--json");
        assertEquals(1, result.exitCode());
        assertEquals("", result.out());
        assertEquals("inturn: <stdin>:2: empty line\n", result.err());
    }

    @Test
    void F4_linesThatFailAreLeftOutOrMarked() {
        Program.Result skip = run("1\n\n2\n", "--json", "--on-error=skip");
        assertEquals(0, skip.exitCode(), skip.err());
        assertTrue(skip.err().startsWith("inturn: <stdin>:2: empty line\n"), skip.err());
        assertEquals(
                1,
                skip.err().lines().filter(line -> line.contains("empty line")).count());
        assertTrue(flat(skip.out()).contains("1 of the lines fail and are left out."), skip.out());
        Program.Result mark = run("1\n\n2\n", "--json", "--on-error=mark");
        assertEquals(0, mark.exitCode(), mark.err());
        assertTrue(flat(mark.out()).contains("1 of the lines fail and are marked."), mark.out());
    }

    @Test
    void noLinesAreNothingToCompare() {
        Program.Result result = run("", "--json");
        assertEquals(3, result.exitCode());
        assertEquals("inturn: there are no lines to compare with\n", result.err());
    }

    @Test
    void theDrawingIsSvgOfAllWays() throws Exception {
        Path svg = folder.resolve("a drawing.svg");
        Program.Result result = run("1\n2\n", "--json", "--parallelism=1,2", "--rounds=3", "--svg=" + svg);
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains("Verdict: "), result.out());
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder().parse(svg.toFile());
        assertEquals("svg", document.getDocumentElement().getTagName());
        NodeList nodes = document.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        for (String text : List.of("lockfree", "forkjoin", "lock", "no order", "1 thread", "2 threads", "plain loop")) {
            assertTrue(texts.contains(text), () -> text + " in " + texts);
        }
        // Seven bars, of which each has as many dots as there are rounds.
        int dots = 0;
        NodeList paths = document.getElementsByTagName("*");
        for (int i = 0; i < paths.getLength(); i++) {
            String style = ((Element) paths.item(i)).getAttribute("style");
            boolean text = paths.item(i).getNodeName().equals("text");
            dots += !text && style.contains("fill:rgb(51,51,51)") ? 1 : 0;
        }
        assertEquals(7 * 3, dots);
    }

    @Test
    void aDrawingThatCannotBeWrittenIsFoundBeforeAnyWork() {
        Path missing = folder.resolve("missing").resolve("a.svg");
        Program.Result result = run("1\n", "--json", "--svg=" + missing);
        assertEquals(3, result.exitCode());
        assertEquals("inturn: cannot write " + missing + ": there is no such folder\n", result.err());
        Program.Result directory = run("1\n", "--json", "--svg=" + folder);
        assertEquals(3, directory.exitCode());
        assertEquals("inturn: cannot write " + folder + ": it is a directory\n", directory.err());
    }

    @Test
    void aFileThatIsMissingIsSaid() {
        Program.Result result = run("", "--json", folder.resolve("missing").toString());
        assertEquals(3, result.exitCode());
        assertEquals("inturn: cannot read " + folder.resolve("missing") + ": no such file\n", result.err());
    }

    @Test
    void onATerminalItShowsHowFarItIs() {
        Program.Result result = new Program()
                .in("1\n")
                .terminal(false, true)
                .run("compare", "--json", "--time=1ms", "--rounds=1", "--strategies=lock", "--parallelism=1");
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.err().contains("warm-up: lock, 1 thread"), result.err());
        assertTrue(result.err().contains("round 1 of 1: plain loop, 1 thread"), result.err());
        assertTrue(result.err().endsWith("\033[K"), "erased");
    }

    private static Program.Result run(String in, String... args) {
        return run(new ByteArrayInputStream(in.getBytes(UTF_8)), args);
    }

    /** As short as can be: what is measured then means nothing, but all else is as ever. */
    private static Program.Result run(InputStream in, String... args) {
        String[] all = Stream.concat(Stream.of("compare", "--time=1ms"), Stream.of(args))
                .toArray(String[]::new);
        return new Program().in(in).run(all);
    }

    private static JsonNode json(Program.Result result) throws Exception {
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(1, result.out().lines().count(), result.out());
        return new ObjectMapper().readTree(result.out());
    }

    private static JsonNode condition(JsonNode json, String name) {
        return StreamSupport.stream(json.get("conditions").spliterator(), false)
                .filter(condition -> condition.get("condition").textValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
