package dev.inturn.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** JSON events made up from a seed, as a source of lines: some short, some ten times as long, like those of a log. */
final class Events implements Job.Source<Line> {

    private static final String FILE = "<events>";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int EXPECTED = 512;

    private static final List<String> TYPES = List.of("login", "logout", "search", "view", "order", "payment", "error");
    private static final List<String> WORDS = List.of(
            "amber", "bridge", "cloud", "dune", "ember", "fjord", "garden", "harbour", "island", "jasmine", "kestrel",
            "lantern", "meadow", "north", "orchard", "prairie", "quartz", "river", "über", "willow");

    private final int count;
    private final Random random;
    private long millis;

    /**
     * Events that are the same for the same seed.
     *
     * @param count how many
     */
    Events(int count, long seed) {
        this.count = count;
        this.random = new Random(seed);
    }

    @Override
    public void submitTo(Job.Submission<Line> submission) throws InterruptedException {
        for (int number = 1; number <= count; number++) {
            byte[] event = event(number);
            submission.submit(new Line(event, 0, event.length, FILE, number));
        }
    }

    private byte[] event(int number) {
        Bytes to = new Bytes(EXPECTED);
        try (JsonGenerator json = FACTORY.createGenerator(to)) {
            millis += random.nextInt(1000);
            json.writeStartObject();
            json.writeNumberField("id", number);
            json.writeStringField("time", BEGIN.plusMillis(millis).toString());
            json.writeStringField("type", oneOf(TYPES));
            json.writeObjectFieldStart("user");
            json.writeNumberField("id", random.nextInt(100_000));
            json.writeStringField("name", oneOf(WORDS) + " " + oneOf(WORDS));
            json.writeBooleanField("new", random.nextInt(10) == 0);
            json.writeEndObject();
            json.writeNumberField("amount", random.nextInt(1_000_000) / 100.0);
            json.writeArrayFieldStart("tags");
            for (int tags = random.nextInt(5); tags > 0; tags--) {
                json.writeString(oneOf(WORDS));
            }
            json.writeEndArray();
            // One in ten is long.
            json.writeStringField("text", text(random.nextInt(10) == 0 ? 400 : 40));
            json.writeEndObject();
        } catch (IOException e) {
            throw new AssertionError("writing to memory", e);
        }
        return to.toByteArray();
    }

    private String text(int maxWords) {
        StringBuilder text = new StringBuilder();
        for (int words = random.nextInt(maxWords); words > 0; words--) {
            text.append(oneOf(WORDS)).append(words % 10 == 1 ? "\n" : " ");
        }
        return text.toString();
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
