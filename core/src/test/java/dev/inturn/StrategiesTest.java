package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.testing.GcFinalization;
import dev.inturn.spi.OrderingStrategy;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What is found by name, what is best, and what is said when it is not that easy. */
class StrategiesTest {

    private static final String NONE =
            "add an artifact that provides one, such as dev.inturn:inturn-strategy-lockfree, to the class path or the"
                    + " module path";

    private final ClassLoader own = StrategiesTest.class.getClassLoader();

    @TempDir
    private Path temp;

    private ProviderJar jar;
    private ClassLoader before;
    private URLClassLoader seeing;

    @BeforeEach
    void rememberContext() {
        jar = new ProviderJar(temp);
        before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(own);
    }

    @AfterEach
    void restoreContext() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        if (seeing != null) {
            seeing.close();
        }
    }

    /** From here on the context class loader sees these. */
    private void see(ProviderJar... jars) {
        seeing = ProviderJar.loader(own, jars);
        Thread.currentThread().setContextClassLoader(seeing);
    }

    private static List<String> names() {
        return Strategies.all().stream().map(OrderingStrategy::name).toList();
    }

    private static String failure(Executable lookup) {
        return assertThrows(StrategyLookupException.class, lookup).getMessage();
    }

    @Test
    void noneFoundSaysWhatToAdd() {
        assertEquals(List.of(), Strategies.all());
        assertEquals("no strategy was found; " + NONE, failure(Strategies::best));
        assertEquals("no strategy \"lock\" was found; " + NONE, failure(() -> Strategies.named("lock")));
    }

    @Test
    void noneFoundIsToldByWhoNeedsOne() {
        assertEquals(
                "no strategy was found; " + NONE,
                failure(() -> Inturn.defaults().processor(item -> item, result -> {})));
        assertEquals(
                "no strategy was found; " + NONE,
                failure(() -> Inturn.defaults().run(List.of(), item -> item, result -> {})));
        assertEquals(
                "no strategy was found; " + NONE,
                failure(() -> Inturn.defaults().map(List.of().iterator(), item -> item)));
    }

    @Test
    void oneIsFoundByItsName() {
        see(jar.with("a.One", "one", 1).with("a.Two", "two", 2));
        assertEquals("a.One", Strategies.named("one").getClass().getName());
        assertEquals("a.Two", Strategies.named("two").getClass().getName());
    }

    @Test
    void aNameIsTakenAsItIs() {
        see(jar.with("a.One", "one", 1));
        assertEquals("no strategy \"ONE\" was found; found: one", failure(() -> Strategies.named("ONE")));
        assertEquals("no strategy \"\" was found; found: one", failure(() -> Strategies.named("")));
    }

    @Test
    void anUnknownNameListsThoseFoundTheBestFirst() {
        see(jar.with("a.One", "one", 1).with("a.Two", "two", 2));
        assertEquals("no strategy \"three\" was found; found: two, one", failure(() -> Strategies.named("three")));
        assertEquals(
                "no strategy \"three\" was found; found: two, one",
                failure(() -> Inturn.defaults().strategy("three").processor(item -> item, result -> {})));
    }

    @Test
    void theBestIsThatOfTheHighestPriority() {
        see(jar.with("a.Low", "a-low", 1).with("a.High", "z-high", 9).with("a.Middle", "middle", 5));
        assertEquals("z-high", Strategies.best().name());
        assertEquals(List.of("z-high", "middle", "a-low"), names());
    }

    @Test
    void amongEqualsTheBestIsTheFirstByName() {
        see(jar.with("a.C", "c", 5).with("a.A", "a", 5).with("a.B", "b", 5));
        assertEquals("a", Strategies.best().name());
        assertEquals(List.of("a", "b", "c"), names());
    }

    @Test
    void twoOfOneNameAreAnErrorForWhoAsksForIt(@TempDir Path otherFolder) {
        ProviderJar other = new ProviderJar(otherFolder).with("b.Twin", "twin", 1);
        see(jar.with("a.Twin", "twin", 1).with("a.Single", "single", 9), other);
        String expected = "2 strategies are named \"twin\": a.Twin from " + jar.url() + ", b.Twin from " + other.url()
                + "; remove all but one from the class path";
        assertEquals(expected, failure(() -> Strategies.named("twin")));
        assertEquals(expected, failure(Strategies::all));
        assertEquals("single", Strategies.best().name(), "which is unique");
        assertEquals("a.Single", Strategies.named("single").getClass().getName());
    }

    @Test
    void twoOfTheNameOfTheBestAreAnError() {
        // The one of them is not even as good.
        see(jar.with("a.Twin", "twin", 9).with("b.Twin", "twin", 1).with("a.Single", "single", 5));
        String message = failure(Strategies::best);
        assertTrue(message.startsWith("2 strategies are named \"twin\": a.Twin from "), message);
    }

    @Test
    void aClassThatIsDeclaredTwiceIsOne() {
        see(jar.with("a.One", "one", 1).declaring("a.One"));
        assertEquals(List.of("one"), names());
    }

    @Test
    void aMissingClassIsNamedAndTheOthersStayUsable() {
        see(jar.declaring("a.Missing").with("a.One", "one", 1));
        assertOneIsUsable("dev.inturn.spi.OrderingStrategy: Provider a.Missing not found");
    }

    @Test
    void aConstructorThatThrowsIsNamedAndTheOthersStayUsable() {
        see(jar.with("a.Broken", "broken", 9, "throw new IllegalStateException(\"no licence\");")
                .with("a.One", "one", 1));
        assertOneIsUsable("dev.inturn.spi.OrderingStrategy: Provider a.Broken could not be instantiated:"
                + " java.lang.IllegalStateException: no licence");
    }

    @Test
    void aClassOfAnotherKindIsNamedAndTheOthersStayUsable() {
        see(jar.compile("a.Stranger", "package a; public class Stranger {}")
                .declaring("a.Stranger")
                .with("a.One", "one", 1));
        assertOneIsUsable("dev.inturn.spi.OrderingStrategy: a.Stranger not a subtype");
    }

    @Test
    void aClassForANewerJavaIsNamedAndTheOthersStayUsable() throws IOException {
        jar.with("a.Newer", "newer", 9).with("a.One", "one", 1);
        Path file = jar.folder().resolve("a/Newer.class");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).putShort(6, (short) 999);
        Files.write(file, bytes);
        see(jar);
        assertEquals(List.of("one"), names());
        String message = failure(() -> Strategies.named("newer"));
        assertTrue(message.contains("found: one; failed to load: java.lang.UnsupportedClassVersionError: "), message);
        assertTrue(message.contains("a/Newer has been compiled by a more recent version"), message);
    }

    @Test
    void aClassWhoseBaseIsMissingIsNamedAndTheOthersStayUsable() throws IOException {
        jar.compile("a.Base", "package a; public interface Base {}");
        String source = ProviderJar.source("a.Orphan", "orphan", 9, "").replace(" implements ", " implements a.Base, ");
        jar.compile("a.Orphan", source).declaring("a.Orphan").with("a.One", "one", 1);
        Files.delete(jar.folder().resolve("a/Base.class"));
        see(jar);
        assertEquals(List.of("one"), names());
        assertEquals(
                "no strategy \"orphan\" was found; found: one; failed to load: java.lang.NoClassDefFoundError: a/Base",
                failure(() -> Strategies.named("orphan")));
    }

    @Test
    void aFileThatIsNotWellFormedIsNamedAndTheOthersStayUsable(@TempDir Path otherFolder) {
        ProviderJar other = new ProviderJar(otherFolder).with("a.One", "one", 1);
        see(jar.declaring("two words"), other);
        assertEquals(List.of("one"), names());
        String message = failure(() -> Strategies.named("two"));
        assertTrue(message.contains("Illegal configuration-file syntax"), message);
    }

    @Test
    void whenAllFailToLoadTheErrorSaysSo() {
        see(jar.declaring("a.Missing"));
        assertEquals(
                "no strategy was found; " + NONE
                        + "; failed to load: dev.inturn.spi.OrderingStrategy: Provider a.Missing not found",
                failure(Strategies::best));
    }

    /** One is found; what else was declared failed to load for that reason. */
    private static void assertOneIsUsable(String reason) {
        assertEquals(List.of("one"), names());
        assertEquals("one", Strategies.best().name());
        assertEquals("one", Strategies.named("one").name());
        assertEquals(
                "no strategy \"broken\" was found; found: one; failed to load: " + reason,
                failure(() -> Strategies.named("broken")));
    }

    @Test
    void whatAContextGivesIsRemembered() {
        see(jar.with("a.One", "one", 1));
        // What is remembered of a context may be forgotten when nobody holds it.
        Providers held = Providers.of(seeing);
        assertSame(held, Providers.of(seeing));
        assertSame(held.found().get(0), Strategies.named("one"));
        assertSame(held.found().get(0), Inturn.defaults().strategy("one").strategy());
    }

    @Test
    void whatWasNotFoundIsLookedForAgain() {
        see(jar);
        assertEquals(List.of(), names());
        jar.with("a.One", "one", 1);
        assertEquals(List.of("one"), names());
        jar.with("a.Two", "two", 2);
        assertEquals("two", Strategies.named("two").name());
    }

    @Test
    void aLoaderThatGivesNothingIsNotAskedAgainWhileAnotherGivesSome() {
        see(jar.with("a.One", "one", 1));
        assertEquals(List.of("one"), names());
        Providers none = Providers.of(Providers.ownLoader());
        assertEquals(List.of(), none.found());
        assertEquals(List.of("one"), names());
        assertSame(none, Providers.of(Providers.ownLoader()));
    }

    @Test
    void aContextThatWasAskedCanBeCollected() throws Exception {
        jar.with("a.One", "one", 1).declaring("a.Missing");
        GcFinalization.awaitClear(askAndDrop());
    }

    private WeakReference<ClassLoader> askAndDrop() throws IOException {
        try (var context = ProviderJar.loader(own, jar)) {
            Thread.currentThread().setContextClassLoader(context);
            assertEquals(List.of("one"), names());
            Thread.currentThread().setContextClassLoader(own);
            return new WeakReference<>(context);
        }
    }
}
