package dev.inturn;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import dev.inturn.spi.OrderingStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
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

    private static final Comparator<OrderingStrategy> BEST_FIRST =
            Comparator.comparingInt(OrderingStrategy::priority).reversed().thenComparing(OrderingStrategy::name);

    private final List<OrderingStrategy> found = new ArrayList<>();
    private final Set<String> broken = new LinkedHashSet<>();
    private final Set<Class<?>> seen = new HashSet<>();

    private Strategies(Function<ClassLoader, Providers> source) {
        ClassLoader own = Providers.ownLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        // Without a context the service loader takes that of the system.
        ClassLoader other = context != null ? context : ClassLoader.getSystemClassLoader();
        add(source.apply(own));
        if (other != own) {
            add(source.apply(other));
        }
        found.sort(BEST_FIRST);
    }

    /** What is remembered, if that will do; else what is found now. */
    private static Strategies find(Predicate<OrderingStrategy> wanted) {
        Strategies remembered = new Strategies(Providers::of);
        return remembered.found.stream().anyMatch(wanted) ? remembered : new Strategies(Providers::load);
    }

    private void add(Providers providers) {
        for (OrderingStrategy strategy : providers.found()) {
            if (seen.add(strategy.getClass())) {
                found.add(strategy);
            }
        }
        broken.addAll(providers.broken());
    }

    /**
     * The strategy of a name.
     *
     * @param name the name, as {@link OrderingStrategy#name} gives it
     * @throws StrategyLookupException if there is none of that name, or more than one
     */
    public static OrderingStrategy named(String name) {
        Strategies strategies = find(strategy -> strategy.name().equals(name));
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
        Strategies strategies = find(any -> true);
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
        List<OrderingStrategy> found = find(any -> true).found;
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
