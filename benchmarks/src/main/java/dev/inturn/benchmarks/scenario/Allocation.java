package dev.inturn.benchmarks.scenario;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** How many bytes all threads together have allocated so far, those that have ended included. */
final class Allocation {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final @Nullable Method TOTAL = total();

    private Allocation() {}

    /** The bytes, or 0 always where this Java cannot tell. */
    static long bytes() {
        if (TOTAL == null) {
            return 0;
        }
        try {
            return (Long) TOTAL.invoke(THREADS);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this Java can tell: from 21 on. */
    static boolean isKnown() {
        return TOTAL != null;
    }

    /** By reflection, as the sources are of an older Java. */
    private static @Nullable Method total() {
        try {
            return com.sun.management.ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
