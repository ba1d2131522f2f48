package dev.inturn.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code map --function}, with classes and sources that are made here. */
@Timeout(120)
class UserFunctionTest {

    private static final String UPPER = function("Upper", "return line.toUpperCase();");

    @TempDir
    private Path folder;

    @Test
    void aClassOfTheClassPathIsCalledForEachLine() throws Exception {
        compile("Upper", UPPER);
        Program.Result result = run("a\né\n\n", "--function=Upper", "--classpath=" + folder);
        assertEquals("", result.err());
        assertEquals("A\nÉ\n\n", result.out());
        assertEquals(0, result.exitCode());
    }

    @Test
    void aClassMayHaveAPackageAndUseOthersOfItsClassPath() throws Exception {
        write("acme/Suffix.java", "package acme; class Suffix { static String of(String s) { return s + \"!\"; } }");
        compile("acme/Loud", "package acme; " + function("Loud", "return Suffix.of(line);"));
        Path jar = folder.resolve("lib").resolve("loud.jar");
        Files.createDirectories(jar.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("acme/Loud.class", "acme/Suffix.class")) {
                out.putNextEntry(new JarEntry(name));
                Files.copy(folder.resolve(name), out);
            }
        }
        for (String classPath : List.of(folder.toString(), jar.toString(), jar.getParent() + "/*")) {
            assertEquals(
                    "a!\n",
                    run("a\n", "--function=acme.Loud", "--classpath=" + classPath)
                            .out(),
                    classPath);
        }
    }

    @Test
    void aSourceFileIsCompiledAndLeavesNothingBehind() throws Exception {
        Path source = write(
                "Nested.java",
                function(
                        "Nested",
                        "return new Object() { String x = line; }.x + Other.X; } static class"
                                + " Other { static final String X = \"?\";"));
        Program.Result result = run("a\n", "--function=" + source);
        assertEquals("", result.err());
        assertEquals("a?\n", result.out());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(source), files.toList());
        }
    }

    @Test
    void aSourceFileMayUseItsClassPathAndHaveAPackage() throws Exception {
        compile("Upper", UPPER);
        Path source = write("Twice.java", "package acme.x; " + function("Twice", "return line + line;"));
        assertEquals("aa\n", run("a\n", "--function=" + source).out());
        Path user = write("User.java", function("User", "return new Upper().apply(line);"));
        assertEquals(
                "A\n", run("a\n", "--function=" + user, "--classpath=" + folder).out());
    }

    @Test
    void O1_resultsComeInOrder() throws Exception {
        Path source = write(
                "Slow.java",
                function(
                        "Slow",
                        "for (int i = line.hashCode() % 7 * 1000; i > 0; i--) Thread.onSpinWait(); return line;"));
        String lines = IntStream.range(0, 2_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        assertEquals(
                lines, run(lines, "--parallelism=8", "--function=" + source).out());
    }

    @Test
    void theCompilersMessagesAreShownAsTheyAre() throws Exception {
        Path source = write("Wrong.java", function("Wrong", "return 1 +;"));
        Program.Result result = run("a\n", "--function=" + source);
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains(source + ":1: error: illegal start of expression\n"), result.err());
        assertTrue(result.err().contains("^\n"), result.err());
        assertTrue(result.err().endsWith("inturn: --function: " + source + " does not compile\n"), result.err());
        assertTrue(!result.err().contains("\tat "), result.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    public class F {}                                              | does not implement java.util.function.Function
                    public class F implements Fn { private F() {} A                | has no public constructor without arguments
                    public class F implements Fn { public F(int i) {} A            | has no public constructor without arguments
                    class F implements Fn { public F() {} A                        | is not public
                    public abstract class F implements Fn { public F() {} A        | is abstract
                    public class F implements Fn { public F() { throw new IllegalStateException("no\\nway"); } A | cannot be constructed: java.lang.IllegalStateException: no\\nway
                    public class F implements Fn { static int i = 1 / 0; A         | cannot be initialized: java.lang.ArithmeticException: / by zero
                    """)
    void aClassThatIsNoFunctionIsSaidInOneLine(String source, String expected) throws Exception {
        Path file = write(
                "F.java",
                source.replace("Fn", "java.util.function.Function<String, String>")
                        .replace(" A", " public String apply(String line) { return line; } }"));
        Program.Result result = run("a\n", "--function=" + file);
        assertEquals("inturn: --function: F " + expected + "\n", result.err());
        assertEquals(2, result.exitCode());
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() throws Exception {
        assertEquals(
                "inturn: --function: there is no class acme.None in " + folder
                        + "; --classpath says where to look, and a source file ends in .java\n",
                run("", "--function=acme.None", "--classpath=" + folder).err());
        Path none = folder.resolve("None.java");
        assertEquals(
                "inturn: --function: " + none + " does not exist; it names a source file\n",
                run("", "--function=" + none).err());
        assertEquals(
                "inturn: --classpath: there is no " + folder.resolve("x.jar") + "\n",
                run("", "--function=F", "--classpath=" + folder + java.io.File.pathSeparator + folder.resolve("x.jar"))
                        .err());
        Path other = write("Other.java", "class Another {}");
        assertEquals(
                "inturn: --function: " + other + " declares no class Other\n",
                run("", "--function=" + other).err());
    }

    @Test
    void aClassOfAnotherNameIsSaidInOneLine() throws Exception {
        compile("Upper", UPPER);
        Files.copy(folder.resolve("Upper.class"), folder.resolve("Lower.class"));
        Program.Result result = run("", "--function=Lower", "--classpath=" + folder);
        assertTrue(result.err().startsWith("inturn: --function: Lower cannot be loaded: "), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    return null;                                    | the function has returned null
                    return line + "\\n2\\n";                        | the result has 3 lines; --multiline allows that
                    throw new IllegalStateException("no\\nway");    | java.lang.IllegalStateException: no\\nway
                    return apply(line) + 1;                         | java.lang.StackOverflowError
                    throw new NoSuchFieldError("x");                | java.lang.NoSuchFieldError: x
                    throw new RuntimeException() { public String toString() { throw this; } }; | Bad$1
                    return line + (char) 0xD800;                    | the function has returned half a surrogate pair, which has no UTF-8
                    """)
    void F4_whatGoesWrongFailsTheLine(String body, String expected) throws Exception {
        Path source = write("Bad.java", function("Bad", "if (!line.equals(\"bad\")) return line; " + body));
        Program.Result result = run("a\nbad\nb\n", "--on-error=skip", "--function=" + source);
        assertEquals("inturn: <stdin>:2: " + expected + "\n", result.err());
        assertEquals("a\nb\n", result.out());
        assertEquals(0, result.exitCode());
    }

    @Test
    void aResultThatIsNoStringFailsTheLine() throws Exception {
        Path source = write(
                "Count.java",
                function("Count", "return line;")
                        .replace("String>", "Integer>")
                        .replace("public String", "public Integer")
                        .replace("return line;", "return line.length();"));
        assertEquals(
                "inturn: <stdin>:1: the function has returned a java.lang.Integer and no String\n",
                run("abc\n", "--function=" + source).err());
    }

    @Test
    void aLineThatIsNoUtf8FailsWithItsByte() throws Exception {
        Path source = write("Same.java", function("Same", "return line;"));
        Program.Result result = new Program()
                .in(new byte[] {'a', (byte) 0xC3, '\n', 0, '\n'})
                .run("map", "--on-error=skip", "--function=" + source);
        assertEquals("inturn: <stdin>:1: malformed UTF-8 at byte 2\n", result.err());
        assertEquals("\0\n", result.out());
    }

    @Test
    void multilineAllowsSeveralLines() throws Exception {
        Path source = write("Lines.java", function("Lines", "return line + \"\\n\" + line;"));
        assertEquals("a\na\n", run("a\n", "--multiline", "--function=" + source).out());
    }

    @Test
    void whatTheFunctionPrintsDoesNotMixWithResults() throws Exception {
        PrintStream before = System.out;
        Path source = write("Chatty.java", function("Chatty", "System.out.println(\"at \" + line); return line;"));
        Program.Result result = run("a\n", "--function=" + source);
        assertEquals("a\n", result.out());
        assertEquals("at a\n", result.err());
        assertSame(before, System.out);
    }

    @Test
    void theFunctionIsClosedIfItCanBe() throws Exception {
        Path source = write(
                "Closed.java",
                function("Closed", "return line;")
                        .replace(
                                "String> {",
                                "String>, AutoCloseable { public void close() { System.out.println(\"closed\"); }"));
        assertEquals("closed\n", run("a\n", "--function=" + source).err());
        Path failing = write(
                "NotClosed.java",
                function("NotClosed", "return line;")
                        .replace(
                                "String> {",
                                "String>, AutoCloseable { public void close() throws Exception { throw new"
                                        + " java.io.IOException(\"full\"); }"));
        Program.Result result = run("a\n", "--function=" + failing);
        assertEquals("inturn: the function cannot be closed: java.io.IOException: full\n", result.err());
        assertEquals("a\n", result.out());
        assertEquals(1, result.exitCode());
    }

    @Test
    void theFunctionSeesThePlatformAndNothingOfTheProgram() throws Exception {
        Path source = write("Sees.java", function("Sees", """
                try {
                    Class.forName(line, true, Thread.currentThread().getContextClassLoader());
                    return "yes";
                } catch (ClassNotFoundException e) {
                    return "no";
                }
                """));
        assertEquals(
                "yes\nyes\nno\nno\n",
                run(
                                "Sees\njava.util.logging.Logger\ndev.inturn.Inturn\ncom.fasterxml.jackson.core.JsonFactory\n",
                                "--function=" + source)
                        .out());
    }

    @Test
    void withoutACompilerThereIsAClearError() throws Exception {
        Path source = write("Upper.java", UPPER);
        Process process = Child.program(
                        List.of("--limit-modules", "java.base,java.logging,java.compiler"),
                        "map",
                        "--function=" + source)
                .start();
        process.getOutputStream().close();
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertEquals(2, Child.exitCode(process), errors);
        assertTrue(errors.matches("inturn: this Java \\(.*\\) has no compiler for [^\n]*\n"), errors);
    }

    @Test
    void theDefaultClassPathIsTheCurrentFolder() throws Exception {
        List<String> command =
                new ArrayList<>(Child.program("map", "--function=Upper").command());
        compile("Upper", UPPER);
        Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write("a".getBytes(UTF_8));
        }
        assertEquals("A\n", new String(process.getInputStream().readAllBytes(), UTF_8));
        assertEquals(0, Child.exitCode(process));
    }

    private static String function(String name, String body) {
        return "public class " + name + " implements java.util.function.Function<String, String> {"
                + " public String apply(String line) { " + body + " } }\n";
    }

    private Program.Result run(String lines, String... options) {
        List<String> args = new ArrayList<>(List.of("map"));
        args.addAll(List.of(options));
        return new Program().in(lines).run(args.toArray(String[]::new));
    }

    private Path write(String name, String source) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }

    /** Leaves class files as a user's own build would, and no source. */
    private void compile(String name, String source) throws Exception {
        Path file = write(name + ".java", source);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        folder.toString(),
                        "-cp",
                        folder.toString(),
                        "-sourcepath",
                        folder.toString(),
                        file.toString());
        assertEquals(0, code);
        Files.delete(file);
    }
}
