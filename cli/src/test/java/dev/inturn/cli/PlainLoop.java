package dev.inturn.cli;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** What the program promises to be as good as: one line after another, by trees. */
final class PlainLoop {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private PlainLoop() {}

    static String json(String line) throws JsonProcessingException {
        return MAPPER.writeValueAsString(MAPPER.readTree(line)) + "\n";
    }

    static String pick(String line, List<String> pointers) throws JsonProcessingException {
        JsonNode document = MAPPER.readTree(line);
        return pointers.stream()
                        .map(pointer -> text(document.at(JsonPointer.compile(pointer))))
                        .collect(joining("\t")) + "\n";
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode()) {
            return "";
        }
        if (value.isTextual()) {
            return value.textValue()
                    .replace("\\", "\\\\")
                    .replace("\t", "\\t")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r");
        }
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
