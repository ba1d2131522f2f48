package dev.inturn.cli;

import java.nio.charset.Charset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of an encoding. */
final class EncodingConverter implements ITypeConverter<Encoding> {

    @Override
    public Encoding convert(String name) {
        try {
            return new Encoding(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + name
                    + "' is no encoding that Java knows; some are UTF-8, UTF-16, UTF-16LE, ISO-8859-1, windows-1252,"
                    + " Shift_JIS, GB18030");
        }
    }
}
