package dev.inturn.cli;

import dev.inturn.Inturn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a recording shows, in words: for those who cannot see the picture, and for a first look. */
final class TimelineSummary {

    private static final int WORST = 10;

    private static final double MICROSECOND = 1e3;
    private static final double MILLISECOND = 1e6;
    private static final double SECOND = 1e9;

    /**
     * An item that held back others.
     *
     * @param index among the items that were recorded
     * @param held how many results waited for it in the end
     * @param nanos how long it did so
     * @param delay how long they waited all together
     */
    record Blocker(int index, int held, long nanos, long delay) {}

    private final Recording.Snapshot snapshot;
    private final List<Recording.Item> items;
    private final HeadOfLine head;
    private final int workers;
    private final Inturn settings;

    /** @param workers how many threads have worked */
    TimelineSummary(Recording.Snapshot snapshot, HeadOfLine head, int workers, Inturn settings) {
        this.snapshot = snapshot;
        this.items = snapshot.items();
        this.head = head;
        this.workers = workers;
        this.settings = settings;
    }

    List<String> sentences() {
        if (items.isEmpty()) {
            return List.of("No item was submitted.");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(whole());
        sentences.add(shown());
        sentences.add(work());
        sentences.add(window());
        sentences.add(blocking());
        return sentences;
    }

    /** Those that held back others the most, the worst first. */
    List<Blocker> blockers() {
        return IntStream.range(0, items.size())
                .filter(i -> head.blockedNanos(i) > 0)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -head.delayNanos(i)))
                .limit(WORST)
                .map(i -> new Blocker(i, head.held(i), head.blockedNanos(i), head.delayNanos(i)))
                .toList();
    }

    private String whole() {
        long delivered = snapshot.delivered();
        String all = delivered == snapshot.submitted() ? "all of them came out" : number(delivered) + " came out";
        return "%s submitted, %s, in %s; %s a second."
                .formatted(
                        items(snapshot.submitted()),
                        all,
                        time(snapshot.end()),
                        number(Math.round(delivered * SECOND / Math.max(1, snapshot.end()))));
    }

    private String shown() {
        long first = items.get(0).sequence();
        long last = items.get(items.size() - 1).sequence();
        long failed = items.stream().filter(Recording.Item::failed).count();
        return (first == 0 && last + 1 == snapshot.submitted()
                        ? "All of them are shown"
                        : "Shown are the items %s to %s".formatted(number(first), number(last)))
                + ": %s from the first submission to the %s%s."
                        .formatted(
                                time(span()),
                                snapshot.delivered() == snapshot.submitted() ? "last delivery" : "end",
                                failed == 0 ? "" : "; %s failed".formatted(items(failed)));
    }

    private String work() {
        long busy = 0;
        long longest = -1;
        Recording.Item slowest = items.get(0);
        for (Recording.Item item : items) {
            if (item.started() != Recording.NEVER) {
                long nanos = until(item.finished()) - item.started();
                busy += nanos;
                if (nanos > longest) {
                    longest = nanos;
                    slowest = item;
                }
            }
        }
        if (longest < 0) {
            return "No worker has begun with any of them.";
        }
        return "%s seen, %s busy with the function; the slowest item was %s with %s."
                .formatted(
                        workers == 1 ? "1 worker was" : number(workers) + " workers were",
                        share(busy, span() * workers),
                        name(slowest),
                        time(longest));
    }

    private String window() {
        long waited = 0;
        for (Recording.Item item : items) {
            waited += item.submitted() == Recording.NEVER ? 0 : item.submitted() - item.submitting();
        }
        return "The window held up to %s at once, of %s; the source spent %s of the time in handing items over, where it waits while the window is full."
                .formatted(items(mostInWindow()), number(settings.capacity()), share(waited, span()));
    }

    private String blocking() {
        long blocked = 0;
        for (int i = 0; i < items.size(); i++) {
            blocked += head.blockedNanos(i);
        }
        if (blocked == 0) {
            return "No result had to wait for a slower one before it.";
        }
        Blocker worst = blockers().get(0);
        return "Finished results waited for a slower one before them %s of the time; the worst was item %s, which held back %s for %s."
                .formatted(
                        share(blocked, span()),
                        name(items.get(worst.index())),
                        worst.held() == 1 ? "1 result" : number(worst.held()) + " results",
                        time(worst.nanos()));
    }

    /** How many items were accepted and not delivered at the same time, at most. */
    int mostInWindow() {
        long[] in = items.stream()
                .mapToLong(Recording.Item::accepted)
                .filter(time -> time != Recording.NEVER)
                .sorted()
                .toArray();
        long[] out = items.stream()
                .mapToLong(Recording.Item::delivered)
                .filter(time -> time != Recording.NEVER)
                .sorted()
                .toArray();
        int most = 0;
        int left = 0;
        for (int entered = 0; entered < in.length; entered++) {
            while (left < out.length && out[left] <= in[entered]) {
                left++;
            }
            most = Math.max(most, entered + 1 - left);
        }
        return most;
    }

    private long span() {
        long last = 0;
        for (Recording.Item item : items) {
            last = Math.max(last, until(item.delivered()));
        }
        return Math.max(1, last - items.get(0).submitting());
    }

    private long until(long time) {
        return time == Recording.NEVER ? snapshot.end() : time;
    }

    /** The number of an item and where it comes from. */
    static String name(Recording.Item item) {
        return number(item.sequence()) + (item.file() == null ? "" : " (" + place(item) + ")");
    }

    static String place(Recording.Item item) {
        return item.file() == null ? "" : item.file() + ":" + item.line();
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String time(long nanos) {
        if (nanos >= SECOND) {
            return digits(nanos / SECOND) + " s";
        }
        return nanos >= MILLISECOND ? digits(nanos / MILLISECOND) + " ms" : digits(nanos / MICROSECOND) + " µs";
    }

    private static String digits(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String items(long count) {
        return count == 1 ? "1 item" : number(count) + " items";
    }

    private static String share(long part, long whole) {
        return Math.round(100.0 * part / whole) + " %";
    }
}
