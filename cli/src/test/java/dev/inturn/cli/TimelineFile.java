package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * A timeline as it was written, read back as a browser does it: the data ends where the first end tag is.
 *
 * @param html all of it
 * @param data what the script finds
 */
record TimelineFile(String html, JsonNode data) {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script", Pattern.DOTALL);

    static TimelineFile read(Path file) throws IOException {
        return of(Files.readString(file));
    }

    static TimelineFile of(String html) throws IOException {
        Matcher matcher = DATA.matcher(html);
        assertTrue(matcher.find(), "no data");
        return new TimelineFile(html, JsonMapper.builder().build().readTree(matcher.group(1)));
    }

    int count() {
        return data.get("started").size();
    }

    /** A column of the items, -1 where there is nothing. */
    long[] column(String name) {
        return StreamSupport.stream(data.get(name).spliterator(), false)
                .mapToLong(value -> value.isNull() ? -1 : value.asLong())
                .toArray();
    }

    long delivered() {
        return LongStream.of(column("delivered")).filter(time -> time >= 0).count();
    }
}
