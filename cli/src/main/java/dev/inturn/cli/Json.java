package dev.inturn.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The function that reads a line as one JSON value and writes something of it, with a line end.
 *
 * <p>It goes from token to token, without a tree: so numbers are text from end to end and come out as they were
 * written, whatever their size and precision, and depth costs no stack.
 */
final class Json implements LineFunction {

    /** Writes what is wanted of a value. */
    @FunctionalInterface
    interface Body {
        /**
         * Writes it.
         *
         * @param parser stands at the first token of a value; to be left at its last
         * @param to where to write
         */
        void write(JsonParser parser, Bytes to) throws IOException;
    }

    private static final int MAX_DEPTH = StreamReadConstraints.DEFAULT_MAX_DEPTH;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            // Nothing is converted, and the line bounds the rest: depth alone needs a limit, for who reads it next.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // Names are as many as the input likes; a table of all of them would only grow.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // Else what lies beyond the Basic Multilingual Plane is written by two \\u escapes.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    /** What is of no use in Jackson's messages to who does not write the program: a location in it, and its settings. */
    private static final Pattern NOISE =
            Pattern.compile(" ?\\((?:start marker )?at \\[Source:[^]]*]\\)|: enable `[^`]*` to allow");

    /** Where the result is put together, to begin with. */
    private static final int MAX_EXPECTED = 512;

    private final Body body;

    Json(Body body) {
        this.body = body;
    }

    @Override
    public byte[] apply(Line line) throws BadLineException {
        check(line);
        Bytes to = new Bytes(Math.min(line.length() + 1, MAX_EXPECTED));
        try (JsonParser parser = parser(line.bytes(), line.offset(), line.length())) {
            if (parser.nextToken() == null) {
                throw new BadLineException("no JSON value, only white space");
            }
            body.write(parser, to);
            if (parser.nextToken() != null) {
                throw new BadLineException("a second JSON value in one line"
                        + column(line, parser.currentTokenLocation().getByteOffset()));
            }
        } catch (StreamConstraintsException e) {
            throw new BadLineException("nested more than " + MAX_DEPTH + " levels deep");
        } catch (JsonProcessingException e) {
            throw new BadLineException(NOISE.matcher(e.getOriginalMessage()).replaceAll("")
                    + column(line, e.getLocation().getByteOffset()));
        } catch (IOException e) {
            throw new AssertionError("reading from memory", e);
        }
        to.write('\n');
        return to.toByteArray();
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    static JsonParser parser(byte[] bytes, int offset, int length) throws IOException {
        return FACTORY.createParser(bytes, offset, length);
    }

    /** Copies the value at whose first token the parser stands, compactly. */
    static void copy(JsonParser parser, OutputStream to) throws IOException {
        try (JsonGenerator generator = FACTORY.createGenerator(to)) {
            int depth = 0;
            while (true) {
                switch (parser.currentToken()) {
                    case START_OBJECT -> {
                        generator.writeStartObject();
                        depth++;
                    }
                    case START_ARRAY -> {
                        generator.writeStartArray();
                        depth++;
                    }
                    case END_OBJECT -> {
                        generator.writeEndObject();
                        depth--;
                    }
                    case END_ARRAY -> {
                        generator.writeEndArray();
                        depth--;
                    }
                    case FIELD_NAME -> generator.writeFieldName(parser.currentName());
                    case VALUE_STRING ->
                        generator.writeString(
                                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                        generator.writeNumber(
                                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
                    case VALUE_TRUE -> generator.writeBoolean(true);
                    case VALUE_FALSE -> generator.writeBoolean(false);
                    case VALUE_NULL -> generator.writeNull();
                    default -> throw new AssertionError(parser.currentToken());
                }
                if (depth == 0) {
                    return;
                }
                parser.nextToken();
            }
        }
    }

    /** Refuses what Jackson would not: it guesses encodings, and is lenient about UTF-8. */
    private static void check(Line line) throws BadLineException {
        if (line.length() == 0) {
            throw new BadLineException("empty line");
        }
        Utf8Text.check(line);
        // A NUL up here would be taken for half a character of UTF-16.
        for (int i = 0; i < Math.min(4, line.length()); i++) {
            if (line.bytes()[line.offset() + i] == 0) {
                throw new BadLineException("illegal character NUL (column " + (i + 1) + ")");
            }
        }
    }

    /** The column of a byte, counted in characters from 1. */
    private static String column(Line line, long byteOffset) {
        String before = new String(line.bytes(), line.offset(), (int) byteOffset, StandardCharsets.UTF_8);
        return " (column " + (before.codePointCount(0, before.length()) + 1) + ")";
    }
}
