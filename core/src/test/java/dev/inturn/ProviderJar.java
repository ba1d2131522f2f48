package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.inturn.spi.OrderingStrategy;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.spi.ToolProvider;

/** A folder of compiled providers with their {@code META-INF/services}, such as somebody else's jar would hold. */
final class ProviderJar {

    private static final String SERVICE = "META-INF/services/" + OrderingStrategy.class.getName();

    /** What a source was compiled to: the compiler is slow. */
    private static final Map<String, byte[]> COMPILED = new ConcurrentHashMap<>();

    private final Path folder;

    ProviderJar(Path folder) {
        this.folder = folder;
    }

    /** Where the core's own classes are. */
    static Path core() {
        return locationOf(Strategies.class);
    }

    static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    Path folder() {
        return folder;
    }

    URL url() {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /** Compiles a provider and declares it. */
    ProviderJar with(String className, String strategyName, int priority) {
        return with(className, strategyName, priority, "");
    }

    /** The same, with a constructor that does something. */
    ProviderJar with(String className, String strategyName, int priority, String constructorBody) {
        compile(className, source(className, strategyName, priority, constructorBody));
        return declaring(className);
    }

    static String source(String className, String strategyName, int priority, String constructorBody) {
        int dot = className.lastIndexOf('.');
        return """
                package %s;

                public final class %s implements dev.inturn.spi.OrderingStrategy {
                    public %2$s() { %s }
                    public String name() { return "%s"; }
                    public String description() { return "for tests"; }
                    public int priority() { return %d; }
                    public java.util.concurrent.ExecutorService newExecutor(int parallelism, String prefix) {
                        throw new UnsupportedOperationException();
                    }
                    public <I, O> dev.inturn.spi.Engine<I> start(dev.inturn.spi.Run<I, O> run) {
                        throw new UnsupportedOperationException();
                    }
                }
                """.formatted(
                className.substring(0, dot), className.substring(dot + 1), constructorBody, strategyName, priority);
    }

    /** Compiles a class without declaring it. */
    ProviderJar compile(String className, String source) {
        String path = className.replace('.', '/');
        write(path + ".class", COMPILED.computeIfAbsent(source, text -> {
            Path file = write("src/" + path + ".java", text.getBytes(StandardCharsets.UTF_8));
            Path out = folder.resolve("out");
            javac(List.of("-cp", core() + File.pathSeparator + folder, "-d", out.toString(), file.toString()));
            return read(out.resolve(path + ".class"));
        }));
        return this;
    }

    static void javac(List<String> arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> all = new ArrayList<>(List.of("--release", "17", "-proc:none"));
        all.addAll(arguments);
        int exit = ToolProvider.findFirst("javac").orElseThrow().run(out, out, all.toArray(String[]::new));
        assertEquals(0, exit, said::toString);
    }

    Path write(String file, byte[] bytes) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            return Files.write(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names a class as a provider, whatever it is. */
    ProviderJar declaring(String className) {
        Path file = folder.resolve(SERVICE);
        String before = Files.exists(file) ? new String(read(file), StandardCharsets.UTF_8) : "";
        write(SERVICE, (before + className + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A loader of such folders. */
    static URLClassLoader loader(ClassLoader parent, ProviderJar... jars) {
        return new URLClassLoader(List.of(jars).stream().map(ProviderJar::url).toArray(URL[]::new), parent);
    }
}
