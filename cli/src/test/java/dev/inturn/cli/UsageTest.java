package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.Inturn;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                       | a command is missing; there are demo, map,
                    frobnicate                               | unknown command 'frobnicate'; there are demo, map,
                    map                                      | say what to do: --json, --pick=POINTER, --exec=COMMAND,
                    map --json --exec=cat                    | mutually exclusive
                    map --exec=                              | it names no program
                    map --exec="x                            | the double quote at character 1 is not closed
                    map --exec=x;y                           | the ; at character 2 has a meaning to a shell only
                    map --exec={}                            | a line must not choose what is run
                    map --exec=cat --timeout=0s              | --timeout must be longer than 0s
                    map --exec=cat --timeout=5               | '5' is not a duration
                    map --exec=cat --max-output=0            | '0' is not a size from 1 to 1g
                    map --exec=cat --max-output=2g           | '2g' is not a size
                    map --exec=cat --classpath=.             | --classpath goes with --function only
                    map --json --multiline                   | --multiline goes with --exec and --function only
                    map --json --timeout=5s                  | --timeout goes with --exec only
                    map --function=F --timeout=5s            | --timeout goes with --exec only
                    map --pick=/a --max-output=1k            | --max-output goes with --exec only
                    map --json --pick=/a                     | mutually exclusive
                    map --pick=a                             | 'a' is not a JSON pointer
                    map --pick=/~2                           | '/~2' is not a JSON pointer
                    map --json --jsn                         | '--jsn'
                    map --json --parallelism=0               | '--parallelism': '0' is not a whole number from 1 to 32767
                    map --json --parallelism=x               | '--parallelism': 'x' is not a whole number from 1 to 32767
                    map --json --capacity=0                  | '--capacity': '0' is not a whole number from 1 to 16777216
                    map --json --capacity=99999999           | '99999999' is not a whole number from 1 to 16777216
                    map --json --strategy=none               | no strategy "none" was found; found:
                    map --json --on-error=stop               | [fail, skip, mark]
                    map --json --progress=now                | [auto, always, never]
                    map --json --stats=all                   | 'stats'
                    map --json --timeline                    | '--timeline'
                    compare --rounds=0                       | rounds must be between 1 and 50, but is 0
                    compare --lines=0                        | lines must be between 1 and 10000000, but is 0
                    compare --events=x                       | 'x'
                    compare --time=0s                        | time must be between 1ms and 1m
                    compare --strategies=lock,none           | no strategy "none" was found; found:
                    compare --parallelism=1,0                | parallelism must be between 1 and 32767, but is 0
                    compare --json --pick=/a                 | mutually exclusive
                    compare --output=xml                     | [text, json]
                    compare file                             | a function is missing: say what to do with the lines of file
                    compare --json --events=5 file           | --events makes up the input, so there is nothing to do with file
                    map --json --capacity=99999999999999     | '99999999999999' is not a whole number from 1 to
                    demo --parallelism=0                     | '0' is not a whole number from 1 to 32767
                    demo --requests=0                        | '--requests': '0' is not a whole number from 1 to 1000000
                    demo --process-duration=5                | '5' is not a duration
                    demo --request-every=-1s                 | '-1s' is not a duration
                    demo --strategy=none                     | found:
                    demo now                                 | unexpected argument 'now'
                    strategies all                           | unexpected argument 'all'
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
        for (String option : new String[] {
            "--json",
            "--pick",
            "--exec",
            "--function",
            "--classpath",
            "--multiline",
            "--timeout",
            "--max-output",
            "--on-error",
            "--strategy",
            "--parallelism",
            "--capacity",
            "--encoding",
            "--progress",
            "--stats"
        }) {
            assertTrue(help("map --help").contains(option), option);
        }
        for (String option : new String[] {"--process-duration", "--request-every", "--requests", "(default: 5s)"}) {
            assertTrue(help("demo --help").contains(option), option);
        }
        for (String command : new String[] {"demo", "map", "strategies", "generate-completion"}) {
            assertEquals(help(command + " --help"), help("help " + command));
        }
        for (String option : new String[] {
            "--strategies", "--parallelism", "--rounds", "--lines", "--events", "--seed", "--time", "--output", "--svg"
        }) {
            assertTrue(help("compare --help").contains(option), option);
        }
        assertTrue(help("strategies --help").contains("--strategy"));
        for (String command : new String[] {"demo", "map"}) {
            assertTrue(help(command + " --help").contains("--timeline=FILE.html"), command);
        }
    }

    @Test
    void theRangesAreThoseOfTheCore() {
        Inturn most = Inturn.defaults()
                .parallelism(new RunOptions.Parallelism().convert("32767"))
                .capacity(new RunOptions.Capacity().convert("16777216"));
        assertThrows(IllegalArgumentException.class, () -> most.parallelism(32_768));
        assertThrows(IllegalArgumentException.class, () -> most.capacity(16_777_217));
    }

    @Test
    void helpFitsATerminal() {
        Stream.of("--help", "map --help", "demo --help", "compare --help", "strategies --help")
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
