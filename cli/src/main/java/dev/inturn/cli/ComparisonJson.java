package dev.inturn.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** A comparison as one JSON object, on one line. */
final class ComparisonJson {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int EXPECTED = 1 << 12;

    private ComparisonJson() {}

    static byte[] of(ComparisonReport report) {
        Bytes to = new Bytes(EXPECTED);
        try (JsonGenerator json = FACTORY.createGenerator(to)) {
            write(report, json);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new AssertionError("writing to memory", e);
        }
        return to.toByteArray();
    }

    private static void write(ComparisonReport report, JsonGenerator json) throws IOException {
        Measurements measurements = report.measurements();
        Pace pace = measurements.pace();
        json.writeStartObject();
        json.writeStringField("input", report.input());
        json.writeStringField("function", report.function());
        json.writeNumberField("lines", pace.work().lines().size());
        json.writeNumberField("bytes", report.bytes());
        json.writeNumberField("failedLines", pace.failed());
        json.writeNumberField("passes", pace.work().passes());
        json.writeNumberField("rounds", report.rounds());
        json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
        json.writeStringField("java", Runtime.version().toString());
        json.writeBooleanField("identical", report.difference().isEmpty());
        json.writeArrayFieldStart("ways");
        for (Rates rates : measurements.all()) {
            write(rates, measurements.speedUp(rates), json);
        }
        json.writeEndArray();
        if (measurements.disorder().isPresent()) {
            Disorder disorder = measurements.disorder().get();
            json.writeObjectFieldStart("withoutOrder");
            json.writeNumberField("parallelism", disorder.parallelism());
            json.writeNumberField("shareOutOfOrder", disorder.share());
            json.writeNumberField("farthestAhead", disorder.farthest());
            json.writeEndObject();
        }
        write(report.verdict(), json);
        json.writeArrayFieldStart("conditions");
        for (Condition condition : report.conditions()) {
            json.writeStartObject();
            json.writeStringField("condition", condition.name());
            json.writeStringField("answer", name(condition.answer()));
            json.writeStringField("text", condition.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Rates rates, Ratio speedUp, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", rates.way().name());
        json.writeNumberField("parallelism", rates.way().parallelism());
        json.writeBooleanField("ordered", rates.way().isOrdered());
        json.writeNumberField("linesPerSecond", rates.median());
        json.writeNumberField("spread", rates.spread());
        json.writeObjectFieldStart("speedUp");
        json.writeNumberField("median", speedUp.median());
        json.writeNumberField("low", speedUp.low());
        json.writeNumberField("high", speedUp.high());
        json.writeNumberField("confidence", speedUp.confidence());
        json.writeEndObject();
        json.writeFieldName("rounds");
        json.writeArray(rates.perSecond(), 0, rates.perSecond().length);
        Optional<Line> difference = rates.difference();
        if (difference.isPresent()) {
            json.writeStringField("differsAt", difference.get().place());
        }
        json.writeEndObject();
    }

    private static void write(Verdict verdict, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("verdict");
        json.writeStringField("choice", name(verdict.choice()));
        if (verdict.way().isPresent()) {
            Way way = verdict.way().get().way();
            json.writeStringField("strategy", way.name());
            json.writeNumberField("parallelism", way.parallelism());
        }
        json.writeStringField("text", verdict.text());
        json.writeEndObject();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
