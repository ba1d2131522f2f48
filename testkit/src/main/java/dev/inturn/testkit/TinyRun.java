package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import dev.inturn.spi.Engine;
import dev.inturn.spi.OrderingStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A run of a few items at full speed: nothing is held, and what happens at the same time happens as it will.
 *
 * <p>Thousands of these meet interleavings that no driver can bring about. Items are submitted at the engine itself, as
 * the core would make up for a lost wake-up after a while.
 */
final class TinyRun {

    /** What happens in a run. */
    @FunctionalInterface
    interface Plot {
        void play(TinyRun run) throws Exception;
    }

    private static final int MAX_THREADS = 4;
    private static final int MAX_CAPACITY = 4;

    /** Callers work only where the window is full. */
    private static final int MAX_CAPACITY_FOR_CALLERS = 2;

    private static final int MAX_ITEMS = 4;
    private static final int MAX_SUBMITTERS = 3;
    private static final int MAX_SPINS = 300;
    private static final long MAX_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(40);

    private final Random random;
    private final int parallelism;
    private final int capacity;
    private final int items;
    private final int submitters;
    private final OrderedProcessor<Integer> processor;
    private final Engine<Integer> engine;

    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch unstarted;
    private final CountDownLatch undelivered;

    /** For each item what submit has answered. */
    private final AtomicLongArray answers;

    /** Not thread-safe, as by the rules it need not be. */
    private final List<Integer> delivered = new ArrayList<>();

    private TinyRun(OrderingStrategy strategy, ExecutorService executor, boolean callerWorks, Random random) {
        this.random = random;
        this.parallelism = 1 + random.nextInt(MAX_THREADS);
        this.capacity = 1 + random.nextInt(callerWorks ? MAX_CAPACITY_FOR_CALLERS : MAX_CAPACITY);
        this.items = (callerWorks ? MAX_ITEMS : 1) + random.nextInt(MAX_ITEMS);
        this.submitters = 1 + random.nextInt(MAX_SUBMITTERS);
        this.unstarted = new CountDownLatch(items);
        this.undelivered = new CountDownLatch(items);
        this.answers = new AtomicLongArray(items);
        Observed observed = new Observed(strategy, new PumpCount(MAX_THREADS));
        int[] spins = random.ints(items, 0, MAX_SPINS).toArray();
        this.processor = Inturn.defaults()
                .parallelism(parallelism)
                .capacity(capacity)
                .executor(executor)
                .callerWorks(callerWorks)
                .strategy(observed)
                .processor(item -> function(item, spins[item]), this::sink);
        this.engine = observed.engine();
    }

    /**
     * Plays the plot a few hundred times, with all that is random in it drawn from the seed.
     *
     * @param rule the rule that is checked
     */
    static void play(String rule, OrderingStrategy strategy, long seed, Plot plot) {
        play(rule, strategy, false, seed, plot);
    }

    /** The same where calling threads work too. */
    static void playWithCallers(String rule, OrderingStrategy strategy, long seed, Plot plot) {
        play(rule, strategy, true, seed, plot);
    }

    private static void play(String rule, OrderingStrategy strategy, boolean callerWorks, long seed, Plot plot) {
        for (int repeat = 0; repeat < Load.REPEATS; repeat++) {
            Random random = new Random(seed + repeat);
            Watchdog.guard(rule, "in one of many tiny runs, seed " + (seed + repeat), () -> {
                ExecutorService executor = strategy.newExecutor(MAX_THREADS, "testkit-tiny-");
                try {
                    for (int i = 0; i < Load.RUNS; i++) {
                        new TinyRun(strategy, executor, callerWorks, random).play(rule, plot);
                    }
                } finally {
                    executor.shutdownNow();
                }
            });
        }
    }

    private void play(String rule, Plot plot) throws Exception {
        try {
            plot.play(this);
        } catch (Breach breach) {
            throw breach.when(this);
        } catch (AssertionError | RuntimeException failure) {
            throw new Breach(rule, failure).when(this);
        }
    }

    private Integer function(Integer item, int spins) {
        inside.incrementAndGet();
        unstarted.countDown();
        spin(spins);
        inside.decrementAndGet();
        return item;
    }

