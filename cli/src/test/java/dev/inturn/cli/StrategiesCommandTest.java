package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.Strategies;
import dev.inturn.spi.OrderingStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategiesCommandTest {

    @Test
    void listsWhatIsFoundTheBestFirstWithDescriptionsAligned() {
        Program.Result result = new Program().run("strategies");
        assertEquals(0, result.exitCode(), result.err());
        List<OrderingStrategy> all = Strategies.all();
        List<String> lines = result.out().lines().toList();
        assertEquals(
                List.of("forkjoin", "lock", "lockfree"),
                all.stream().map(OrderingStrategy::name).sorted().toList());
        assertEquals(all.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(lines.get(i).startsWith(all.get(i).name() + " "), lines.get(i));
            assertEquals(all.get(i).description(), lines.get(i).substring("forkjoin  ".length()));
        }
    }
}
