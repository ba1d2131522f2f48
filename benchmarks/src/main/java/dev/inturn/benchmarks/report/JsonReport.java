package dev.inturn.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.contender.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that was measured, as JSON: what each fork told, and the medians of it.
 *
 * @param machine where
 * @param measurements what
 * @param failures what has failed, and why
 */
public record JsonReport(Machine machine, List<Measurement> measurements, List<Failed> failures) {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** A situation and what was measured. */
    record Measurement(
            Key.Kind kind,
            String contender,
            Window window,
            String workload,
            int parallelism,
            int submitters,
            Map<Measure, Double> medians,
            List<Map<Measure, Double>> forks) {

        private static Measurement of(Key key, Results results) {
            Map<Measure, Double> medians = new TreeMap<>();
            for (Measure measure : Measure.values()) {
                results.median(key, measure).ifPresent(median -> medians.put(measure, median));
            }
            return new Measurement(
                    key.kind(),
                    key.entrant().id(),
                    key.entrant().window(),
                    key.workload(),
                    key.parallelism(),
                    key.submitters(),
                    medians,
                    results.forks(key));
        }

        private Key key() {
            return new Key(kind, Entrant.named(contender), workload, parallelism, submitters);
        }
    }

    /** A situation in which a contender has failed. */
    record Failed(Key.Kind kind, String contender, String workload, int parallelism, int submitters, String why) {

        private Key key() {
            return new Key(kind, Entrant.named(contender), workload, parallelism, submitters);
        }
    }

    /** The report of some results. */
    public static JsonReport of(Results results, Machine machine) {
        List<Failed> failures = results.failures().entrySet().stream()
                .map(failure -> {
                    Key key = failure.getKey();
                    return new Failed(
                            key.kind(),
                            key.entrant().id(),
                            key.workload(),
                            key.parallelism(),
                            key.submitters(),
                            failure.getValue());
                })
                .toList();
        return new JsonReport(
                machine,
                results.keys().stream().map(key -> Measurement.of(key, results)).toList(),
                failures);
    }

    /** The text. */
    public String toJson() {
        try {
            return MAPPER.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a report that was written before.
     *
     * @throws IOException if it cannot be read, or is none
     */
    public static JsonReport read(Path file) throws IOException {
        return MAPPER.readValue(Files.readString(file), JsonReport.class);
    }

    /** The results that it is of. */
    public Results results() {
        Results results = new Results();
        measurements.forEach(measurement -> measurement.forks().forEach(fork -> results.add(measurement.key(), fork)));
        failures.forEach(failure -> results.fail(failure.key(), failure.why()));
        return results;
    }
}
