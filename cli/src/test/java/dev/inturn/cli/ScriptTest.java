package dev.inturn.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script, in a project where the build and Java are stand-ins that say what they were asked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell")
@Timeout(120)
class ScriptTest {

    private static final List<String> MODULES =
            List.of("core", "strategy-lock", "strategy-lockfree", "strategy-forkjoin", "cli");

    private static final String BUILD = """
            #!/bin/sh
            home=$(dirname "$0")
            echo "build" >>"$home/builds"
            echo "the build talks"
            cat >>"$home/read-by-the-build"
            [ -z "${BUILD_FAILS:-}" ] || exit 1
            mkdir -p "$home/cli/target/lib"
            : >"$home/cli/target/lib/inturn-cli.jar"
            """;

    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
              echo 'openjdk version "VERSION" 2026-01-01' >&2
              exit 0
            fi
            for argument in "$@"; do
              echo "<$argument>"
              case $argument in
                -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
                  echo archive >>"$0.archives"
                  : >"${argument#*=}"
                  exit 0
                  ;;
              esac
            done
            cat
            exit 7
            """;

    /** How long what runs in the background may take. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private record Result(int exitCode, String out, String err) {}

    @TempDir
    private Path folder;

    private Path home;
    private Path script;
    private Path jdk;

    @BeforeEach
    void layOut() throws Exception {
        Path original = Path.of("..", "inturn");
        assumeTrue(Files.exists(original), "the script is not beside the module");
        home = Files.createDirectories(folder.resolve("the project"));
        script = Files.copy(original, home.resolve("inturn"));
        script.toFile().setExecutable(true);
        Files.createFile(home.resolve("pom.xml"));
        for (String module : MODULES) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.createFile(home.resolve(module).resolve("pom.xml"));
        }
        executable(home.resolve("mvnw"), BUILD);
        jdk = jdk("jdk17", "17.0.1");
    }

    @Test
    void theFirstUseBuildsAndPipesWorkAllTheSame() throws Exception {
        Result first = run(script, "one line\n", "map", "--pick=/a b", "*");
        assertEquals(7, first.exitCode(), "that of the program");
        assertTrue(first.out().endsWith("<dev.inturn.cli.Main>\n<map>\n<--pick=/a b>\n<*>\none line\n"), first.out());
        assertTrue(first.err().startsWith("inturn: building "), first.err());
        assertTrue(first.err().contains("the build talks"), first.err());
        assertEquals("", Files.readString(home.resolve("read-by-the-build")));

        Result second = run(script, "", "strategies");
        assertEquals("", second.err());
        assertEquals(1, builds());
    }

    @Test
    void newerSourcesAreBuilt() throws Exception {
        run(script, "");
        Path source = Files.createFile(home.resolve("strategy-lock/src/main/Changed.java"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        run(script, "");
        assertEquals(2, builds());
    }

    @Test
    void aBuildThatFailsEndsItAndIsTriedAgain() throws Exception {
        ProcessBuilder failing = command(script);
        failing.environment().put("BUILD_FAILS", "yes");
        Result result = run(failing, "");
        assertEquals(3, result.exitCode());
        assertEquals("", result.out());
        assertTrue(result.err().endsWith("inturn: the build has failed\n"), result.err());

        assertEquals(7, run(script, "").exitCode());
        assertEquals(2, builds());
    }

    @Test
    void firstUsesAtOnceBuildOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Process process = command(script)
                    .redirectOutput(folder.resolve("out" + i).toFile())
                    .redirectError(folder.resolve("err" + i).toFile())
                    .start();
            process.getOutputStream().close();
            processes.add(process);
        }
        for (Process process : processes) {
            assertEquals(7, Child.exitCode(process));
        }
        assertEquals(1, builds());
    }

    @Test
    void aLockThatWasLeftBehindIsNoObstacle() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path target = Files.createDirectories(home.resolve("cli/target"));
        Files.createSymbolicLink(target.resolve("inturn.lock"), Path.of("pid:" + gone.pid()));
        assertEquals(7, run(script, "").exitCode());
        assertEquals(1, builds());
    }

    @Test
    void aLockWithoutAnOwnerIsNoObstacle() throws Exception {
        Files.createDirectories(home.resolve("cli/target/inturn.lock"));
        assertEquals(7, run(script, "").exitCode());
        assertEquals(1, builds());
    }

    @Test
    void aBuildThatIsKilledIsTriedAgain() throws Exception {
        executable(home.resolve("mvnw"), "#!/bin/sh\nkill -KILL $PPID\n");
        assertEquals(128 + 9, run(script, "").exitCode());
        executable(home.resolve("mvnw"), BUILD);
        assertEquals(7, run(script, "").exitCode());
        assertEquals(1, builds());
    }

    @Test
    void itRunsFromADistributionToo() throws Exception {
        Path program = distribution();
        Result result = run(program, "", "map", "a b");
        assertEquals(7, result.exitCode(), result.err());
        assertTrue(result.out().contains("/inturn 1/lib/inturn-cli.jar>\n"), result.out());
        assertTrue(result.out().endsWith("<map>\n<a b>\n"), result.out());
        assertEquals("", result.err());
    }

    @Test
    void aDistributionThatIsNotCompleteIsSaid() throws Exception {
        Path program = distribution();
        Files.delete(folder.resolve("inturn 1/lib/inturn-cli.jar"));
        Result result = run(program, "");
        assertEquals(3, result.exitCode());
        assertTrue(result.err().startsWith("inturn: the program is not complete: there is no "), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void theVersionOfJavaIsReadFromItsReleaseFile() throws Exception {
        Path program = distribution();
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Some\"\nJAVA_VERSION=\"11.0.2\"\n");
        assertEquals(3, run(program, "").exitCode());
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17\"\n");
        executable(jdk.resolve("bin/java"), JAVA.replace("VERSION", "1.8"));
        assertEquals(7, run(program, "").exitCode());
    }

    @ParameterizedTest
    @CsvSource({"17.0.1, -XX:SharedArchiveFile=", "25.0.1, -XX:AOTCache="})
    void theFirstUseLeavesAnArchiveThatTheNextOneReads(String version, String option) throws Exception {
        jdk = jdk("jdk", version);
        Path program = distribution();
        Path cache = folder.resolve("a cache");
        String first = run(cached(program, cache), "").out();
        assertFalse(first.contains(option), first);
        Path archive = awaitArchive(cache);

        String second = run(cached(program, cache), "").out();
        assertTrue(second.contains("<" + option + archive + ">\n"), second);
        assertEquals(1, archives());
    }

    @Test
    void anArchiveOlderThanTheJarsIsMadeAnewThoughTheyAreDatedAlike() throws Exception {
        Path program = distribution();
        Path cache = folder.resolve("cache");
        run(cached(program, cache), "");
        Path archive = awaitArchive(cache);
        FileTime old = FileTime.from(Instant.now().minusSeconds(60));
        Files.setLastModifiedTime(archive, old);
        Files.setLastModifiedTime(folder.resolve("inturn 1/lib/inturn-cli.jar"), FileTime.fromMillis(0));

        assertFalse(run(cached(program, cache), "").out().contains("SharedArchiveFile"));
        await().atMost(LONG).until(() -> Files.getLastModifiedTime(archive).compareTo(old) > 0);
        awaitArchive(cache);
        assertTrue(run(cached(program, cache), "").out().contains("SharedArchiveFile"));
    }

    @Test
    void whereNothingCanBeWrittenItRunsWithoutAnArchive() throws Exception {
        Path program = distribution();
        Path noFolder = Files.createFile(folder.resolve("file"));
        Result result = run(cached(program, noFolder), "");
        assertEquals(7, result.exitCode());
        assertEquals("", result.err());
        assertEquals(7, run(cached(program, noFolder.resolve("below")), "").exitCode());
        assertEquals(7, run(program, "").exitCode());
        assertFalse(Files.exists(jdk.resolve("bin/java.archives")));
    }

    @Test
    void itWorksThroughLinksAndFromAnywhere() throws Exception {
        Path links = Files.createDirectories(folder.resolve("bin"));
        Path relative = Files.createSymbolicLink(links.resolve("relative"), Path.of("..", "the project", "inturn"));
        Path link = Files.createSymbolicLink(links.resolve("inturn"), relative);
        Result result = run(link, "", "demo");
        assertEquals(7, result.exitCode(), result.err());
        assertTrue(result.out().contains("/the project/cli/target/lib/inturn-cli.jar>"), result.out());
    }

    @Test
    void optionsForTheJvmComeFromTheEnvironment() throws Exception {
        ProcessBuilder command = command(script, "demo");
        command.environment().put("INTURN_JAVA_OPTS", "-Xmx64m -Da=*");
        String out = run(command, "").out();
        assertTrue(out.contains("\n<-Xmx64m>\n<-Da=*>\n<-cp>\n"), out);
    }

    @Test
    void outputsThatAreNoTerminalsAreNotTakenForSuch() throws Exception {
        assertFalse(run(script, "", "demo").out().contains("inturn.terminal"));
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        for (String version : List.of("1.8.0_392", "11.0.2", "16")) {
            jdk = jdk("jdk" + version, version);
            Result result = run(script, "");
            assertAll(
                    () -> assertEquals(3, result.exitCode()),
                    () -> assertTrue(result.err().startsWith("inturn: Java 17 or later is needed, but "), result.err()),
                    () -> assertEquals(1, result.err().lines().count()));
        }
        jdk = jdk("jdk25", "25");
        assertEquals(7, run(script, "").exitCode());
    }

    @Test
    void anOldJavaIsRefusedAfterTheBuildToo() throws Exception {
        run(script, "");
        jdk = jdk("jdk11", "11.0.2");
        assertEquals(3, run(script, "").exitCode());
    }

    @Test
    void noJavaIsSaid() throws Exception {
        jdk = folder.resolve("nothing");
        Result wrongHome = run(script, "");
        assertEquals(3, wrongHome.exitCode());
        assertEquals("inturn: JAVA_HOME is " + jdk + ", but there is no bin/java in it\n", wrongHome.err());
    }

    private Result run(Path program, String input, String... args) throws Exception {
        return run(command(program, args), input);
    }

    private Result run(ProcessBuilder command, String input) throws Exception {
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = command.redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exitCode = Child.exitCode(process);
        return new Result(exitCode, Files.readString(out), Files.readString(err));
    }

    private ProcessBuilder command(Path program, String... args) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().remove("INTURN_JAVA_OPTS");
        builder.environment().put("INTURN_CACHE_DIR", "");
        return builder;
    }

    private ProcessBuilder cached(Path program, Path cache) {
        ProcessBuilder builder = command(program);
        builder.environment().put("INTURN_CACHE_DIR", cache.toString());
        return builder;
    }

    /** The archive, when whoever makes it in the background has gone. */
    private static Path awaitArchive(Path cache) {
        return await().atMost(LONG)
                .until(() -> files(cache), ScriptTest::isOneArchive)
                .get(0);
    }

    private static boolean isOneArchive(List<Path> files) {
        return files.size() == 1 && files.get(0).toString().endsWith(".archive");
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private long archives() throws IOException {
        return Files.readAllLines(jdk.resolve("bin/java.archives")).size();
    }

    private Path distribution() throws IOException {
        Path root = Files.createDirectories(folder.resolve("inturn 1"));
        Files.createFile(Files.createDirectories(root.resolve("lib")).resolve("inturn-cli.jar"));
        Path program =
                Files.copy(script, Files.createDirectories(root.resolve("bin")).resolve("inturn"));
        assertTrue(program.toFile().setExecutable(true));
        return program;
    }

    private long builds() throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdkHome = folder.resolve(name);
        Files.createDirectories(jdkHome.resolve("bin"));
        executable(jdkHome.resolve("bin/java"), JAVA.replace("VERSION", version));
        return jdkHome;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }
}
