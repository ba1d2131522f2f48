package dev.inturn.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads JSON pointers. */
final class PointerConverter implements ITypeConverter<Pointer> {

    @Override
    public Pointer convert(String text) {
        try {
            return Pointer.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not a JSON pointer: " + e.getMessage());
        }
    }
}
