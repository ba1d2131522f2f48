package dev.inturn.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers of bytes as people write them: a whole number, and k, m or g for powers of 1024. */
final class ByteCountConverter implements ITypeConverter<Integer> {

    private static final Pattern COUNT = Pattern.compile("([0-9]{1,10})([kmgKMG]?)");
    private static final int MAX = 1 << 30;

    @Override
    public Integer convert(String text) {
        Matcher matcher = COUNT.matcher(text);
        if (matcher.matches()) {
            long unit = switch (matcher.group(2)) {
                case "k", "K" -> 1L << 10;
                case "m", "M" -> 1L << 20;
                case "g", "G" -> 1L << 30;
                default -> 1;
            };
            long count = Long.parseLong(matcher.group(1)) * unit;
            if (count >= 1 && count <= MAX) {
                return (int) count;
            }
        }
        throw new TypeConversionException("'" + text + "' is not a size from 1 to 1g, such as 65536, 64k or 16m");
    }
}
