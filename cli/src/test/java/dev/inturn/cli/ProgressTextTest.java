package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProgressTextTest {

    private static final long SECOND = 1_000_000_000;
    private static final int COLUMNS = 90;

    private final AtomicLong clock = new AtomicLong(-5);
    private final AtomicReference<ProgressText.Position> position =
            new AtomicReference<>(new ProgressText.Position(0, 0, 0));
    private final AtomicReference<String> shown = new AtomicReference<>("");

    @Test
    void ofFilesTheShareAndTheTimeLeftAreShownByBytes() {
        try (Bar bar = new Bar(1_000)) {
            String text = bar.next(0, 0, 0, 0);
            assertTrue(text.matches(" +0% \\[ +] 0 lines \\(0:00:0. / \\? left\\) \\?/s, 0 in flight"), text);
            text = bar.next(10 * SECOND, 150, 100, 250);
            assertTrue(
                    text.matches(" +25% \\[=+>? +] 100 lines \\(0:00:0. / 0:00:30 left\\) 10/s, 50 in flight"), text);
            text = bar.next(50 * 60 * SECOND, 400, 300, 500);
            assertTrue(text.contains(" 50% ") && text.contains("/ 0:50:10 left"), text);
            text = bar.next(SECOND, 400, 400, 1_000);
            assertTrue(
                    text.contains("100% [") && text.contains("/ 0:00:00 left") && text.endsWith(" 0 in flight"), text);
        }
    }

    @Test
    void ofAStreamNoEndIsShown() {
        try (Bar bar = new Bar(-1)) {
            bar.next(0, 0, 0, 0);
            String first = bar.next(SECOND, 20, 10, 250);
            assertTrue(first.matches(" +\\[ *= *] 10 lines \\(0:00:0.\\) 10/s, 10 in flight"), first);
            String still = bar.next(SECOND, 20, 10, 250);
            String moved = bar.next(SECOND, 30, 20, 500);
            assertEquals(first.indexOf('='), still.indexOf('='));
            assertEquals(first.indexOf('=') + 1, moved.indexOf('='));
        }
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        try (Bar bar = new Bar(-1)) {
            for (int i = 1; i <= 20; i++) {
                bar.next(SECOND, 1_000L * i, 1_000L * i, i);
            }
            assertTrue(shown.get().contains(" 1000/s,"), shown::get);
            for (int i = 1; i <= 5; i++) {
                bar.next(SECOND, 20_000, 20_000, 20);
            }
            assertTrue(shown.get().contains(" 0.0/s,"), shown::get);
        }
    }

    @Test
    void itFitsIntoANarrowTerminal() {
        for (int columns : List.of(1, 10, 40, 60)) {
            try (Bar bar = new Bar(1_000, columns)) {
                String text = bar.next(SECOND, 1_000, 100, 500);
                assertTrue(text.length() <= columns, text);
            }
        }
    }

    /** A bar that is drawn when the test says so. */
    private final class Bar implements AutoCloseable {
        private final ProgressBar bar;

        Bar(long size) {
            this(size, COLUMNS);
        }

        Bar(long size, int columns) {
            ProgressText text = new ProgressText(clock::get, size >= 0, position::get);
            bar = new ProgressBarBuilder()
                    .setInitialMax(size)
                    .setRenderer(text)
                    .setConsumer(new DelegatingProgressBarConsumer(shown::set, columns))
                    .setUpdateIntervalMillis(Integer.MAX_VALUE)
                    .continuousUpdate()
                    .build();
            while (shown.get().isEmpty()) {
                Thread.onSpinWait();
            }
            text.moves(bar);
        }

        String next(long nanos, long submitted, long delivered, long bytes) {
            clock.addAndGet(nanos);
            position.set(new ProgressText.Position(submitted, delivered, bytes));
            bar.refresh();
            return shown.get();
        }

        @Override
        public void close() {
            bar.close();
            shown.set("");
        }
    }
}
