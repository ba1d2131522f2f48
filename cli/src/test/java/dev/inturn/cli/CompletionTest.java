package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shell offers for words that were begun. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bash")
class CompletionTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    inturn m                      | map
                    inturn strat                  | strategies
                    inturn map --on-e             | --on-error
                    inturn map --on-error=skip -- | --json
                    inturn demo --proc            | --process-duration
                    """)
    void commandsAndOptionsAreCompleted(String words, String expected) throws Exception {
        Program.Result script = new Program().run("generate-completion");
        assertEquals(0, script.exitCode(), script.err());
        Path file = Files.write(folder.resolve("completion"), script.bytes());
        List<String> command = new ArrayList<>(List.of("bash", "-c", """
                        . "$0" && COMP_WORDS=("$@") && COMP_CWORD=$(($# - 1)) && COMP_LINE="$*" || exit
                        _complete_inturn
                        printf '%s\\n' "${COMPREPLY[@]}"
                        """, file.toString()));
        command.addAll(List.of(words.split(" ")));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> offered = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(String::trim)
                .toList();
        assertTrue(offered.contains(expected), offered::toString);
        assertEquals(0, Child.exitCode(bash));
    }
}
