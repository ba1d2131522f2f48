package dev.inturn.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarksCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--scenarios=speed | --scenarios: there is no 'speed'; there are grain, real,",
                "--contenders=nobody | --contenders: there is no 'nobody'; there are loop, ceiling, lockfree-run,",
                "--forks=0 | --forks must be at least 1",
                "--forks=many | Invalid value for option '--forks'",
                "--peer-forks=0 | --peer-forks must be at least 1",
                "--grains=-1 | --grains must be from 0 to 10000000 nanoseconds, but one is -1",
                "--grains=1us | Invalid value for option '--grains'",
                "--minutes=0 | --minutes must be more than 0",
                "--tweets=no/such/file | --tweets: cannot read no/such/file: there is no such file",
                "--report=no/such/file | --report: cannot read no/such/file",
                "--fast | Unknown option: '--fast'",
                "--scenarios=submitters --contenders=rxjava | none of these contenders takes part",
            })
    void a_mistake_is_told_in_one_line(String arguments, String begin) {
        assertEquals(2, run(arguments.split(" ")));
        String said = err.toString();
        assertTrue(said.startsWith("benchmarks: " + begin), said);
        assertEquals(1, said.lines().count(), said);
        assertEquals("", out.toString());
    }

    @Test
    void a_report_of_nothing_like_figures_is_refused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
        assertEquals(2, run("--report=" + file));
        assertTrue(err.toString().startsWith("benchmarks: --report: cannot read " + file), err.toString());
    }

    @Test
    void help_tells_the_scenarios() {
        assertEquals(0, run("--help"));
        for (Scenario scenario : Scenario.values()) {
            assertTrue(out.toString().contains(scenario.id()), scenario.id());
        }
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
