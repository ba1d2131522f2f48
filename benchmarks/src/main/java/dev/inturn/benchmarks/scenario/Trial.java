package dev.inturn.benchmarks.scenario;

import dev.inturn.benchmarks.contender.Contender;
import dev.inturn.benchmarks.contender.Entrant;
import dev.inturn.benchmarks.contender.Job;
import dev.inturn.benchmarks.contender.Settings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.infra.Blackhole;

/** What a contender must pass before it is timed: order and completeness, with items that take now more, now less. */
public final class Trial {

    private static final int ITEMS = 1 << 14;
    private static final int ITEMS_THAT_WAIT = 1 << 10;
    private static final int DEAR_ONE_IN = 64;
    private static final long DEAR_TOKENS = 10_000;
    private static final long SECONDS = 60;

    private Trial() {}

    /**
     * Runs a contender once on small items, each of which knows its place.
     *
     * @throws IllegalStateException that names the contender if an item is missing or out of order, or it hangs
     */
    public static void check(Entrant entrant, Settings settings) throws Exception {
        int items = settings.waits() ? ITEMS_THAT_WAIT : ITEMS;
        check(entrant, settings, items, new OrderCheck<>(Integer::intValue, ITEMS, settings.submitters()));
    }

    private static void check(Entrant entrant, Settings settings, int items, OrderCheck<Integer> sink)
            throws Exception {
        FutureTask<Void> run = new FutureTask<>(() -> {
            try (Contender contender = entrant.open(settings)) {
                contender.run(new Job<>(items, place -> (int) place, Trial::work, sink));
            }
            return null;
        });
        Thread thread = new Thread(run, "trial of " + entrant.id());
        thread.setDaemon(true);
        thread.start();
        try {
            run.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "%s hangs: %d of %d results have come in %d s"
                            .formatted(entrant.id(), sink.count(), items, SECONDS),
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(entrant.id() + " has failed: " + e.getCause(), e.getCause());
        }
        sink.finish(entrant.id(), items);
    }

    private static Integer work(Integer place) {
        if (place % DEAR_ONE_IN == 0) {
            Blackhole.consumeCPU(DEAR_TOKENS);
        }
        return place;
    }
}
