package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is logged, and when. The library has a class loader of its own here, beside a log that can be read. */
class LogTest {

    private static final String LOG = """
            package log;

            import java.util.*;
            import org.slf4j.*;
            import org.slf4j.event.Level;
            import org.slf4j.helpers.*;
            import org.slf4j.spi.*;

            public final class Log extends LegacyAbstractLogger implements SLF4JServiceProvider {
                public static final List<String> LINES = Collections.synchronizedList(new ArrayList<>());

                public void initialize() {}
                public ILoggerFactory getLoggerFactory() { return name -> this; }
                public IMarkerFactory getMarkerFactory() { return new BasicMarkerFactory(); }
                public MDCAdapter getMDCAdapter() { return new NOPMDCAdapter(); }
                public String getRequestedApiVersion() { return "2.0.99"; }
                public boolean isTraceEnabled() { return true; }
                public boolean isDebugEnabled() { return true; }
                public boolean isInfoEnabled() { return true; }
                public boolean isWarnEnabled() { return true; }
                public boolean isErrorEnabled() { return true; }
                protected String getFullyQualifiedCallerName() { return null; }
                protected void handleNormalizedLoggingCall(
                        Level level, Marker marker, String text, Object[] arguments, Throwable thrown) {
                    LINES.add(level + " " + MessageFormatter.basicArrayFormat(text, arguments));
                }
            }
            """;

    /** Cancels a run whose engine logs that it is stopped. */
    private static final String CANCEL = """
            package a;

            import dev.inturn.Inturn;
            import dev.inturn.spi.*;
            import org.slf4j.LoggerFactory;

            public final class Cancel implements java.util.concurrent.Callable<Void>, OrderingStrategy {
                public String name() { return "cancelled"; }
                public String description() { return "for tests"; }
                public int priority() { return 0; }
                public java.util.concurrent.ExecutorService newExecutor(int parallelism, String prefix) {
                    return PumpThreads.newPool(parallelism, prefix);
                }
                public <I, O> Engine<I> start(Run<I, O> run) {
                    return new Engine<>() {
                        public long submit(I item, long nanos) { return FULL; }
                        public void seal() {}
                        public boolean awaitEmpty(long nanos) { return true; }
                        public void stop() { LoggerFactory.getLogger("engine").info("stopped"); }
                        public long accepted() { return 0; }
                    };
                }
                public Void call() {
                    Inturn.defaults().strategy(this).processor(item -> item, result -> {}).cancel();
                    return null;
                }
            }
            """;

    @TempDir
    private Path temp;

    private ProviderJar jar;

    @BeforeEach
    void makeLog() {
        jar = new ProviderJar(temp);
        compile("log/Log", LOG);
        jar.write("META-INF/services/org.slf4j.spi.SLF4JServiceProvider", "log.Log".getBytes(StandardCharsets.UTF_8));
    }

    private void compile(String name, String source) {
        Path file = jar.write("src/" + name + ".java", source.getBytes(StandardCharsets.UTF_8));
        String library =
                LookupAcrossLoadersTest.library().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        ProviderJar.javac(List.of("-cp", library, "-d", temp.toString(), file.toString()));
    }

    private URLClassLoader library() {
        List<Path> paths = new ArrayList<>(LookupAcrossLoadersTest.library().toList());
        paths.add(temp);
        return LookupAcrossLoadersTest.loader(paths.stream());
    }

    @SuppressWarnings("unchecked")
    private static Stream<String> lines(ClassLoader library) throws Exception {
        return ((List<String>) library.loadClass("log.Log").getField("LINES").get(null)).stream();
    }

    @Test
    void aProviderThatFailsToLoadIsToldOfOnce() throws Exception {
        jar.declaring("a.Missing");
        try (var library = library();
                var context = ProviderJar.loader(library)) {
            for (int lookup = 1; lookup <= 3; lookup++) {
                assertEquals(
                        List.of(),
                        LookupAcrossLoadersTest.withContext(context, () -> LookupAcrossLoadersTest.all(library)));
            }
            assertEquals(
                    List.of("WARN left out a strategy that fails to load: dev.inturn.spi.OrderingStrategy: Provider"
                            + " a.Missing not found"),
                    lines(library).filter(line -> line.startsWith("WARN")).toList());
        }
    }

    @Test
    void L2_cancelReleasesWhoWaitsBeforeItIsLogged() throws Exception {
        compile("a/Cancel", CANCEL);
        try (var library = library()) {
            ((Callable<?>) library.loadClass("a.Cancel").getConstructor().newInstance()).call();
            List<String> lines = lines(library).toList();
            assertEquals(3, lines.size(), lines::toString);
            assertTrue(lines.get(0).endsWith(" started"), lines::toString);
            assertEquals("INFO stopped", lines.get(1));
            assertTrue(lines.get(2).endsWith(" cancelled"), lines::toString);
        }
    }
}
