package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicksTest {

    private static final String DOCUMENT = """
            {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, "k\\"l": 6, " ": 7, "o": {"p": {"q": [1, {"r": null}]}}}""";

    @Test
    void valuesAreThoseOfRfc6901() throws Exception {
        assertEquals("[\"bar\",\"baz\"]\n", pick(DOCUMENT, "/foo"));
        assertEquals("bar\n", pick(DOCUMENT, "/foo/0"));
        assertEquals("0\t1\t2\t8\t6\t7\n", pick(DOCUMENT, "/", "/a~1b", "/c%d", "/m~0n", "/k\"l", "/ "));
    }

    @Test
    void columnsComeInTheOrderAskedFor() throws Exception {
        assertEquals("2\t1\t2\n", pick("{\"a\":1,\"b\":2}", "/b", "/a", "/b"));
    }

    @Test
    void missingValuesAreEmptyAndNullIsAValue() throws Exception {
        assertEquals("\t\tnull\t\n", pick(DOCUMENT, "/none", "/foo/2", "/o/p/q/1/r", "/foo/0/x"));
        assertEquals("\t\t\n", pick(DOCUMENT, "/foo/-", "/foo/00", "/foo/bar"));
        assertEquals("\n", pick("[]", "/a"));
    }

    @Test
    void theEmptyPointerIsTheWholeDocument() throws Exception {
        assertEquals("{\"a\":[1,2]}\n", pick("{ \"a\": [1, 2] }", ""));
        assertEquals("1\n", pick("1", ""));
        assertEquals("text\n", pick("\"text\"", ""));
    }

    @Test
    void aPointerMayLeadThroughTheValueOfAnother() throws Exception {
        assertEquals(
                "{\"p\":{\"q\":[1,{\"r\":null}]}}\t[1,{\"r\":null}]\tnull\t{\"q\":[1,{\"r\":null}]}\n",
                pick(DOCUMENT, "/o", "/o/p/q", "/o/p/q/1/r", "/o/p"));
        assertEquals("{\"a\":1.50}\t1.50\n", pick("{\"a\": 1.50}", "", "/a"));
        assertEquals("1\t\n", pick("{\"a\": 1}", "/a", "/a/b"));
    }

    @Test
    void anIndexIsTheNameOfAMemberToo() throws Exception {
        assertEquals("x\ty\n", pick("{\"0\": \"x\", \"01\": \"y\"}", "/0", "/01"));
        assertEquals("d\tb\n", pick("[\"a\", \"b\", \"c\", \"d\"]", "/3", "/1"));
    }

    @Test
    void stringsAreRawButForWhatWouldBreakTheTable() throws Exception {
        assertEquals("a\\tb\\nc\\rd\\\\e\"f/\u0001\n", pick("[\"a\\tb\\nc\\rd\\\\e\\\"f\\/\\u0001\"]", "/0"));
        assertEquals("é€😀é€😀\n", pick("[\"é€😀\\u00e9\\u20ac\\ud83d\\ude00\"]", "/0"));
        assertEquals("[\"a\\tb\"]\n", pick("[[\"a\\tb\"]]", "/0"));
    }

    @Test
    void halfASurrogatePairIsEscaped() throws Exception {
        assertEquals("x\\uDC0Fy\\uD83D\n", pick("[\"x\\udc0fy\\ud83d\"]", "/0"));
    }

    @Test
    void ofNamesThatOccurTwiceTheLastCounts() throws Exception {
        assertEquals("2\n", pick("{\"a\":1,\"a\":2}", "/a"));
        assertEquals("\t\n", pick("{\"a\":{\"b\":1,\"c\":2},\"a\":{}}", "/a/b", "/a/c"));
        assertEquals("\t{\"a\":{\"b\":1},\"a\":3}\n", pick("{\"a\":{\"b\":1},\"a\":3}", "/a/b", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1} x", "{\"a\":1,}", "{\"a\":1", "{\"a\":1,\"b\":[1,}", "{\"a\":1}{}"})
    void aLineIsReadToItsEndWhateverWasFound(String text) {
        assertThrows(BadLineException.class, () -> pick(text, "/a"));
    }

    /** Jackson's tree, and its own pointers, on documents that are full of near misses. */
    @Test
    void agreesWithATreeOnGeneratedDocuments() throws Exception {
        Random random = new Random(6901);
        Documents documents = new Documents(random);
        for (int i = 0; i < 3_000; i++) {
            String document = documents.next();
            List<String> pointers = new ArrayList<>();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                pointers.add(documents.pointer());
            }
            assertEquals(
                    PlainLoop.pick(document, pointers),
                    pick(document, pointers.toArray(String[]::new)),
                    () -> pointers + " of " + document);
        }
    }

    private static String pick(String text, String... pointers) throws Exception {
        Json json = new Json(new Picks(Stream.of(pointers).map(Pointer::parse).toList()));
        byte[] bytes = text.getBytes(UTF_8);
        return new String(json.apply(new Line(bytes, 0, bytes.length, "in", 1)), UTF_8);
    }
}
