package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private final Json json = new Json(Json::copy);

    @Test
    void whiteSpaceBetweenTokensGoes() throws Exception {
        assertEquals(
                "{\"a\":[1,true,false,null,{}],\"b c\":\" \"}\n",
                copy(" {\t\"a\" : [ 1 , true, false,\rnull, { } ] , \"b c\": \" \" } "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "0.10",
                "1e400",
                "1E+400",
                "-1.50e-0007",
                "12345678901234567890",
                "1.0",
                "3.141592653589793238462643383279502884197169399375105820974944592307816406286208998628034825342117067"
            })
    void numbersComeOutAsTheyWereWritten(String number) throws Exception {
        assertEquals(number + "\n", copy(number));
        assertEquals("{\"n\":[" + number + "]}\n", copy("{\"n\": [" + number + "]}"));
    }

    @Test
    void numbersMayHaveAnyLength() throws Exception {
        String number = "7".repeat(100_000) + "." + "3".repeat(100_000);
        assertEquals(number + "\n", copy(number));
    }

    @Test
    void stringsAndNamesMayHaveAnyLength() throws Exception {
        String document = "{\"" + "n".repeat(100_000) + "\":\"" + "é".repeat(1_000_000) + "\"}";
        assertEquals(document + "\n", copy(document));
    }

    @Test
    void stringsAreWrittenAsUtf8() throws Exception {
        assertEquals("\"é€😀\"\n", copy("\"\\u00e9\\u20AC\\ud83d\\ude00\""));
        assertEquals("\"é€😀\"\n", copy("\"é€😀\""));
        assertEquals("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\"\n", copy("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\""));
    }

    @Test
    void halfASurrogatePairStaysEscaped() throws Exception {
        assertEquals("[\"\\uD83D\",\"\\uDE00x\",\"a\\uD83Db\"]\n", copy("[\"\\ud83d\",\"\\ude00x\",\"a\\ud83db\"]"));
        assertTrue(failure("{\"\\ud83d\":1}").contains("surrogate"), "in a name it is refused");
    }

    @Test
    void namesThatOccurTwiceAreBothWritten() throws Exception {
        assertEquals("{\"a\":1,\"a\":2}\n", copy("{\"a\":1, \"a\":2}"));
    }

    @Test
    void depthUpToTheLimitIsFine() throws Exception {
        String deep = "[".repeat(1_000) + "]".repeat(1_000);
        assertEquals(deep + "\n", copy(deep));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 1_000_000})
    void depthBeyondTheLimitIsABadLineAndNoStackOverflow(int depth) {
        String deep = "[".repeat(depth) + "]".repeat(depth);
        assertEquals("nested more than 1000 levels deep", failure(deep));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":x}       | column 6
                    {"é😀":x}     | column 7
                    {"a":1        | column 7
                    {} {}         | column 4
                    1 2           | column 3
                    {}}           | column 3
                    [1,]          | column 4
                    {'a':1}       | column 2
                    "a            | column 3
                    nul           | column 1
                    NaN           | column
                    01            | column
                    "\\x"         | column
                    """)
    void whatIsNoJsonIsABadLineWithItsColumn(String text, String column) {
        String message = failure(text);
        assertTrue(message.contains("(" + column), message);
        assertTrue(message.endsWith(")"), message);
        for (String noise : new String[] {"Source", "Feature", "\n", "REDACTED"}) {
            assertTrue(!message.contains(noise), message);
        }
    }

    @Test
    void anEmptyLineIsABadLine() {
        assertEquals("empty line", failure(""));
        assertEquals("no JSON value, only white space", failure(" \t"));
    }

    @ParameterizedTest
    @CsvSource({
        "22 C3 28 22, 2", // no continuation
        "22 61 C0 80 22, 3", // overlong
        "22 ED A0 80 22, 2", // a surrogate
        "22 F4 90 80 80 22, 2", // beyond Unicode
        "22 61 62 E2 82, 4", // cut short
        "FF FE 31 00, 1", // UTF-16 with a byte order mark
        "80, 1",
    })
    void malformedUtf8IsABadLineWithItsByte(String hex, int at) {
        assertEquals("malformed UTF-8 at byte " + at, failure(bytes(hex)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"31 00", "00 31", "00 00 00 31", "31 00 00 00", "00 5B 00 5D"})
    void aNulIsNotTakenForAnotherEncoding(String hex) {
        assertTrue(failure(bytes(hex)).startsWith("illegal character NUL (column "), hex);
    }

    @Test
    void theLineIsTheLineAndNotItsNeighbours() throws Exception {
        byte[] bytes = "12345678".getBytes(UTF_8);
        assertEquals("345\n", new String(json.apply(new Line(bytes, 2, 3, "in", 1)), UTF_8));
    }

    private String copy(String text) throws Exception {
        byte[] bytes = text.getBytes(UTF_8);
        return new String(json.apply(new Line(bytes, 0, bytes.length, "in", 1)), UTF_8);
    }

    private String failure(String text) {
        return failure(text.getBytes(UTF_8));
    }

    private String failure(byte[] content) {
        // Neighbours before it and behind: what is said counts from the line's beginning.
        byte[] bytes = new byte[content.length + 20];
        System.arraycopy(content, 0, bytes, 10, content.length);
        Line line = new Line(bytes, 10, content.length, "in", 1);
        return assertThrows(BadLineException.class, () -> json.apply(line)).getMessage();
    }

    private static byte[] bytes(String hex) {
        String[] parts = hex.split(" ");
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i], 16);
        }
        return bytes;
    }
}
