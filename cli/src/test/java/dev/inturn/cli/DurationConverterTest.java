package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {

    private final DurationConverter converter = new DurationConverter();

    @Test
    void durationsAreANumberAndAUnit() {
        assertEquals(Duration.ofMillis(500), converter.convert("500ms"));
        assertEquals(Duration.ofSeconds(5), converter.convert("5s"));
        assertEquals(Duration.ofMinutes(2), converter.convert("2m"));
        assertEquals(Duration.ofHours(24), converter.convert("24h"));
        assertEquals(Duration.ZERO, converter.convert("0s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "1.5s", "5S", "5min", "25h", "86400001ms", "9999999999999ms"})
    void whatIsNoDurationIsRefusedWithExamples(String text) {
        String message = assertThrows(TypeConversionException.class, () -> converter.convert(text))
                .getMessage();
        assertTrue(message.contains("'" + text + "'") && message.contains("500ms"), message);
    }
}
