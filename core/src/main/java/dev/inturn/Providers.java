package dev.inturn;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.MapMaker;
import com.google.common.collect.Sets;
import dev.inturn.spi.OrderingStrategy;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategies that one class loader gives, or several, and what is said of those that fail to load.
 *
 * <p>What was found is remembered, for as long as its class loader exists: to look for it takes milliseconds, and every
 * run begins with it. So it is remembered in the order in which it is wanted: who starts runs now and then does so in
 * code that is not compiled yet.
 *
 * <p><b>No class loader is kept from being collected.</b> The memory has weak keys. Its values refer to their class
 * loader by the classes of the strategies; so it holds them weakly too, except those of the library's own loader and
 * its ancestors, which live as long as this class.
 *
 * @param found one of each class, the best first
 * @param broken what is wrong with the others
 */
record Providers(ImmutableList<OrderingStrategy> found, ImmutableSet<String> broken) {

    private static final Comparator<OrderingStrategy> BEST_FIRST =
            Comparator.comparingInt(OrderingStrategy::priority).reversed().thenComparing(OrderingStrategy::name);

    private static final Logger LOG = LoggerFactory.getLogger(Strategies.class);

    /** More errors than any broken class path should give: a loader that fails for ever must end. */
    private static final int MAX_ERRORS = 1000;

    private static final ClassLoader OWN_LOADER =
            Optional.ofNullable(Providers.class.getClassLoader()).orElseGet(ClassLoader::getSystemClassLoader);

    private static final ConcurrentMap<ClassLoader, Supplier<@Nullable Providers>> REMEMBERED =
            new MapMaker().weakKeys().makeMap();

    /** What was logged already, by each class loader. */
    private static final ConcurrentMap<ClassLoader, Set<String>> WARNED =
            new MapMaker().weakKeys().makeMap();

    /** The class loader of this library. */
    static ClassLoader ownLoader() {
        return OWN_LOADER;
    }

    /** The strategies that a class loader gives, or has given. */
    static Providers of(ClassLoader loader) {
        Supplier<@Nullable Providers> remembered = REMEMBERED.get(loader);
        Providers known = remembered == null ? null : remembered.get();
        return known != null ? known : load(loader);
    }

    /** The strategies that a class loader gives now. */
    static Providers load(ClassLoader loader) {
        Providers providers = scan(loader);
        REMEMBERED.put(loader, providers.outliveLibrary() ? () -> providers : new WeakReference<>(providers)::get);
        return providers;
    }

    private static Providers scan(ClassLoader loader) {
        List<OrderingStrategy> found = new ArrayList<>();
        Set<String> broken = new LinkedHashSet<>();
        Iterator<ServiceLoader.Provider<OrderingStrategy>> providers =
                ServiceLoader.load(OrderingStrategy.class, loader).stream().iterator();
        for (int errors = 0; errors < MAX_ERRORS; errors++) {
            try {
                while (providers.hasNext()) {
                    // Not the provider's type: where a method provides it, that is the type which the method declares.
                    found.add(providers.next().get());
                }
                break;
            } catch (ServiceConfigurationError | LinkageError e) {
                // ServiceLoader lets errors of linkage through: a class for a newer Java, or one whose base is missing.
                broken.add(reason(e));
                warn(loader, e);
            }
        }
        return of(found, broken);
    }

    private static Providers of(Iterable<OrderingStrategy> found, Iterable<String> broken) {
        Map<Class<?>, OrderingStrategy> ofEachClass = new LinkedHashMap<>();
        for (OrderingStrategy strategy : found) {
            ofEachClass.putIfAbsent(strategy.getClass(), strategy);
        }
        return new Providers(ImmutableList.sortedCopyOf(BEST_FIRST, ofEachClass.values()), ImmutableSet.copyOf(broken));
    }

    /** With those of another class loader, of which those do not count whose class is among these. */
    Providers and(Providers other) {
        return of(Iterables.concat(found, other.found), Iterables.concat(broken, other.broken));
    }

    private static String reason(Error error) {
        if (error instanceof LinkageError) {
            return error.toString();
        }
        Throwable cause = error.getCause();
        return error.getMessage() + (cause == null ? "" : ": " + cause);
    }

    /** Logs it once for each class loader, and not if the library's own has met with it already. */
    private static void warn(ClassLoader loader, Error error) {
        String reason = reason(error);
        if (warned(OWN_LOADER).contains(reason) || !warned(loader).add(reason)) {
            return;
        }
        LOG.warn("left out a strategy that fails to load: {}", reason);
        LOG.debug("it failed so", error);
    }

    private static Set<String> warned(ClassLoader loader) {
        return WARNED.computeIfAbsent(loader, key -> Sets.newConcurrentHashSet());
    }

    /** Whether all classes found are there for as long as the library is. */
    private boolean outliveLibrary() {
        return found.stream()
                .allMatch(strategy -> isOwnOrAncestor(strategy.getClass().getClassLoader()));
    }

    private static boolean isOwnOrAncestor(@Nullable ClassLoader loader) {
        for (ClassLoader own = OWN_LOADER; own != null; own = own.getParent()) {
            if (own == loader) {
                return true;
            }
        }
        return loader == null;
    }
}
