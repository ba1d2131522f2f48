package dev.inturn.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {

    private Numbers() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String rounds(int count) {
        return count == 1 ? "1 round" : count + " rounds";
    }

    /** Something in a second: three digits at least. */
    static String rate(double perSecond) {
        String format = perSecond >= 100 ? "%,.0f" : perSecond >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, perSecond);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    static String bytes(long bytes) {
        if (bytes < 10_000) {
            return count(bytes) + " bytes";
        }
        return bytes < 10_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** A short time. */
    static String nanos(double nanos) {
        if (nanos < 1_000) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        return nanos < 1_000_000
                ? String.format(Locale.ROOT, "%.1f us", nanos / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    /** A time to wait, roughly. */
    static String seconds(double seconds) {
        if (seconds < 1) {
            return "a second";
        }
        return seconds < 120
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%,.0f min", seconds / 60);
    }
}
