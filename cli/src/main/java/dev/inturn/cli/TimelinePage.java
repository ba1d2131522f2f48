package dev.inturn.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.google.common.html.HtmlEscapers;
import dev.inturn.Inturn;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page that shows a recording: HTML that needs nothing but a browser.
 *
 * <p>The template is {@code timeline.html}; style and script are put into it, and the recording as JSON. What comes from
 * outside is escaped for the place where it goes, and the page forbids the browser to load anything.
 */
final class TimelinePage {

    /** What the first bytes of each page hold. */
    static final String MARK = "<meta name=\"generator\" content=\"inturn timeline\">";

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private final String command;
    private final Inturn settings;
    private final Recording.Snapshot snapshot;
    private final HeadOfLine head;
    private final Lanes lanes;
    private final TimelineSummary summary;

    /** @param command the one that has run, such as {@code inturn map} */
    TimelinePage(String command, Inturn settings, Recording.Snapshot snapshot) {
        this.command = command;
        this.settings = settings;
        this.snapshot = snapshot;
        this.head = new HeadOfLine(snapshot);
        this.lanes = new Lanes(snapshot);
        this.summary = new TimelineSummary(snapshot, head, lanes.count(), settings);
    }

    String html() throws IOException {
        Map<String, String> parts = Map.of(
                "title", escape(title()),
                "settings", definitions(),
                "summary", list(summary.sentences()),
                "blockers", blockers(),
                "style", resource("timeline.css"),
                "script", resource("timeline-data.js") + resource("timeline-picture.js") + resource("timeline-view.js"),
                "data", json());
        // In one pass: what is put in is not searched.
        Matcher places = PLACE.matcher(resource("timeline.html"));
        return places.replaceAll(place -> Matcher.quoteReplacement(part(parts, place.group(1))));
    }

