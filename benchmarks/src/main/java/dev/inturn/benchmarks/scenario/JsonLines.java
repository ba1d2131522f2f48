package dev.inturn.benchmarks.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.inturn.benchmarks.contender.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Workloads that unmarshal lines of JSON by Jackson. */
public final class JsonLines {

    private static final int EVENTS = 1 << 12;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonLines() {}

    /** A small event, as a service might log or send it. */
    record Event(
            String id, long time, String type, String user, String page, int status, double seconds, boolean mobile) {

        static Event random(SplittableRandom random, int number) {
            return new Event(
                    String.format(Locale.ROOT, "%08x-%016x", number, random.nextLong()),
                    1_700_000_000_000L + number,
                    List.of("view", "click", "order", "search").get(random.nextInt(4)),
                    "user-" + random.nextInt(100_000, 1_000_000),
                    "/shop/" + random.nextInt(10_000, 100_000) + "/" + random.nextInt(10_000, 100_000) + "/details",
                    random.nextInt(10) == 0 ? 404 : 200,
                    random.nextInt(1, 100_000) / 1000.0,
                    random.nextBoolean());
        }
    }

    private static final class Line {
        private final int place;
        private final byte[] json;

        private Line(int place, byte[] json) {
            this.place = place;
            this.json = json;
        }
    }

    private record Parsed(int place, Object value) {}

    /** Events of about 200 bytes, made by a seed, unmarshalled into objects. */
    static Workload<?, ?> events(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ObjectWriter writer = MAPPER.writerFor(Event.class);
        Line[] lines = new Line[EVENTS];
        for (int place = 0; place < EVENTS; place++) {
            try {
                lines[place] = new Line(place, writer.writeValueAsBytes(Event.random(random, place)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        return unmarshal(lines, MAPPER.readerFor(Event.class));
    }

    /** The lines of a file, each a document, unmarshalled into trees. */
    static Workload<?, ?> file(String file) {
        List<byte[]> documents = documents(Path.of(file));
        Line[] lines = new Line[Integer.highestOneBit(2 * documents.size() - 1)];
        for (int place = 0; place < lines.length; place++) {
            lines[place] = new Line(place, documents.get(place % documents.size()));
        }
        return unmarshal(lines, MAPPER.readerFor(JsonNode.class));
    }

    /**
     * The documents of a file, one a line; blank lines are left out.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if there are none, or one is not JSON
     */
    public static List<byte[]> documents(Path file) {
        try (var lines = Files.newBufferedReader(file)) {
            List<String> documents =
                    lines.lines().filter(line -> !line.isBlank()).toList();
            if (documents.isEmpty()) {
                throw new IllegalArgumentException(file + " has no lines");
            }
            for (int line = 0; line < documents.size(); line++) {
                checkJson(file, line + 1, documents.get(line));
            }
            return documents.stream()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkJson(Path file, int line, String document) {
        try {
            MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "line %d of %s is not JSON: %s".formatted(line, file, e.getOriginalMessage()), e);
        }
    }

    private static Workload<Line, Parsed> unmarshal(Line[] lines, ObjectReader reader) {
        Step<Line, Parsed> function = line -> {
            try {
                return new Parsed(line.place, reader.readValue(line.json));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return new Workload<>(Workload.repeated(lines), function, Parsed::place, lines.length, 0, null);
    }
}
