package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.ItemFailedException;
import dev.inturn.spi.OrderingStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A walk through a scenario, step by step, with the run on a {@link Stage} and the {@link Model} side by side.
 *
 * <p>Whenever the run is at rest the two must agree: on what is in the function, in the sink and delivered, and on
 * whether there is room. The first difference ends the walk; which rule it breaks follows from where it is.
 */
final class Walk {

    private final Scenario scenario;
    private final Stage stage;
    private final Model model;
    private final List<String> log = new ArrayList<>();

    /** How many were delivered when the run was last at rest: so many places were free for certain. */
    private int deliveredAtRest;

    private Walk(Scenario scenario, Stage stage, int threads) {
        this.scenario = scenario;
        this.stage = stage;
        this.model = new Model(
                Math.min(scenario.parallelism(), threads),
                scenario.capacity(),
                scenario.sinkHeld(),
                scenario.failing());
        scenario.failing().forEach(stage::letFail);
        if (scenario.sinkHeld()) {
            for (int item = 0; item < scenario.items(); item++) {
                stage.holdSink(item);
            }
        }
    }

    /**
     * Walks through a scenario on the strategy's own executor.
     *
     * @param rule the rule to be checked: what breaks another one ends the walk in silence, as another property reports
     *     it
     */
    static void check(String rule, OrderingStrategy strategy, Scenario scenario) {
        check(rule, strategy, scenario, Inturn.defaults(), Integer.MAX_VALUE);
    }

    /**
     * Walks through a scenario with other settings, such as an executor.
     *
     * @param threads how many threads the executor has
     */
    static void check(String rule, OrderingStrategy strategy, Scenario scenario, Inturn settings, int threads) {
        walk(rule, false, strategy, scenario, settings, threads, Walk::finish);
    }

    /** The same, but what breaks another rule is reported as well. */
    static void checkAll(String rule, OrderingStrategy strategy, Scenario scenario, Inturn settings, int threads) {
        walk(rule, true, strategy, scenario, settings, threads, Walk::finish);
    }

    /** Cancels the run when all choices of the scenario were made, and checks what that does. */
    static void checkCancel(OrderingStrategy strategy, Scenario scenario) {
        walk("L2", false, strategy, scenario, Inturn.defaults(), Integer.MAX_VALUE, Walk::cancel);
    }

    private static void walk(
            String rule,
            boolean reportsAll,
            OrderingStrategy strategy,
            Scenario scenario,
            Inturn settings,
            int threads,
            Ending ending) {
        for (int repeat = 0; repeat < Load.REPEATS; repeat++) {
            Watchdog.guard(rule, scenario, () -> {
                try (Stage stage = Stage.on(strategy, settings, scenario.parallelism(), scenario.capacity(), threads)) {
                    new Walk(scenario, stage, threads).walk(rule, reportsAll, ending);
                }
            });
        }
    }

    /** The last part of a walk. */
    private interface Ending {
        void walk(Walk walk) throws InterruptedException;
    }

    private void walk(String rule, boolean reportsAll, Ending ending) throws InterruptedException {
        try {
            for (int choice : scenario.choices()) {
                List<Model.Step> steps = model.steps(scenario.items());
                if (!steps.isEmpty()) {
                    take(steps.get(choice / 2 % steps.size()), choice % 2 == 0);
                }
            }
            ending.walk(this);
        } catch (Breach breach) {
            if (reportsAll || breach.concerns(rule)) {
                throw breach.when("after " + String.join(", ", log) + "\nby the model: " + model);
            }
        }
    }

    /** At rest nobody is past the check of whether the run goes on, so nothing at all may begin after cancel. */
    private void cancel() throws InterruptedException {
        compare();
        Stage.View before = stage.atRest();
        int held = before.inFunction().size() + (before.inSink() == Stage.NONE ? 0 : 1);
        log.add("CANCEL");
        stage.processor().cancel();
        Stage.View after = stage.whenEnded("L2");
        Breach.unless(after.started().size() == before.started().size(), "L2", "the function was called: " + after);
        Breach.unless(after.delivered().equals(before.delivered()), "L2", "something was delivered: " + after);
        Breach.unless(after.interrupts() == held, "L2", "calls that run are to be interrupted: " + after);
        boolean cancelled = false;
        try {
            stage.processor().trySubmit(scenario.items());
        } catch (CancellationException e) {
            cancelled = true;
        }
        Breach.unless(cancelled, "L2", "trySubmit does not tell of the cancellation");
        stage.processor().close();
        Breach.unless(!stage.pumps().any(), "L2", "a pump exists after close: " + stage.pumps());
    }

