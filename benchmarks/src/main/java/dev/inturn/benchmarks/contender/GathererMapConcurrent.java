package dev.inturn.benchmarks.contender;

import java.lang.reflect.Method;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * {@code Gatherers.mapConcurrent} of Java 24 and later: a virtual thread for each item, and as many items under way as
 * calls may run at once. For a function that computes it is given more calls than there are processors to run them, so
 * that it has a window at all.
 */
final class GathererMapConcurrent implements Contender {

    private static final int CALLS_WHEN_COMPUTING = 64;

    private final int calls;
    private final Method mapConcurrent;
    private final Method gather;

    GathererMapConcurrent(Settings settings) throws ReflectiveOperationException {
        calls = settings.waits() ? settings.parallelism() : CALLS_WHEN_COMPUTING;
        // By reflection, as the sources are of an older Java.
        Class<?> gatherer = Class.forName("java.util.stream.Gatherer");
        mapConcurrent =
                Class.forName("java.util.stream.Gatherers").getMethod("mapConcurrent", int.class, Function.class);
        gather = Stream.class.getMethod("gather", gatherer);
    }

    /** Whether this Java has it. */
    static boolean isAvailable() {
        return Runtime.version().feature() >= 24;
    }

    @Override
    @SuppressWarnings("unchecked") // what comes out of the gatherer is what the function returns
    public <I, R> void run(Job<I, R> job) throws ReflectiveOperationException {
        Stream<I> items =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(job.iterator(), Spliterator.ORDERED), false);
        Object gatherer = mapConcurrent.invoke(null, calls, job.function());
        ((Stream<R>) gather.invoke(items, gatherer)).forEachOrdered(job.sink());
    }
}
