package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTemplateTest {

    /** Words are set apart by semicolons. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
                    a                       ~ a
                    ^ a  b\tc\nd ^          ~ a;b;c;d
                    a\\ b c                 ~ a b;c
                    'a b' c                 ~ a b;c
                    a'b c'd"e f"g           ~ ab cde fg
                    a '' ""                 ~ a;;
                    'a\\b'                  ~ a\\b
                    "a\\b\\$\\`\\"\\\\"     ~ a\\b$`"\\
                    a\\\\b                  ~ a\\b
                    ^a\\\nb^                ~ ab
                    ^"a\\\nb"^              ~ ab
                    "it's" 'a "b"'          ~ it's;a "b"
                    a\\'b \\"               ~ a'b;"
                    """)
    void wordsAreThoseOfTheShell(String text, String expected) {
        assertEquals(
                List.of(expected.split(";", -1)), CommandTemplate.parse(text).words("LINE"));
    }

    @Test
    void nothingIsExpanded() {
        assertEquals(
                List.of("a", "$HOME", "*.c", "~", "#", "$(b)", "`b`", "{a,b}"),
                CommandTemplate.parse("a $HOME *.c ~ # $(b) `b` {a,b}").words(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
                    a {}                    ~ a;LINE
                    a x{}y                  ~ a;xLINEy
                    a {}{}                  ~ a;LINELINE
                    a '{}' "-{}-"           ~ a;LINE;-LINE-
                    a \\{\\}                ~ a;{}
                    a \\{} {\\}             ~ a;{};{}
                    a "\\{\\}" '\\{\\}'     ~ a;{};\\{\\}
                    a "\\{" "\\a"           ~ a;\\{;\\a
                    a '{'} {'}'             ~ a;{};{}
                    a x\\{\\}{}             ~ a;x{}LINE
                    a { } {a}               ~ a;{;};{a}
                    """)
    void bracesAreTheLineUnlessEachIsQuotedByItself(String text, String expected) {
        assertEquals(List.of(expected.split(";")), CommandTemplate.parse(text).words("LINE"));
    }

    @Test
    void aLineStaysPartOfItsWordWhateverItHolds() {
        CommandTemplate template = CommandTemplate.parse("a -x={}");
        assertTrue(template.hasPlaceholder());
        String line = "b c'\"\\ $(d) ; {} \\{\\} *";
        assertEquals(List.of("a", "-x=" + line), template.words(line));
    }

    @Test
    void withoutBracesTheLineGoesNowhere() {
        CommandTemplate template = CommandTemplate.parse("a \\{\\}");
        assertFalse(template.hasPlaceholder());
        assertEquals(List.of("a", "{}"), template.words("LINE"));
        assertEquals("a", template.program());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
                    ^^                      ~ it names no program
                    ^  ^                    ~ it names no program
                    '' a                    ~ it names no program
                    {} a                    ~ a line must not choose what is run
                    x{} a                   ~ a line must not choose what is run
                    a 'b c                  ~ the single quote at character 3 is not closed
                    a "b c                  ~ the double quote at character 3 is not closed
                    a "b\\"                 ~ the double quote at character 3 is not closed
                    a\\                     ~ it ends with a backslash, which has nothing to quote
                    a | b                   ~ the | at character 3
                    a;b                     ~ the ; at character 2
                    a >b                    ~ the > at character 3
                    a < b                   ~ the < at character 3
                    a &                     ~ the & at character 3
                    """)
    void whatIsNoCommandIsRefusedWithTheReason(String text, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> CommandTemplate.parse(text))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void operatorsMayBeQuoted() {
        assertEquals(
                List.of("a", "|", "x;y", "a&b"),
                CommandTemplate.parse("a '|' x\\;y \"a&b\"").words(""));
    }
}
