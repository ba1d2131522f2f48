package dev.inturn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.inturn.spi.OrderingStrategy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The kit rejects what is wrong, each mutant by a property of the rule that it breaks. */
class MutantTest {

    /**
     * Many of them hang, which shall not take long. But then a machine that is busy looks like a hang where there is none:
     * what is not rejected as it should be is looked at once more, with all the time there is.
     */
    private static final List<Duration> LIMITS = List.of(Duration.ofMillis(500), Watchdog.LIMIT);

    private static Mutation mutation;

    /** What the properties are run on; no test by its name, as it is meant to fail. */
    static class Mutant implements OrderingStrategyContract {
        @Override
        public OrderingStrategy strategy() {
            return new ReferenceStrategy(mutation);
        }
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

        String seen = "";
        for (Duration limit : LIMITS) {
            Watchdog.limit(limit);
            seen = rejection(wrong);
            if (seen.startsWith(wrong.rule() + " is broken")) {
                return;
            }
        }
        fail(seen);
    }

    /** What the property that must reject it says. */
    private static String rejection(Mutation wrong) {
        Events tests = EngineTestKit.engine("jqwik")
                .selectors(selectMethod(Mutant.class, property(wrong)))
                .configurationParameter("jqwik.shrinking.default", "OFF")
                .configurationParameter("jqwik.failures.after.default", "RANDOM_SEED")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .execute()
                .testEvents();
        assertEquals(1, tests.started().count());
        return tests.failed().stream()
                .map(MutantTest::message)
                .findAny()
                .orElse(wrong + " has survived " + wrong.property());
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
