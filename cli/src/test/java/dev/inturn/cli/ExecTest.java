package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code map --exec}, with commands that every POSIX system has. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "POSIX commands")
@Timeout(120)
class ExecTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"lock, 1", "lockfree, 4", "forkjoin, 16"})
    void O1_resultsComeInOrderThoughCommandsOvertakeEachOther(String strategy, int parallelism) {
        String numbers = IntStream.range(0, 24).mapToObj(i -> i + "\n").collect(Collectors.joining());
        // Each third is a shell that takes longer than the others.
        Program.Result result = new Program()
                .in(numbers)
                .run(
                        "map",
                        "--strategy=" + strategy,
                        "--parallelism=" + parallelism,
                        "--exec=sh -c 'test $(($1 % 3)) != 0 || sleep 0.02; echo $1' _ {}");
        assertEquals("", result.err());
        assertEquals(numbers, result.out());
        assertEquals(0, result.exitCode());
    }

    @Test
    void theLineIsOneArgumentAndNeverACommand() {
        Path touched = folder.resolve("touched");
        String line = "a  b; touch " + touched + " $(touch " + touched + ") `touch " + touched + "` 'x \"y \\z *";
        Program.Result result = new Program().in(line).run("map", "--exec=printf '<%s>' {} -{}-");
        assertEquals("<" + line + "><-" + line + "->\n", result.out());
        assertFalse(Files.exists(touched));
    }

    @Test
    void theHelpShowsHowAScriptGetsTheLine() {
        String help = new Program().run("map", "--help").out();
        String example = help.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("sh -c"))
                .findFirst()
                .orElseThrow();
        Program.Result result = new Program().in("$(false); \"x\"").run("map", "--exec=" + example);
        assertEquals("$(false); \"x\"\n", result.out());
        assertTrue(help.contains("never inside a script for sh -c"), help);
    }

    @Test
    void withoutBracesTheLineIsTheInputAndEachByteIsKept() {
        byte[] line = {'a', 0, (byte) 0xFF, '\r', 'b', '\n'};
        Program.Result result = new Program().in(line).run("map", "--exec=cat");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(List.of(boxed(line)), List.of(boxed(result.bytes())));
    }

    @Test
    void withBracesThereIsNoInput() {
        Program.Result result = new Program().in("a\nb\n").run("map", "--exec=sh -c 'cat; echo $1' _ {}");
        assertEquals("a\nb\n", result.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    printf ''               | \\n
                    printf a                | a\\n
                    printf 'a\\n'           | a\\n
                    printf '\\n'            | \\n
                    printf 'a\\r\\n'        | a\\r\\n
                    """)
    void theResultIsTheOutputLessTheLastNewline(String command, String expected) {
        Program.Result result = new Program().in("x").run("map", "--exec=" + command);
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(expected.translateEscapes(), result.out());
    }

    @Test
    void severalLinesFailUnlessMultilineAllowsThem() {
        Program.Result result = new Program().in("x\ny").run("map", "--exec=printf '%s\\n\\nz\\n' {}");
        assertEquals(1, result.exitCode());
        assertEquals("", result.out());
        assertEquals("inturn: <stdin>:1: the result has 3 lines; --multiline allows that\n", result.err());

        Program.Result allowed = new Program().in("x\ny").run("map", "--multiline", "--exec=printf '%s\\n\\nz\\n' {}");
        assertEquals(0, allowed.exitCode(), allowed.err());
        assertEquals("x\n\nz\ny\n\nz\n", allowed.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    sh -c 'exit 3'                                    | exit code 3
                    sh -c 'echo a >&2; echo b >&2; echo >&2; exit 4'  | exit code 4: b
                    sh -c 'printf "no end" >&2; exit 255'             | exit code 255: no end
                    sh -c 'kill -9 $$'                                | exit code 137
                    sh -c 'kill -15 $$'                               | exit code 143
                    """)
    void anExitCodeOtherThan0FailsTheLineWithWhatWasSaidLast(String command, String expected) {
        Program.Result result = new Program().in("x").run("map", "--exec=" + command);
        assertEquals(1, result.exitCode());
        assertEquals("inturn: <stdin>:1: " + expected + "\n", result.err());
    }

    @Test
    void F4_failedCommandsAreSkippedLikeOtherFailedLines() {
        Program.Result result =
                new Program().in("0\n1\n2\n0\n").run("map", "--on-error=skip", "--exec=sh -c 'echo $1; exit $1' _ {}");
        assertEquals(0, result.exitCode());
        assertEquals("0\n0\n", result.out());
        assertEquals("inturn: <stdin>:2: exit code 1\ninturn: <stdin>:3: exit code 2\n", result.err());
    }

    @Test
    void whatACommandSaysThatEndsWellIsPassedOn() {
        Program.Result result = new Program().in("a\n").run("map", "--exec=sh -c 'printf careful >&2; echo $1' _ {}");
        assertEquals(0, result.exitCode());
        assertEquals("a\n", result.out());
        assertEquals("careful\n", result.err());
    }

    @Test
    void bothOutputsMayBeLargerThanAPipe() {
        String script = "head -c 300000 /dev/zero | tr '\\\\0' e >&2; head -c 300000 /dev/zero | tr '\\\\0' o";
        Program.Result result = new Program().in("x").run("map", "--exec=sh -c \"" + script + "\"");
        assertEquals(0, result.exitCode(), () -> result.err().substring(0, 100));
        assertEquals("o".repeat(300_000) + "\n", result.out());
        assertTrue(result.err().endsWith("e\n") && result.err().length() > 1 << 16);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 4_095, 4_096, 70_000, 1_000_000})
    void aCommandMayReadItsInputOrNot(int length) {
        String line = "l".repeat(length);
        Program.Result read = new Program().in(line).run("map", "--exec=cat");
        assertEquals(0, read.exitCode(), read.err());
        assertEquals(line + "\n", read.out());

        Program.Result unread = new Program().in(line + "\n" + line).run("map", "--exec=true");
        assertEquals(0, unread.exitCode(), unread.err());
        assertEquals("\n\n", unread.out());
    }

    @Test
    void whatCannotBeAnArgumentFailsTheLine() {
        byte[] lines = ("a\0b\n" + "x".repeat(1 << 22) + "\n\377\nok\n").getBytes(UTF_8);
        byte[] malformed = new byte[lines.length];
        int length = 0;
        for (byte b : lines) {
            // The character that the byte FF was written as, so that this is no UTF-8.
            if (b != (byte) 0xC3) {
                malformed[length++] = b == (byte) 0xBF ? (byte) 0xFF : b;
            }
        }
        Program.Result result =
                new Program().in(Arrays.copyOf(malformed, length)).run("map", "--on-error=mark", "--exec=echo {}");
        assertEquals(0, result.exitCode());
        assertEquals("\n\n\nok\n", result.out());
        List<String> messages = new ArrayList<>(result.err().lines().toList());
        assertEquals(3, messages.size(), result.err());
        assertTrue(messages.get(0).startsWith("inturn: <stdin>:1: a NUL (character 2)"), messages.get(0));
        assertTrue(messages.get(1).startsWith("inturn: <stdin>:2: too long for an argument"), messages.get(1));
        assertEquals("inturn: <stdin>:3: malformed UTF-8 at byte 1", messages.get(2));
    }

    @Test
    void argumentsAreUtf8() {
        Program.Result result = new Program().in("é€😀").run("map", "--exec=printf %s {}");
        assertEquals("é€😀\n", result.out());
    }

    @Test
    void B1_aCommandThatPrintsForEverFailsAtALimit() {
        Program.Result result =
                new Program().in("y\nz").run("map", "--max-output=64k", "--on-error=skip", "--exec=yes {}");
        assertEquals(0, result.exitCode());
        assertEquals("", result.out());
        String message = "the command has printed more than 65536 bytes, and was killed; --max-output allows more\n";
        assertEquals("inturn: <stdin>:1: " + message + "inturn: <stdin>:2: " + message, result.err());
    }

    @Test
    void aCommandMayPrintUpToTheLimit() {
        Program.Result result = new Program().in("1234567").run("map", "--max-output=8", "--exec=echo {}");
        assertEquals("1234567\n", result.out(), result.err());
        assertEquals(
                1,
                new Program()
                        .in("12345678")
                        .run("map", "--max-output=8", "--exec=echo {}")
                        .exitCode());
    }

    @Test
    void aCommandThatNeverEndsIsKilledInTime() throws Exception {
        List<String> started = List.of();
        // On a busy machine it may be killed before it has begun: then it gets more time.
        for (int seconds = 1; started.size() < 2; seconds *= 5) {
            assertTrue(seconds < 60, "the command does not begin");
            Path pids = Files.createFile(folder.resolve("pids" + seconds));
            // The shell waits for a child of its own, which ignores that it is asked to end.
            Program.Result result = new Program()
                    .in(pids + "\n")
                    .run(
                            "map",
                            "--timeout=" + seconds + "s",
                            "--exec=sh -c 'echo $$ >>\"$1\"; sh -c \"trap : TERM; echo \\$\\$ >>\\$1; while :; do"
                                    + " sleep 0.1; done\" _ \"$1\"' _ {}");
            assertEquals(1, result.exitCode());
            assertEquals(
                    "inturn: <stdin>:1: the command has not ended within " + seconds + "s, and was killed\n",
                    result.err());
            started = Files.readAllLines(pids);
            Pids.awaitEnd(started);
        }
    }

    @Test
    void aCommandThatLeavesAChildBehindWithItsPipesHoldsNothingUp() throws Exception {
        Path pid = folder.resolve("pid");
        try {
            Program.Result result =
                    new Program().in(pid + "\n").run("map", "--exec=sh -c 'sleep 1000 & echo $! >$1; echo done' _ {}");
            assertEquals(0, result.exitCode(), result.err());
            assertEquals("done\n", result.out());
        } finally {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no-such-program {}      | cannot run no-such-program: there is no such program on the PATH
                    /no/such/program {}     | cannot run /no/such/program: no such file
                    /dev/null {}            | cannot run /dev/null: it is not executable
                    / {}                    | cannot run /: it is a directory
                    """)
    void aCommandThatCannotBeStartedIsSaidOnceBeforeAnythingIsRead(String command, String expected) {
        Program.Result result = new Program().in("a\nb\n").run("map", "--on-error=skip", "--exec=" + command);
        assertEquals(2, result.exitCode());
        assertEquals("inturn: " + expected + "\n", result.err());
    }

    @Test
    void aProgramThatCannotBeStartedAfterAllEndsTheRunWhateverIsDoneAboutLines() throws Exception {
        Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
        assertTrue(script.toFile().setExecutable(true));
        Program.Result result = new Program().in("a\nb\n").run("map", "--on-error=skip", "--exec=" + script + " {}");
        assertEquals(2, result.exitCode());
        assertTrue(result.err().startsWith("inturn: cannot run " + script + ": error"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void P1_L2_aResultIsWrittenWhileTheNextTakesForEverAndAReaderThatLeavesEndsIt() throws Exception {
        Path pid = folder.resolve("pid");
        String lines = "first\n" + pid + "\n" + "x\n".repeat(10);
        String script = "test $1 = first && exit; test $1 = x && exit; echo $$ >$1; exec sleep 1000";
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                while (!Files.exists(pid) || Files.size(pid) == 0) {
                    Thread.onSpinWait();
                }
                throw new IOException("Broken pipe");
            }
        };
        Program.Result result =
                new Program().in(lines).runInto(broken, "map", "--parallelism=2", "--exec=sh -c '" + script + "' _ {}");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("", result.err());
        Pids.awaitEnd(Files.readAllLines(pid));
    }

    private static Object[] boxed(byte[] bytes) {
        Object[] boxed = new Object[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            boxed[i] = bytes[i];
        }
        return boxed;
    }
}
