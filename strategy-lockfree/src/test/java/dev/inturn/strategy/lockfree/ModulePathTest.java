package dev.inturn.strategy.lockfree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.Strategies;
import org.junit.jupiter.api.Test;

class ModulePathTest {

    @Test
    void the_service_loader_finds_the_strategy_as_a_named_module() {
        assertTrue(LockFreeStrategy.class.getModule().isNamed(), "these tests run on the module path");
        assertEquals(LockFreeStrategy.class, Strategies.named("lockfree").getClass());
    }
}
