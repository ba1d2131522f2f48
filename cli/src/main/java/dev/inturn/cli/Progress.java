package dev.inturn.cli;

import dev.inturn.Outcome;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar that shows how far the lines of a run are, until the run comes to its end. */
final class Progress implements Observer {

    private final ProgressDisplay display;
    private final ProgressBar bar;

    /** Each has one writer at a time. */
    private final AtomicLong submitted = new AtomicLong();

    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Shows a bar from now on.
     *
     * @param display where to show it
     * @param size of all the input in bytes, if it is known
     * @param clock the time in nanoseconds
     */
    Progress(ProgressDisplay display, OptionalLong size, LongSupplier clock) {
        this.display = display;
        ProgressText text = new ProgressText(clock, size.isPresent(), this::position);
        this.bar = new ProgressBarBuilder()
                .setInitialMax(size.orElse(-1))
                .setRenderer(text)
                .setConsumer(display)
                .setUpdateIntervalMillis(display.intervalMillis())
                .continuousUpdate()
                .clearDisplayOnFinish()
                .build();
        text.moves(bar);
    }

    private ProgressText.Position position() {
        long lines = delivered.get();
        // A line may be delivered before it is told that it was accepted.
        return new ProgressText.Position(Math.max(submitted.get(), lines), lines, bytes.get());
    }

    /** Results that count the lines on their way to others. */
    <R extends @Nullable Object> Results<Outcome<Line, R>> counting(Results<Outcome<Line, R>> results) {
        return new Results<>() {
            @Override
            public void begin(Consumer<Failure> onFailure) {
                results.begin(onFailure);
            }

            @Override
            public void accept(Outcome<Line, R> outcome) throws Exception {
                results.accept(outcome);
                bytes.setRelease(bytes.getPlain() + outcome.item().extent());
                delivered.setRelease(delivered.getPlain() + 1);
            }

            @Override
            public void flush() throws Exception {
                results.flush();
            }

            @Override
            public void end() {
                results.end();
            }
        };
    }

    @Override
    public void submitted(long sequence) {
        submitted.setRelease(sequence + 1);
    }

    @Override
    public void ending() {
        display.ending();
        bar.close();
    }
}
