package dev.inturn;

import static java.util.stream.Collectors.joining;

import dev.inturn.spi.OrderingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The strategies that {@link ServiceLoader} finds: through the class loader of this library, then through the context
 * class loader of the calling thread. A class that both of them see counts once. What a class loader has given is
 * remembered; it is asked anew by who would not find anything otherwise.
 *
 * <p>A provider that fails to load is logged as a warning, once, and left out; the others stay usable. Two classes of one
 * name are an error for who asks for that name.
 */
public final class Strategies {

    private Strategies() {}

    /** What is remembered, if that will do; else what is found now. */
    private static Providers find(Predicate<OrderingStrategy> wanted) {
        Providers remembered = fromBothLoaders(Providers::of);
        for (OrderingStrategy strategy : remembered.found()) {
            if (wanted.test(strategy)) {
                return remembered;
            }
        }
        return fromBothLoaders(Providers::load);
    }

    private static Providers fromBothLoaders(Function<ClassLoader, Providers> source) {
        ClassLoader own = Providers.ownLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        // Without a context the service loader takes that of the system.
        ClassLoader other = context != null ? context : ClassLoader.getSystemClassLoader();
        Providers ofOwn = source.apply(own);
        return other == own ? ofOwn : ofOwn.and(source.apply(other));
    }

    private static List<OrderingStrategy> ofName(Providers providers, String name) {
        List<OrderingStrategy> matching = new ArrayList<>();
        for (OrderingStrategy strategy : providers.found()) {
            if (strategy.name().equals(name)) {
                matching.add(strategy);
            }
        }
        return matching;
    }

    /**
     * The strategy of a name.
     *
     * @param name the name, as {@link OrderingStrategy#name} gives it
     * @throws StrategyLookupException if there is none of that name, or more than one
     */
    public static OrderingStrategy named(String name) {
        Providers providers = find(strategy -> strategy.name().equals(name));
        List<OrderingStrategy> matching = ofName(providers, name);
        if (matching.isEmpty()) {
            throw new StrategyLookupException("no strategy \"%s\" was found; %s".formatted(name, describe(providers)));
        }
        return unique(matching);
    }

    /**
     * The strategy of the highest priority; among equals, the first by name.
     *
     * @throws StrategyLookupException if there is none, or two share the name of the best
     */
    public static OrderingStrategy best() {
        Providers providers = find(any -> true);
        if (providers.found().isEmpty()) {
            throw new StrategyLookupException("no strategy was found; " + describe(providers));
        }
        return unique(ofName(providers, providers.found().get(0).name()));
    }

    /**
     * All strategies found, the best first.
     *
     * @throws StrategyLookupException if two share a name
     */
    public static List<OrderingStrategy> all() {
        Providers providers = find(any -> true);
        for (OrderingStrategy strategy : providers.found()) {
            unique(ofName(providers, strategy.name()));
        }
        return providers.found();
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

    private static String describe(Providers providers) {
        StringBuilder text = new StringBuilder();
        if (providers.found().isEmpty()) {
            text.append("add an artifact that provides one, such as dev.inturn:inturn-strategy-lockfree,"
                    + " to the class path or the module path");
        } else {
            text.append("found: ")
                    .append(providers.found().stream()
                            .map(OrderingStrategy::name)
                            .distinct()
                            .collect(joining(", ")));
        }
        if (!providers.broken().isEmpty()) {
            text.append("; failed to load: ").append(String.join("; ", providers.broken()));
        }
        return text.toString();
    }
}
