package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpectedOutputTest {

    @Test
    void O1_theSameOutputHasNoDifference() {
        assertEquals("none", difference(List.of("a\n", "bc\n"), 1, "a\nbc\n"));
        assertEquals("none", difference(List.of("a\n", "bc\n"), 3, "a\nb", "c\na", "\nbc\na\n", "bc\n"));
    }

    @Test
    void O1_aDifferenceIsThatOfTheFirstLine() {
        assertEquals("in:2", difference(List.of("a\n", "bc\n", "d\n"), 1, "a\n", "bx\nd\n"));
        assertEquals("in:1", difference(List.of("a\n", "bc\n"), 2, "a\nbc\n", "x"));
        assertEquals("in:2", difference(List.of("a\n", "b\n", "c\n"), 1, "a\nc\nb\n"));
    }

    @Test
    void O1_whatIsMissingIsADifference() {
        assertEquals("in:1", difference(List.of("a\n", "b\n"), 1));
        assertEquals("in:2", difference(List.of("a\n", "b\n"), 1, "a\n"));
        assertEquals("in:1", difference(List.of("a\n", "b\n"), 2, "a\nb\n"));
    }

    @Test
    void O1_whatIsTooMuchIsADifference() {
        assertEquals("in:1", difference(List.of("a\n", "b\n"), 1, "a\nb\na\nb\n"));
        assertEquals("in:2", difference(List.of("", ""), 1, "a\n"));
    }

    @Test
    void F4_linesThatAreLeftOutHaveNoOutput() {
        assertEquals("none", difference(List.of("", "", ""), 2));
        assertEquals("none", difference(List.of("", "a\n", "", "b\n", ""), 2, "a\nb\na\nb\n"));
        assertEquals("in:4", difference(List.of("", "a\n", "", "b\n", ""), 1, "a\nx\n"));
        assertEquals("in:2", difference(List.of("", "a\n", "", "b\n", ""), 1, "b\n"));
    }

    private static String difference(List<String> results, int passes, String... writes) {
        Bytes output = new Bytes(1);
        long[] ends = new long[results.size()];
        for (int i = 0; i < ends.length; i++) {
            byte[] result = results.get(i).getBytes(UTF_8);
            output.write(result, 0, result.length);
            ends[i] = output.size();
        }
        List<Line> lines = IntStream.rangeClosed(1, ends.length)
                .mapToObj(number -> new Line(new byte[0], 0, 0, "in", number))
                .toList();
        ExpectedOutput.Check check = new ExpectedOutput(lines, output, ends).check();
        for (String write : writes) {
            check.write(write.getBytes(UTF_8), 0, write.getBytes(UTF_8).length);
        }
        Optional<Line> difference = check.difference(passes);
        return difference.map(Line::place).orElse("none");
    }
}
