package dev.inturn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.inturn.spi.OrderingStrategy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The kit rejects what is wrong, each mutant by a property of the rule that it breaks. */
class MutantTest {

    /** Many of them hang. */
    private static final Duration LIMIT = Duration.ofMillis(500);

    private static Mutation mutation;

    /** What the properties are run on; no test by its name, as it is meant to fail. */
    static class Mutant implements OrderingStrategyContract {
        @Override
        public OrderingStrategy strategy() {
            return new ReferenceStrategy(mutation);
        }
    }

    @BeforeAll
    static void lowerTheLimit() {
        Watchdog.limit(LIMIT);
    }

    @AfterAll
    static void resetTheLimit() {
        Watchdog.limit(Watchdog.LIMIT);
    }

    @ParameterizedTest
    @EnumSource
    void is_rejected_by_its_rule(Mutation wrong) {
        assertTrue(wrong.property().startsWith(wrong.rule() + "_"), "the property must be one of the rule");
        mutation = wrong;

        Events tests = EngineTestKit.engine("jqwik")
                .selectors(selectMethod(Mutant.class, property(wrong)))
                .configurationParameter("jqwik.shrinking.default", "OFF")
                .configurationParameter("jqwik.failures.after.default", "RANDOM_SEED")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .execute()
                .testEvents();
        assertEquals(1, tests.started().count());
        assertEquals(1, tests.failed().count(), () -> wrong + " has survived " + wrong.property());
        String message = message(tests.failed().list().get(0));
        assertTrue(message.startsWith(wrong.rule() + " is broken"), message);
    }

    private static String message(Event failed) {
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
    }

    private static Method property(Mutation wrong) {
        return Arrays.stream(Mutant.class.getMethods())
                .filter(method -> method.getName().equals(wrong.property()))
                .findAny()
                .orElseThrow(() -> new AssertionError("no such property: " + wrong.property()));
    }
}
