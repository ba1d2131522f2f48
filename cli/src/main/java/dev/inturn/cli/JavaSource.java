package dev.inturn.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A Java source file, compiled into memory: so nothing is left that would have to be deleted. */
final class JavaSource {

    static final String EXTENSION = ".java";

    /**
     * What a source file was compiled to.
     *
     * @param className the class that is named as the file
     * @param classes all of them, by name
     */
    record Compiled(String className, Map<String, byte[]> classes) {}

    private JavaSource() {}

    /**
     * Compiles a file.
     *
     * @param classPath what it is compiled against
     * @param err where the compiler's messages go, as they are
     * @throws Failure if it cannot be compiled
     */
    static Compiled compile(File file, ClassPath classPath, PrintStream err) {
        if (!file.isFile()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--function: " + file
                            + (file.exists() ? " is no file" : " does not exist; it names a source file"));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    "this Java (" + System.getProperty("java.home") + ") has no compiler for " + file
                            + "; take a JDK, or compile it elsewhere and name the class, with --classpath");
        }
        Map<String, ByteArrayOutputStream> outputs = new HashMap<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.getDefault(), StandardCharsets.UTF_8)) {
            files.setLocation(StandardLocation.CLASS_PATH, classPath.entries());
            boolean done = compiler.getTask(
                            new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true),
                            new InMemory(files, outputs),
                            null,
                            List.of("-encoding", "UTF-8"),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            if (!done) {
                throw new Failure(ExitCode.USAGE, "--function: " + file + " does not compile");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, byte[]> classes = new HashMap<>();
        outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return new Compiled(className(file, classes.keySet()), classes);
    }

    private static String className(File file, Collection<String> names) {
        String simpleName = file.getName().substring(0, file.getName().length() - EXTENSION.length());
        return names.stream()
                .filter(name -> name.equals(simpleName) || name.endsWith("." + simpleName))
                .findFirst()
                .orElseThrow(
                        () -> new Failure(ExitCode.USAGE, "--function: " + file + " declares no class " + simpleName));
    }

    /** Takes the class files that the compiler writes. */
    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> outputs;

        InMemory(StandardJavaFileManager files, Map<String, ByteArrayOutputStream> outputs) {
            super(files);
            this.outputs = outputs;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            URI uri = URI.create("memory:///" + className.replace('.', '/') + kind.extension);
            return new SimpleJavaFileObject(uri, kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream output = new ByteArrayOutputStream();
                    outputs.put(className, output);
                    return output;
                }
            };
        }
    }
}