    private static String part(Map<String, String> parts, String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("the template has a place for " + name + ", which is nothing");
        }
        return part;
    }

    private String title() {
        return "Timeline of " + command;
    }

    private String definitions() {
        StringBuilder html = new StringBuilder();
        define(html, "Strategy", settings.strategy().name());
        define(html, "Parallelism", TimelineSummary.number(settings.parallelism()));
        define(html, "Capacity", TimelineSummary.number(settings.capacity()));
        define(html, "Items", TimelineSummary.number(snapshot.submitted()));
        define(html, "Java", Runtime.version().toString());
        return html.toString();
    }

    private static void define(StringBuilder html, String term, String value) {
        html.append("<div><dt>")
                .append(term)
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd></div>\n");
    }

    private static String list(List<String> sentences) {
        StringBuilder html = new StringBuilder("<ul>\n");
        sentences.forEach(
                sentence -> html.append("<li>").append(escape(sentence)).append("</li>\n"));
        return html.append("</ul>").toString();
    }

    private String blockers() {
        List<TimelineSummary.Blocker> blockers = summary.blockers();
        if (blockers.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<table>\n<caption>Items that held back others the most</caption>\n"
                + "<thead><tr><th scope=\"col\">Item</th><th scope=\"col\">Place</th>"
                + "<th scope=\"col\">Results held back</th><th scope=\"col\">For</th>"
                + "<th scope=\"col\">They waited together</th></tr></thead>\n<tbody>\n");
        for (TimelineSummary.Blocker blocker : blockers) {
            Recording.Item item = snapshot.items().get(blocker.index());
            html.append("<tr><td><button type=\"button\" data-sequence=\"")
                    .append(item.sequence())
                    .append("\" title=\"Show it\">")
                    .append(TimelineSummary.number(item.sequence()))
                    .append("</button></td><td>")
                    .append(escape(TimelineSummary.place(item)))
                    .append("</td><td>")
                    .append(TimelineSummary.number(blocker.held()))
                    .append("</td><td>")
                    .append(escape(TimelineSummary.time(blocker.nanos())))
                    .append("</td><td>")
                    .append(escape(TimelineSummary.time(blocker.delay())))
                    .append("</td></tr>\n");
        }
        return html.append("</tbody>\n</table>").toString();
    }

    private String json() throws IOException {
        StringWriter text = new StringWriter();
        JsonFactory factory = new JsonFactory();
        factory.setCharacterEscapes(new ScriptEscapes());
        try (JsonGenerator to = factory.createGenerator(text)) {
            to.writeStartObject();
            to.writeNumberField("capacity", settings.capacity());
            to.writeNumberField("parallelism", settings.parallelism());
            to.writeNumberField("lanes", lanes.count());
            to.writeNumberField(
                    "first",
                    snapshot.items().isEmpty() ? 0 : snapshot.items().get(0).sequence());
            to.writeNumberField("known", snapshot.known());
            time(to, "exhausted", snapshot.exhausted());
            to.writeNumberField("end", snapshot.end());
            places(to);
            column(to, "submitting", Recording.Item::submitting);
            column(to, "accepted", Recording.Item::accepted);
            column(to, "submitted", Recording.Item::submitted);
            column(to, "started", Recording.Item::started);
            column(to, "finished", Recording.Item::finished);
            column(to, "delivering", Recording.Item::delivering);
            column(to, "delivered", Recording.Item::delivered);
            column(to, "worker", item -> lanes.of(item.worker()));
            column(to, "deliverer", item -> lanes.of(item.deliverer()));
            column(to, "failed", item -> item.failed() ? 1 : 0);
            to.writeArrayFieldStart("headSince");
            for (int i = 0; i < snapshot.items().size(); i++) {
                time(to, head.headSince(i));
            }
            to.writeEndArray();
            to.writeArrayFieldStart("blockedFrom");
            for (int i = 0; i < snapshot.items().size(); i++) {
                time(to, head.blockedFrom(i));
            }
            to.writeEndArray();
            to.writeArrayFieldStart("held");
            for (int i = 0; i < snapshot.items().size(); i++) {
                to.writeNumber(head.held(i));
            }
            to.writeEndArray();
            to.writeEndObject();
        }
        return text.toString();
    }

    /** The names of the inputs, and for each item the number of its input and its line there. */
    private void places(JsonGenerator to) throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> files = new ArrayList<>();
        for (Recording.Item item : snapshot.items()) {
            String file = item.file();
            if (file != null && numbers.putIfAbsent(file, files.size()) == null) {
                files.add(file);
            }
        }
        to.writeArrayFieldStart("files");
        for (String file : files) {
            to.writeString(file);
        }
        to.writeEndArray();
        if (!files.isEmpty()) {
            column(to, "file", item -> item.file() == null ? -1 : numbers.getOrDefault(item.file(), -1));
            column(to, "line", Recording.Item::line);
        }
    }

    private void column(JsonGenerator to, String name, ToLongFunction<Recording.Item> value) throws IOException {
        to.writeArrayFieldStart(name);
        for (Recording.Item item : snapshot.items()) {
            time(to, value.applyAsLong(item));
        }
        to.writeEndArray();
    }

    private static void time(JsonGenerator to, String name, long time) throws IOException {
        to.writeFieldName(name);
        time(to, time);
    }

    private static void time(JsonGenerator to, long time) throws IOException {
        if (time == Recording.NEVER) {
            to.writeNull();
        } else {
            to.writeNumber(time);
        }
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TimelinePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is not complete: it has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What could end a script, or begin a comment in it, is written as an escape of JSON. */
    private static final class ScriptEscapes extends CharacterEscapes {

        @Serial
        private static final long serialVersionUID = 1;

        private final int[] ascii = standardAsciiEscapesForJSON();

        ScriptEscapes() {
            for (char c : new char[] {'<', '>', '&'}) {
                ascii[c] = ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return c == '\u2028' || c == '\u2029' ? new SerializedString(String.format("\\u%04x", c)) : null;
        }
    }
}
