package dev.inturn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table lists the properties and the mutants that there are. */
class ReadmeTest {

    @Test
    void its_table_lists_each_property_with_the_mutants_that_it_rejects() throws IOException {
        Set<String> expected = Arrays.stream(OrderingStrategyContract.class.getMethods())
                .map(method -> method.getName())
                .filter(name -> name.matches("[A-Z][0-9]_.*"))
                .map(ReadmeTest::row)
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> listed;
        try (Stream<String> lines = Files.lines(Path.of("README.md"))) {
            listed = lines.dropWhile(line -> !line.startsWith("| rule | property |"))
                    .takeWhile(line -> line.startsWith("|"))
                    .skip(2)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertEquals(String.join("\n", expected), String.join("\n", listed));
    }

    private static String row(String property) {
        String mutants = Arrays.stream(Mutation.values())
                .filter(mutation -> mutation.property().equals(property))
                .map(mutation -> words(mutation.name()).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s |".formatted(property.substring(0, 2), words(property), mutants);
    }

    /** What follows the rule's id, as words. */
    private static String words(String name) {
        return name.substring(3).replace('_', ' ');
    }
}
