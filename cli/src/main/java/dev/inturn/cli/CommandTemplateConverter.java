package dev.inturn.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads commands. */
final class CommandTemplateConverter implements ITypeConverter<CommandTemplate> {

    @Override
    public CommandTemplate convert(String text) {
        try {
            return CommandTemplate.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not a command: " + e.getMessage());
        }
    }
}