    private void sink(Integer result) {
        inside.incrementAndGet();
        delivered.add(result);
        undelivered.countDown();
        inside.decrementAndGet();
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    OrderedProcessor<Integer> processor() {
        return processor;
    }

    Engine<Integer> engine() {
        return engine;
    }

    /** Does something on a thread of its own, some moments from now. */
    Actor<?> start(Watchdog.Body body) {
        int delay = random.nextInt(MAX_SPINS);
        return Actor.start(() -> {
            spin(delay);
            body.run();
            return null;
        });
    }

    /** Has all items submitted by one thread or several, who wait for room as long as it takes. */
    List<Actor<?>> startSubmitters() {
        return startSubmitters(false);
    }

    /** The same, but some do not wait, or do not wait for long. */
    List<Actor<?>> startImpatientSubmitters() {
        return startSubmitters(true);
    }

    private List<Actor<?>> startSubmitters(boolean impatient) {
        List<Actor<?>> actors = new ArrayList<>();
        for (int i = 0; i < submitters; i++) {
            int first = i;
            long[] waits = random.longs(items, 0, MAX_WAIT_NANOS).toArray();
            boolean patient = !impatient || random.nextBoolean();
            actors.add(start(() -> {
                for (int item = first; item < items; item += submitters) {
                    answers.set(item, submit(item, patient ? Long.MAX_VALUE : waits[item]));
                }
            }));
        }
        return actors;
    }

    private long submit(int item, long nanos) {
        try {
            return engine.submit(item, nanos);
        } catch (InterruptedException e) {
            return Engine.FULL;
        }
    }

    /**
     * Waits until all have ended.
     *
     * @param rule the id of the rule by which they must end
     */
    void awaitAll(String rule, List<Actor<?>> actors) throws Exception {
        for (Actor<?> actor : actors) {
            actor.await(rule, "all calls should return");
        }
    }

    /** Waits until all items are started, with nothing done to bring it about. */
    void awaitStarted() throws InterruptedException {
        await(unstarted, "P2", "every item should be started");
    }

    /** Waits until all items are delivered, with nothing done to bring it about. */
    void awaitDelivered() throws InterruptedException {
        await(undelivered, "P1", "every result should be delivered");
    }

    private static void await(CountDownLatch latch, String rule, String what) throws InterruptedException {
        if (!Watchdog.await(latch)) {
            throw Breach.hang(rule, what);
        }
    }

    /** Checks, when all is quiet, that what was accepted is what was delivered, in the order of the numbers. */
    void verify(String rule) {
        List<Integer> expected = expected(rule);
        List<Integer> seen = seen();
        Breach.unless(seen.equals(expected), rule, "delivered is " + seen + ", should be " + expected);
    }

    /** The same for a run that was cancelled: what was delivered is a prefix. */
    void verifyPrefix(String rule) {
        List<Integer> expected = expected(rule);
        List<Integer> seen = seen();
        Breach.unless(
                seen.size() <= expected.size() && seen.equals(expected.subList(0, seen.size())),
                rule,
                "delivered is " + seen + ", should be a prefix of " + expected);
    }

    /** What was delivered: read so that it does no harm if a broken strategy still delivers. */
    private List<Integer> seen() {
        return Arrays.asList(delivered.toArray(new Integer[0]));
    }

    /** Checks that no call is under way. */
    void verifyNobodyInside(String rule) {
        Breach.unless(inside.get() == 0, rule, "a call of the function or the sink is under way after close");
    }

    /** The items that were accepted, in the order of their numbers, which must have no gap. */
    private List<Integer> expected(String rule) {
        Integer[] byNumber = new Integer[items];
        int count = 0;
        for (int item = 0; item < items; item++) {
            long answer = answers.get(item);
            if (answer >= 0) {
                Breach.unless(
                        answer < items && byNumber[(int) answer] == null, rule, "the numbers are wrong: " + answers);
                byNumber[(int) answer] = item;
                count++;
                for (int own = item - submitters; own >= 0; own -= submitters) {
                    Breach.unless(answers.get(own) < answer, "O3", "a thread's own order is lost: " + answers);
                }
            }
        }
        for (int number = 0; number < count; number++) {
            Breach.unless(byNumber[number] != null, rule, "the numbers have a gap: " + answers);
        }
        return Arrays.asList(byNumber).subList(0, count);
    }

    @Override
    public String toString() {
        return "parallelism %d, capacity %d, items %d, submitters %d; not started %d, submit answered %s"
                .formatted(parallelism, capacity, items, submitters, unstarted.getCount(), answers);
    }
}
