package dev.inturn.cli;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What the input is encoded in. The program works on UTF-8, so all else is made that first.
 *
 * @param charset the encoding
 */
record Encoding(Charset charset) {

    static final Encoding UTF_8 = new Encoding(StandardCharsets.UTF_8);

    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** An input as UTF-8. */
    InputStream toUtf8(InputStream in) {
        return isUtf8() ? in : new Transcoded(in, charset);
    }

    /** A function that refuses lines that were malformed before they were made UTF-8. */
    LineFunction checked(LineFunction function) {
        if (isUtf8()) {
            return function;
        }
        return new LineFunction() {
            @Override
            public byte[] apply(Line line) throws Exception {
                check(line);
                return function.apply(line);
            }

            @Override
            public boolean isQuick() {
                return function.isQuick();
            }

            @Override
            public void close() {
                function.close();
            }
        };
    }

    private void check(Line line) throws BadLineException {
        int end = line.offset() + line.length();
        for (int i = line.offset(); i < end; i++) {
            if (line.bytes()[i] == Transcoded.MALFORMED) {
                String before = new String(line.bytes(), line.offset(), i - line.offset(), StandardCharsets.UTF_8);
                throw new BadLineException("malformed " + charset.name() + " (column "
                        + (before.codePointCount(0, before.length()) + 1) + ")");
            }
        }
    }
}
