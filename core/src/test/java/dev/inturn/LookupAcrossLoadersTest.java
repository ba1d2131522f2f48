package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import java.util.ArrayList;
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

    /** The core, and what it needs to run. */
    private static final List<Path> LIBRARY = Stream.of(
                    ProviderJar.core(),
                    ProviderJar.locationOf(Range.class),
                    ProviderJar.locationOf(InternalFutureFailureAccess.class),
                    ProviderJar.locationOf(NullMarked.class),
                    ProviderJar.locationOf(Logger.class),
                    silentLogging())
            .toList();

    private static final ClassLoader EMPTY = new URLClassLoader(new URL[0], null);

    @TempDir
    private Path temp;

    private static Path silentLogging() {
        try {
            return ProviderJar.locationOf(Class.forName("org.slf4j.nop.NOPServiceProvider"));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** A loader of the library, with these beside it, that has nothing to do with the one of this test. */
    private static URLClassLoader library(ProviderJar... jars) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path path : LIBRARY) {
            urls.add(path.toUri().toURL());
        }
        for (ProviderJar jar : jars) {
            urls.add(jar.url());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), null);
    }

    private static <T> T withContext(ClassLoader context, Callable<T> call) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return call.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The classes of the strategies that the library of this loader finds. */
    private static List<String> all(ClassLoader library) throws Exception {
        var found = (List<?>)
                library.loadClass(Strategies.class.getName()).getMethod("all").invoke(null);
        return found.stream().map(strategy -> strategy.getClass().getName()).toList();
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

    @Test
    void onTheModulePathProvidesIsEnough() throws Exception {
        ProviderJar module = jar("module");
        Path descriptor = module.write("src/module-info.java", utf8("""
                module provider {
                    requires dev.inturn.core;
                    provides dev.inturn.spi.OrderingStrategy with a.Module;
                }
                """));
        Path source = module.write("src/a/Module.java", utf8(ProviderJar.source("a.Module", "module", 1, "")));
        String library = LIBRARY.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        ProviderJar.javac(List.of(
                "-p", library, "-d", temp.resolve("compiled").toString(), descriptor.toString(), source.toString()));

        List<Path> path = new ArrayList<>(LIBRARY);
        path.add(temp.resolve("compiled"));
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration()
                .resolveAndBind(
                        ModuleFinder.of(path.toArray(Path[]::new)), ModuleFinder.of(), Set.of("dev.inturn.core"));
        ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, null);

        ClassLoader loader = layer.findLoader("dev.inturn.core");
        assertTrue(loader.loadClass(Strategies.class.getName()).getModule().isNamed());
        assertEquals(List.of("a.Module"), withContext(loader, () -> all(loader)));
        assertEquals(List.of("a.Module"), withContext(EMPTY, () -> all(loader)), "by the library's own loader");
        Object best =
                loader.loadClass(Strategies.class.getName()).getMethod("best").invoke(null);
        assertInstanceOf(loader.loadClass("dev.inturn.spi.OrderingStrategy"), best);
    }
}
