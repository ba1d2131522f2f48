package dev.inturn.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.inturn.Strategies;
import dev.inturn.spi.OrderingStrategy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may depend on whom. It stands here since this module has all the others on its class path. */
class ArchitectureTest {

    private static final String CORE = "dev.inturn";
    private static final String SPI = "dev.inturn.spi..";
    private static final String STRATEGIES = "dev.inturn.strategy..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(CORE);

    @Test
    void aStrategyDependsOnTheSpiAlone() {
        classes()
                .that()
                .resideInAPackage(STRATEGIES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", SPI, STRATEGIES)
                .check(CLASSES);
    }

    @Test
    void strategiesDoNotDependOnEachOther() {
        slices().matching("dev.inturn.strategy.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void nobodyElseDependsOnAStrategy() {
        noClasses()
                .that()
                .resideOutsideOfPackage(STRATEGIES)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(STRATEGIES)
                .check(CLASSES);
    }

    @Test
    void theSpiDoesNotDependOnTheCoreBehindIt() {
        classes()
                .that()
                .resideInAPackage(SPI)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", SPI)
                .check(CLASSES);
    }

    @Test
    void theCoreDependsOnItsSpiAndTheLibrariesItNames() {
        classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "org.slf4j..", "com.google.common..", SPI, CORE)
                .check(CLASSES);
    }

    @Test
    void eachStrategyHasOnePublicClassWhichIsTheOneThatIsFound() {
        Map<String, List<JavaClass>> publicClasses = CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith("dev.inturn.strategy."))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .collect(groupingBy(JavaClass::getPackageName));
        Map<String, List<String>> found = Strategies.all().stream()
                .map(OrderingStrategy::getClass)
                .collect(toMap(Class::getPackageName, type -> List.of(type.getName())));
        assertTrue(found.size() >= 3, () -> "too few to be true: " + found);
        assertEquals(
                found,
                publicClasses.entrySet().stream()
                        .collect(toMap(
                                Map.Entry::getKey,
                                entry -> entry.getValue().stream()
                                        .map(JavaClass::getName)
                                        .toList())));
    }
}