    /** Submits what is left and lets everything go, one by one. */
    private void finish() throws InterruptedException {
        compare();
        while (!model.hasFailed()) {
            List<Model.Step> steps = model.steps(scenario.items());
            if (steps.isEmpty()) {
                break;
            }
            take(steps.get(model.isFull() ? steps.size() - 1 : 0), true);
        }
        try {
            stage.processor().close();
            Breach.unless(!model.hasFailed(), "F3", "close did not throw after a failure");
        } catch (ItemFailedException e) {
            checkFailure(e);
        }
        compare();
        Breach.unless(!stage.pumps().any(), "P5", "a pump exists when all is done: " + stage.pumps());
    }

    private void take(Model.Step step, boolean waitForRest) throws InterruptedException {
        log.add(step.toString());
        switch (step.kind()) {
            case SUBMIT -> submit(step);
            case LET_RETURN -> {
                stage.letReturn(step.item());
                model.take(step);
            }
            case LET_SINK_RETURN -> {
                stage.letSinkReturn(step.item());
                model.take(step);
            }
        }
        if (waitForRest) {
            compare();
        }
    }

    private void submit(Model.Step step) throws InterruptedException {
        boolean roomIsCertain = model.accepted() - deliveredAtRest < scenario.capacity();
        if (!roomIsCertain || !scenario.failing().isEmpty()) {
            // Whether there is room depends on what is still on its way.
            compare();
        }
        long answer;
        try {
            answer = stage.processor().trySubmit(step.item());
        } catch (ItemFailedException e) {
            checkFailure(e);
            return;
        }
        Breach.unless(!model.hasFailed(), "F3", "trySubmit did not throw after a failure but returned " + answer);
        if (answer < 0) {
            Breach.unless(model.isFull(), "B2", "trySubmit refused an item while there was room");
        } else {
            Breach.unless(!model.isFull(), "B1", "an item was accepted while the window was full");
            Breach.unless(answer == step.item(), "O3", "item %d got the number %d".formatted(step.item(), answer));
        }
        model.take(step);
    }

    private void checkFailure(ItemFailedException e) {
        Breach.unless(
                model.hasFailed() && e.sequence() == model.delivered(),
                "F1",
                "the run failed by item " + e.sequence() + " after " + model.delivered() + " results");
        Breach.unless(
                e.getCause() instanceof Stage.PlannedFailure
                        && Integer.valueOf((int) e.sequence()).equals(e.item()),
                "F2",
                "item or cause are not those of the failure: " + e.item() + ", " + e.getCause());
    }

    private void compare() throws InterruptedException {
        Stage.View seen = model.hasFailed() ? stage.whenEnded("F1") : stage.atRest();
        deliveredAtRest = seen.delivered().size();
        int delivered = model.delivered();
        String undelivered = model.hasFailed() || !scenario.failing().isEmpty() ? "F1" : "P1";
        Breach.unless(seen.delivered().size() >= delivered, undelivered, "not all is delivered that could be: " + seen);
        Breach.unless(
                seen.delivered().size() <= delivered,
                model.hasFailed() ? "F1" : "O1",
                "more is delivered than could be: " + seen);
        Breach.unless(seen.inSink() == model.inSink(), undelivered, "the sink is not where it should be: " + seen);

        int working = seen.inFunction().size();
        int expected = model.inFunction().size();
        Breach.unless(working >= expected, "P2", "a worker is missing while an item is unstarted: " + seen);
        Breach.unless(
                working <= expected,
                model.hasFailed() ? "F1" : "P3",
                "more calls are under way than could be: " + seen);
        Breach.unless(
                seen.inFunction().equals(model.inFunction()), "P4", "items are not started in their order: " + seen);
    }
}
