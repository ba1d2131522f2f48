package dev.inturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.testing.GcFinalization;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was delivered can be collected while the run goes on, and so can a pull form that is dropped (L4). */
class RetentionTest {

    private final Inturn settings =
            Inturn.defaults().strategy(new ReferenceStrategy()).parallelism(2).capacity(4);

    /** Written by the function, the sink and the listener, one after another, as each test takes single steps. */
    private final List<WeakReference<Object>> seen = new ArrayList<>();

    private Object watch(Object object) {
        seen.add(new WeakReference<>(object));
        return object;
    }

    private Object watchNew() {
        return watch(new Object());
    }

    private void awaitAllCollected(int expected) {
        assertEquals(expected, seen.size());
        seen.forEach(GcFinalization::awaitClear);
    }

    @Test
    void L4_pushedItemsAndTheirResults() throws Exception {
        try (var run = settings.processor(item -> watchNew(), result -> {})) {
            run.submit(watchNew());
            while (run.inFlight() > 0) {
                Thread.onSpinWait();
            }
            awaitAllCollected(2);
            run.submit("the run goes on");
        }
    }

    @Test
    void L4_itemsThatWereLeftOut() throws Exception {
        try (var run = settings.skipFailures((sequence, item, cause) -> {})
                .processor(
                        item -> {
                            throw new IOException();
                        },
                        result -> {})) {
            run.submit(watchNew());
            while (run.inFlight() > 0) {
                Thread.onSpinWait();
            }
            awaitAllCollected(1);
            run.submit("the run goes on");
        }
    }

    @Test
    void L4_itemsThatWereRefused() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (var run = settings.capacity(1)
                .processor(
                        item -> {
                            open.await();
                            return item;
                        },
                        result -> {})) {
            run.submit("fills the window");
            assertEquals(-1, run.trySubmit(watchNew()));
            awaitAllCollected(1);
            open.countDown();
        }
    }

    @Test
    void L4_pulledItemsAndTheirResults() {
        CountDownLatch open = new CountDownLatch(1);
        Iterator<Supplier<Object>> source =
                List.<Supplier<Object>>of(this::watchNew, () -> "held").iterator();
        try (var results = settings.map(source, item -> {
            Object value = item.get();
            if (value.equals("held")) {
                open.await();
                return "end";
            }
            return value;
        })) {
            results.next();
            awaitAllCollected(1);
            open.countDown();
            assertEquals("end", results.next());
        }
    }

    @Test
    void L4_resultsThatWereDroppedByClose() {
        var results = settings.map(List.of(1, 2, 3, 4).iterator(), item -> {
            synchronized (seen) {
                return watchNew();
            }
        });
        assertTrue(results.hasNext());
        results.close();
        synchronized (seen) {
            assertFalse(seen.isEmpty());
            awaitAllCollected(seen.size());
        }
        assertFalse(results.hasNext());
    }

    @Test
    void L4_anIteratorThatIsDroppedStopsItsWork() {
        CountDownLatch interrupted = new CountDownLatch(1);
        readOneAndDrop(interrupted);
        GcFinalization.await(interrupted);
    }

    private void readOneAndDrop(CountDownLatch interrupted) {
        var results = settings.map(List.of(1, 2).iterator(), secondIsHeld(interrupted));
        assertEquals(1, results.next());
    }

    @Test
    void L4_aStreamThatIsDroppedStopsItsWork() {
        CountDownLatch interrupted = new CountDownLatch(1);
        findFirstAndDrop(interrupted);
        GcFinalization.await(interrupted);
    }

    private void findFirstAndDrop(CountDownLatch interrupted) {
        Iterator<Integer> results =
                settings.map(Stream.of(1, 2), secondIsHeld(interrupted)).iterator();
        assertEquals(1, results.next());
    }

    /** Returns 1 when 2 has begun, which is held until it is interrupted. */
    private static ThrowingFunction<Integer, Integer> secondIsHeld(CountDownLatch interrupted) {
        CountDownLatch secondBegan = new CountDownLatch(1);
        return item -> {
            if (item == 1) {
                secondBegan.await();
                return item;
            }
            secondBegan.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return item;
        };
    }

    @Test
    void L4_anIteratorIsNotTakenForGarbageByWhoWaitsInIt() {
        CountDownLatch open = new CountDownLatch(1);
        // The last mention of the iterator is the call that waits.
        var reader = Background.call(() -> settings.map(List.of(1).iterator(), item -> {
                    open.await();
                    return item;
                })
                .next());
        reader.awaitBlocked();
        GcFinalization.awaitFullGc();
        open.countDown();
        assertEquals(1, reader.result());
    }
}
