package dev.inturn.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

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
                "--grains=0,5 | --grains must be 0, or from 20 to 1000000 nanoseconds, but one is 5",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--contenders=lockfree | 5 | 3",
                "--quick | 1 | 1",
                "--quick --forks=4 | 4 | 4",
                "--quick --peer-forks=2 | 1 | 2",
                "--forks=6 --peer-forks=2 | 6 | 2",
            })
    void there_are_as_many_forks_as_was_said(String arguments, int ours, int peers) {
        Effort effort = plan(arguments.split(" ")).effort();
        assertEquals(ours, effort.forks());
        assertEquals(peers, effort.peerForks());
    }

    @Test
    void grains_come_once_each_in_their_order() {
        assertEquals(List.of(0L, 70L, 1_000L), plan("--grains=70,0,1000,70").grains());
        assertEquals(Plan.GRAINS, plan("--forks=1").grains());
        assertEquals(Plan.FEW_GRAINS, plan("--quick").grains());
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

    private static Plan plan(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.parseArgs(arguments);
        return commandLine.<BenchmarksCommand>getCommand().plan();
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
