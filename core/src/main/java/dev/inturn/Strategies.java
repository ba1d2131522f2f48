package dev.inturn;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import dev.inturn.spi.OrderingStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategies that {@link ServiceLoader} finds: through the context class loader of the calling thread, then through
 * the class loader of this library. A class that both of them see counts once.
 *
 * <p>A provider that fails to load is logged as a warning and left out; the others stay usable. Two classes of one name
 * are an error for who asks for that name.
 */
public final class Strategies {

    private static final Logger LOG = LoggerFactory.getLogger(Strategies.class);

    private static final Comparator<OrderingStrategy> BEST_FIRST =
            Comparator.comparingInt(OrderingStrategy::priority).reversed().thenComparing(OrderingStrategy::name);

    /** More errors than any broken class path should give: a loader that fails for ever must end. */
    private static final int MAX_ERRORS = 1000;

    private final List<OrderingStrategy> found = new ArrayList<>();
    private final Set<String> broken = new LinkedHashSet<>();
    private final Set<Class<?>> seen = new HashSet<>();

    private Strategies() {
        load(Thread.currentThread().getContextClassLoader());
        load(Strategies.class.getClassLoader());
        found.sort(BEST_FIRST);
    }

    /**
     * The strategy of a name.
     *
     * @param name the name, as {@link OrderingStrategy#name} gives it
     * @throws StrategyLookupException if there is none of that name, or more than one
     */
    public static OrderingStrategy named(String name) {
        Strategies strategies = new Strategies();
        List<OrderingStrategy> matching = strategies.found.stream()
                .filter(strategy -> strategy.name().equals(name))
                .toList();
        if (matching.isEmpty()) {
            throw new StrategyLookupException(
                    "no strategy \"%s\" was found; %s".formatted(name, strategies.describe()));
        }
        return unique(matching);
    }

    /**
     * The strategy of the highest priority; among equals, the first by name.
     *
     * @throws StrategyLookupException if there is none, or two share the name of the best
     */
    public static OrderingStrategy best() {
        Strategies strategies = new Strategies();
        if (strategies.found.isEmpty()) {
            throw new StrategyLookupException("no strategy was found; " + strategies.describe());
        }
        String name = strategies.found.get(0).name();
        return unique(strategies.found.stream()
                .filter(strategy -> strategy.name().equals(name))
                .toList());
    }

    /**
     * All strategies found, the best first.
     *
     * @throws StrategyLookupException if two share a name
     */
    public static List<OrderingStrategy> all() {
        List<OrderingStrategy> found = new Strategies().found;
        for (OrderingStrategy strategy : found) {
            unique(found.stream()
                    .filter(other -> other.name().equals(strategy.name()))
                    .toList());
        }
        return ImmutableList.copyOf(found);
    }

    private static OrderingStrategy unique(List<OrderingStrategy> matching) {
        if (matching.size() > 1) {
            throw new StrategyLookupException(
                    "%d strategies are named \"%s\": %s; remove all but one from the class path"
                            .formatted(
                                    matching.size(),
                                    matching.get(0).name(),
                                    matching.stream().map(Strategies::origin).collect(joining(", "))));
        }
        return matching.get(0);
    }

    private static String origin(OrderingStrategy strategy) {
        Class<?> type = strategy.getClass();
        var source = type.getProtectionDomain().getCodeSource();
        return type.getName() + (source == null ? "" : " from " + source.getLocation());
    }

    private void load(@Nullable ClassLoader loader) {
        Iterator<ServiceLoader.Provider<OrderingStrategy>> providers =
                ServiceLoader.load(OrderingStrategy.class, loader).stream().iterator();
        for (int errors = 0; errors < MAX_ERRORS; errors++) {
            try {
                while (providers.hasNext()) {
                    add(providers.next());
                }
                return;
            } catch (ServiceConfigurationError | LinkageError e) {
                // ServiceLoader lets errors of linkage through: a class for a newer Java, or one whose base is missing.
                if (broken.add(reason(e))) {
                    LOG.warn("left out a strategy that fails to load: {}", reason(e));
                    LOG.debug("it failed so", e);
                }
            }
        }
    }

    private void add(ServiceLoader.Provider<OrderingStrategy> provider) {
        if (seen.add(provider.type())) {
            found.add(provider.get());
        }
    }

    private static String reason(Error error) {
        if (error instanceof LinkageError) {
            return error.toString();
        }
        Throwable cause = error.getCause();
        return error.getMessage() + (cause == null ? "" : ": " + cause);
    }

    private String describe() {
        StringBuilder text = new StringBuilder();
        if (found.isEmpty()) {
            text.append("add an artifact that provides one, such as dev.inturn:inturn-strategy-lockfree,"
                    + " to the class path or the module path");
        } else {
            text.append("found: ")
                    .append(found.stream()
                            .map(OrderingStrategy::name)
                            .distinct()
                            .collect(joining(", ")));
        }
        if (!broken.isEmpty()) {
            text.append("; failed to load: ").append(String.join("; ", broken));
        }
        return text.toString();
    }
}
