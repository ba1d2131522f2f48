package dev.inturn.benchmarks.contender;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A Disruptor whose handlers share the work by sequence number, with a last handler that delivers in order. The handlers
 * are dealt their items: none takes over for another. All threads yield while they wait.
 */
final class DisruptorHandlers implements Contender {

    private final int handlers;
    private final int window;

    DisruptorHandlers(Settings settings) {
        handlers = settings.parallelism();
        // The ring wants a power of two.
        window = Integer.highestOneBit(settings.window());
    }

    @Override
    public <I, R> void run(Job<I, R> job) throws InterruptedException {
        Disruptor<Slot<I, R>> disruptor = new Disruptor<>(
                Slot::new, window, Executors.defaultThreadFactory(), ProducerType.SINGLE, new YieldingWaitStrategy());
        CountDownLatch delivered = new CountDownLatch(1);
        disruptor.handleEventsWith(workers(job)).then((slot, sequence, endOfBatch) -> {
            if (slot.isLast) {
                delivered.countDown();
            } else {
                job.sink().accept(slot.takeResult());
            }
        });
        RingBuffer<Slot<I, R>> ring = disruptor.start();
        try {
            for (Iterator<I> items = job.iterator(); items.hasNext(); ) {
                publish(ring, items.next());
            }
            publish(ring, null);
            delivered.await();
        } finally {
            disruptor.halt();
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private <I, R> EventHandler<Slot<I, R>>[] workers(Job<I, R> job) {
        EventHandler<Slot<I, R>>[] workers = new EventHandler[handlers];
        for (int worker = 0; worker < handlers; worker++) {
            int remainder = worker;
            workers[worker] = (slot, sequence, endOfBatch) -> {
                I item = slot.item;
                if (sequence % handlers == remainder && item != null) {
                    slot.item = null;
                    slot.result = job.function().apply(item);
                }
            };
        }
        return workers;
    }

    /** Publishes an item, or the end. */
    private static <I, R> void publish(RingBuffer<Slot<I, R>> ring, @Nullable I item) {
        long sequence = ring.next();
        Slot<I, R> slot = ring.get(sequence);
        slot.item = item;
        slot.isLast = item == null;
        ring.publish(sequence);
    }

    private static final class Slot<I, R> {
        private @Nullable I item;
        private @Nullable R result;
        private boolean isLast;

        private R takeResult() {
            R taken = result;
            if (taken == null) {
                throw new IllegalStateException("no handler has seen this slot");
            }
            result = null;
            return taken;
        }
    }
}
