package dev.inturn.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lanes of a timeline: one for each worker. A thread that comes after another has gone takes its lane.
 */
final class Lanes {

    private static final class Span {
        private long from = Long.MAX_VALUE;
        private long to;

        private void include(long from, long to) {
            this.from = Math.min(this.from, from);
            this.to = Math.max(this.to, to);
        }
    }

    private final Map<Long, Integer> lanes = new HashMap<>();
    private final int count;

    Lanes(Recording.Snapshot snapshot) {
        Map<Long, Span> spans = new HashMap<>();
        for (Recording.Item item : snapshot.items()) {
            include(spans, item.worker(), item.started(), item.finished(), snapshot.end());
            include(spans, item.deliverer(), item.delivering(), item.delivered(), snapshot.end());
        }
        List<Long> ends = new ArrayList<>();
        spans.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().from))
                .forEach(entry -> {
                    int lane = 0;
                    while (lane < ends.size() && ends.get(lane) > entry.getValue().from) {
                        lane++;
                    }
                    if (lane == ends.size()) {
                        ends.add(0L);
                    }
                    ends.set(lane, entry.getValue().to);
                    lanes.put(entry.getKey(), lane);
                });
        count = ends.size();
    }

    private static void include(Map<Long, Span> spans, long thread, long from, long to, long end) {
        if (from != Recording.NEVER) {
            spans.computeIfAbsent(thread, key -> new Span()).include(from, to == Recording.NEVER ? end : to);
        }
    }

    int count() {
        return count;
    }

    /** The lane of a thread by its id, from 0; -1 if it was not seen. */
    int of(long thread) {
        return lanes.getOrDefault(thread, -1);
    }
}
