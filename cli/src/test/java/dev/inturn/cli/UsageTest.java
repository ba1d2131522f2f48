package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                       | a command is missing
                    frobnicate                               | 'frobnicate'
                    map                                      | (specify one of these): (--json | --pick=POINTER
                    map --json --pick=/a                     | mutually exclusive
                    map --pick=a                             | 'a' is not a JSON pointer
                    map --pick=/~2                           | '/~2' is not a JSON pointer
                    map --json --jsn                         | '--jsn'
                    map --json --parallelism=0               | parallelism must be between 1 and 32767, but is 0
                    map --json --parallelism=x               | 'x'
                    map --json --capacity=0                  | capacity must be between 1 and 16777216, but is 0
                    map --json --capacity=99999999           | 99999999
                    map --json --strategy=none               | no strategy "none" was found; found:
                    map --json --on-error=stop               | [fail, skip, mark]
                    demo --parallelism=0                     | parallelism must be between
                    demo --requests=0                        | requests must be between 1 and 1000000, but is 0
                    demo --process-duration=5                | '5' is not a duration
                    demo --request-every=-1s                 | '-1s' is not a duration
                    demo --strategy=none                     | found:
                    demo now                                 | 'now'
                    strategies all                           | 'all'
                    """)
    void wrongUsageIsOneLineAndExitCode2(String line, String expected) {
        Program.Result result = new Program().in("{}").run(args(line));
        assertAll(
                () -> assertEquals(2, result.exitCode()),
                () -> assertEquals("", result.out()),
                () -> assertTrue(
                        result.err().startsWith("inturn: ") && result.err().contains(expected), result.err()),
                () -> assertTrue(result.err().contains("--help)"), result.err()),
                () -> assertEquals(1, result.err().lines().count(), result.err()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void theHelpListsCommandsAndExitCodes(String line) {
        String help = help(line);
        for (String expected :
                new String[] {"  demo ", "  map ", "  strategies ", "  130 ", "INTURN_JAVA_OPTS", "tail -f"}) {
            assertTrue(help.contains(expected), () -> expected + " in\n" + help);
        }
    }

    @Test
    void eachCommandHasItsHelp() {
        for (String option :
                new String[] {"--json", "--pick", "--on-error", "--strategy", "--parallelism", "--capacity"}) {
            assertTrue(help("map --help").contains(option), option);
        }
        for (String option : new String[] {"--process-duration", "--request-every", "--requests", "(default: 5s)"}) {
            assertTrue(help("demo --help").contains(option), option);
        }
        assertEquals(help("map --help"), help("help map"));
        assertTrue(help("strategies --help").contains("--strategy"));
    }

    @Test
    void helpFitsATerminal() {
        Stream.of("--help", "map --help", "demo --help", "strategies --help")
                .flatMap(line -> help(line).lines())
                .forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        String version = help("--version");
        assertTrue(version.matches("(?s)inturn [0-9]+\\.[0-9]+.*"), version);
    }

    private static String help(String line) {
        Program.Result result = new Program().run(args(line));
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("", result.err());
        return result.out();
    }

    private static String[] args(String line) {
        return line.isEmpty() ? new String[0] : line.split(" ");
    }
}
