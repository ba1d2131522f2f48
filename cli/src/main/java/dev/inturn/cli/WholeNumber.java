package dev.inturn.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number in a range. Each range is a class, as the command line makes its converters by itself. */
class WholeNumber implements ITypeConverter<Integer> {

    private final int min;
    private final int max;

    WholeNumber(int min, int max) {
        this.min = min;
        this.max = max;
    }

    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (min <= number && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as of one that is too large.
        }
        throw new TypeConversionException("'" + text + "' is not a whole number from " + min + " to " + max);
    }
}
