package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Range;
import com.google.common.util.concurrent.internal.InternalFutureFailureAccess;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** The lookup where the library has a class loader of its own, on the class path and on the module path. */
class LookupAcrossLoadersTest {

    private static final ClassLoader EMPTY = new URLClassLoader(new URL[0], null);

    @TempDir
    private Path temp;

    /** The core, and what it needs to run, but for something that logs. */
    static Stream<Path> library() {
        return Stream.of(
                ProviderJar.core(),
                ProviderJar.locationOf(Range.class),
                ProviderJar.locationOf(InternalFutureFailureAccess.class),
                ProviderJar.locationOf(NullMarked.class),
                ProviderJar.locationOf(Logger.class));
    }

    private static Stream<Path> silentLibrary() {
        try {
            Path logging = ProviderJar.locationOf(Class.forName("org.slf4j.nop.NOPServiceProvider"));
            return Stream.concat(library(), Stream.of(logging));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** A loader of these that has nothing to do with the one of this test. */
    static URLClassLoader loader(Stream<Path> paths) {
        return new URLClassLoader(paths.map(path -> new ProviderJar(path).url()).toArray(URL[]::new), null);
    }

    private static URLClassLoader library(ProviderJar... jars) {
        return loader(Stream.concat(silentLibrary(), Stream.of(jars).map(ProviderJar::folder)));
    }

    static <T> T withContext(ClassLoader context, Callable<T> call) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return call.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The strategies that the library of this loader finds. */
    private static List<?> strategies(ClassLoader library) throws Exception {
        return (List<?>)
                library.loadClass(Strategies.class.getName()).getMethod("all").invoke(null);
    }

    /** The classes of the strategies that the library of this loader finds. */
    static List<String> all(ClassLoader library) throws Exception {
        return strategies(library).stream()
                .map(strategy -> strategy.getClass().getName())
                .toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ProviderJar jar(String folder) {
        return new ProviderJar(temp.resolve(folder));
    }

    @Test
    void theLibrarysOwnLoaderIsAskedWhereTheContextHasNone() throws Exception {
        try (var library = library(jar("own").with("a.Own", "own", 1))) {
            assertEquals(List.of("a.Own"), withContext(EMPTY, () -> all(library)));
            assertEquals(List.of("a.Own"), withContext(null, () -> all(library)));
        }
    }

    @Test
    void theContextAddsToTheLibrarysOwn() throws Exception {
        try (var library = library(jar("own").with("a.Own", "own", 1));
                var context = ProviderJar.loader(library, jar("context").with("b.Context", "context", 2))) {
            assertEquals(List.of("b.Context", "a.Own"), withContext(context, () -> all(library)));
        }
    }

    @Test
    void aClassThatBothLoadersSeeIsOne() throws Exception {
        try (var library = library(jar("own").with("a.Own", "own", 1));
                var context = ProviderJar.loader(library)) {
            assertEquals(List.of("a.Own"), withContext(context, () -> all(library)));
            assertEquals(List.of("a.Own"), withContext(library, () -> all(library)));
        }
    }

    @Test
    void twoClassesThatDifferByTheirLoaderOnlyAreTwo() throws Exception {
        ProviderJar own = jar("own").with("a.Own", "own", 1);
        // Sees the class in its own folder before it asks anybody.
        try (var library = library(own);
                var context = new URLClassLoader(new URL[] {own.url()}, library) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                        if (name.equals("a.Own")) {
                            Class<?> loaded = findLoadedClass(name);
                            return loaded != null ? loaded : findClass(name);
                        }
                        return super.loadClass(name, resolve);
                    }
                }) {
            var failure = assertThrows(InvocationTargetException.class, () -> withContext(context, () -> all(library)));
            String message = failure.getCause().getMessage();
            assertTrue(message.startsWith("2 strategies are named \"own\": a.Own from "), message);
        }
    }

    @Test
    void aContextThatBelongsToAnotherLibraryDoesNoHarm() throws Exception {
        ProviderJar jar = jar("jar").with("a.Own", "own", 1);
        try (var library = library(jar);
                var other = library(jar)) {
            assertEquals(List.of("a.Own"), withContext(other, () -> all(library)));
        }
    }

    /** Compiles a module that provides a strategy by this class. */
    private Path module(String name, String provider, String source) {
        ProviderJar module = jar(name);
        Path descriptor = module.write("src/module-info.java", utf8("""
                module %s {
                    requires dev.inturn.core;
                    provides dev.inturn.spi.OrderingStrategy with %s;
                }
                """.formatted(name, provider)));
        Path file = module.write("src/" + provider.replace('.', '/') + ".java", utf8(source));
        Path compiled = temp.resolve("compiled").resolve(name);
        String library = silentLibrary().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        ProviderJar.javac(List.of("-p", library, "-d", compiled.toString(), descriptor.toString(), file.toString()));
        return compiled;
    }

    /** The library and these modules, all of them defined to one loader. */
    private static ModuleLayer layer(Path... modules) {
        Path[] path = Stream.concat(silentLibrary(), Stream.of(modules)).toArray(Path[]::new);
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration()
                .resolveAndBind(ModuleFinder.of(path), ModuleFinder.of(), Set.of("dev.inturn.core"));
        return boot.defineModulesWithOneLoader(configuration, null);
    }

    @Test
    void onTheModulePathProvidesIsEnough() throws Exception {
        Path module = module("provider", "a.Module", ProviderJar.source("a.Module", "module", 1, ""));
        ModuleLayer layer = layer(module);

        ClassLoader loader = layer.findLoader("dev.inturn.core");
        assertTrue(loader.loadClass(Strategies.class.getName()).getModule().isNamed());
        assertEquals(List.of("a.Module"), withContext(loader, () -> all(loader)));
        assertEquals(List.of("a.Module"), withContext(EMPTY, () -> all(loader)), "by the library's own loader");
        Object best =
                loader.loadClass(Strategies.class.getName()).getMethod("best").invoke(null);
        assertInstanceOf(loader.loadClass("dev.inturn.spi.OrderingStrategy"), best);
    }

    @Test
    void onTheModulePathEveryModuleMayProvideByAMethod() throws Exception {
        ModuleLayer layer = layer(providingByMethod("a", 1), providingByMethod("b", 2));
        ClassLoader loader = layer.findLoader("dev.inturn.core");
        assertEquals(List.of("b.Strategy", "a.Strategy"), withContext(EMPTY, () -> all(loader)));
    }

    /** A module that provides a strategy of its name by a method that tells no more than that it is one. */
    private Path providingByMethod(String name, int priority) {
        String strategy = ProviderJar.source(name + ".Strategy", name, priority, "");
        return module(name, name + ".Provider", strategy.replace("public final class", "final class") + """
                public final class Provider {
                    public static dev.inturn.spi.OrderingStrategy provider() { return new Strategy(); }
                }
                """);
    }

    @Test
    void whatWasFoundIsRemembered() throws Exception {
        try (var library = library(jar("own").with("a.Own", "own", 1));
                var context = ProviderJar.loader(library)) {
            Object first = strategies(library).get(0);
            assertSame(first, withContext(context, () -> strategies(library)).get(0));
            assertSame(first, withContext(EMPTY, () -> strategies(library)).get(0));
        }
    }
}
