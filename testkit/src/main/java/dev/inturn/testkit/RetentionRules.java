package dev.inturn.testkit;

import dev.inturn.Inturn;
import dev.inturn.OrderedProcessor;
import dev.inturn.spi.OrderingStrategy;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** L4: nothing is retained, nor by B2 is what was refused. */
interface RetentionRules extends StrategyUnderTest {

    /**
     * The item that is held comes after a pause: it is in the hands of a new pump, and nothing can be left on its stack.
     */
    @Property(tries = 6)
    default void L4_what_was_delivered_can_be_collected_while_the_run_goes_on(
            @ForAll @IntRange(min = 1, max = 3) int parallelism, @ForAll @IntRange(min = 1, max = 50) int capacity) {
        Watchdog.guard("L4", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Memory memory = new Memory(strategy(), parallelism, capacity)) {
                memory.submit(40);
                memory.awaitDelivered(40);
                memory.hold();
                memory.submit(1);
                memory.awaitCollected("L4", memory.items, 40, "items");
                memory.awaitCollected("L4", memory.results, 40, "results");
            }
        });
    }

    @Property(tries = 4)
    default void L4_items_that_are_done_can_be_collected_while_they_wait_for_a_slow_head(
            @ForAll @IntRange(min = 2, max = 3) int parallelism, @ForAll @IntRange(min = 2, max = 50) int capacity) {
        Watchdog.guard("L4", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Memory memory = new Memory(strategy(), parallelism, capacity)) {
                memory.hold();
                memory.submit(capacity);
                memory.awaitCollected("L4", memory.items, capacity - 1, "items");
            }
        });
    }

    @Property(tries = 4)
    default void B2_what_was_refused_can_be_collected_while_the_run_goes_on(
            @ForAll @IntRange(min = 1, max = 3) int parallelism, @ForAll @IntRange(min = 1, max = 50) int capacity) {
        Watchdog.guard("B2", "parallelism %d, capacity %d".formatted(parallelism, capacity), () -> {
            try (Memory memory = new Memory(strategy(), parallelism, capacity)) {
                memory.hold();
                memory.submit(1);
                memory.awaitDelivered(0);
                memory.submit(capacity - 1);
                memory.submitInVain();
                memory.awaitCollected("B2", memory.refused, 3, "refused items");
            }
        });
    }

    /** A run of items of which nobody but the engine can have kept a reference. */
    final class Memory implements AutoCloseable {

        private final PumpCount pumps = new PumpCount(Integer.MAX_VALUE);
        private final Gate gate = new Gate(pumps, true);
        private final Queue<WeakReference<Object>> items = new ConcurrentLinkedQueue<>();
        private final Queue<WeakReference<Object>> results = new ConcurrentLinkedQueue<>();
        private final Queue<WeakReference<Object>> refused = new ConcurrentLinkedQueue<>();
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger delivered = new AtomicInteger();
        private final OrderedProcessor<Object> processor;

        Memory(OrderingStrategy strategy, int parallelism, int capacity) {
            this.processor = Inturn.defaults()
                    .strategy(new Observed(strategy, pumps))
                    .parallelism(parallelism)
                    .capacity(capacity)
                    .processor(this::function, result -> delivered.incrementAndGet());
        }

        private Object function(Object item) throws InterruptedException {
            int number = begun.getAndIncrement();
            pumps.lock.lock();
            try {
                gate.pass(number);
            } finally {
                pumps.lock.unlock();
            }
            Object result = new Object();
            results.add(new WeakReference<>(result));
            return result;
        }

        /** Holds the next item to come. */
        void hold() {
            pumps.lock.lock();
            try {
                gate.close(begun.get());
            } finally {
                pumps.lock.unlock();
            }
        }

        void submit(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                Object item = new Object();
                items.add(new WeakReference<>(item));
                processor.submit(item);
            }
        }

        void awaitDelivered(int count) throws InterruptedException {
            pumps.awaitRest();
            Breach.unless(delivered.get() == count, "P1", "delivered are " + delivered + " of " + count);
        }

        /** Has one item refused, one time out, and one interrupted, while the window is full. */
        void submitInVain() throws Exception {
            Breach.unless(processor.trySubmit(refusedItem()) < 0, "B1", "an item was accepted by a full window");
            long answer = processor.trySubmit(refusedItem(), Duration.ofNanos(1));
            Breach.unless(answer < 0, "B1", "an item was accepted by a full window");
            Actor<Boolean> submitter = Actor.start(() -> {
                try {
                    processor.submit(refusedItem());
                    return false;
                } catch (InterruptedException expected) {
                    return true;
                }
            });
            submitter.awaitBlockedOrDone();
            submitter.interrupt();
            boolean interrupted = submitter.await("B2", "a submit that is interrupted should end");
            Breach.unless(interrupted, "B2", "an interrupted submit returned");
        }

        private Object refusedItem() {
            Object item = new Object();
            refused.add(new WeakReference<>(item));
            return item;
        }

        void awaitCollected(String rule, Queue<WeakReference<Object>> references, int count, String what)
                throws InterruptedException {
            pumps.awaitRest();
            Watchdog.await(rule, count + " " + what + " should be collected", () -> {
                System.gc();
                return references.stream().filter(r -> r.refersTo(null)).count() >= count;
            });
        }

        @Override
        public void close() {
            pumps.lock.lock();
            try {
                gate.openAll();
            } finally {
                pumps.lock.unlock();
            }
            processor.close();
        }
    }
}
