package dev.inturn.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.DefaultProgressBarRenderer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** What a progress bar says: the share and the time left by bytes, all else in lines. Used by one thread at a time. */
final class ProgressText extends DefaultProgressBarRenderer {

    private static final long SECOND = 1_000_000_000;

    /** The rate is that of the last so many nanoseconds. */
    private static final long RATE_SPAN = 3 * SECOND;

    /**
     * How far the lines have come.
     *
     * @param submitted how many were handed to the workers
     * @param delivered how many were written
     * @param bytes how much of the input those were
     */
    record Position(long submitted, long delivered, long bytes) {}

    private record Mark(long time, long delivered) {}

    private final LongSupplier clock;
    private final long began;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final Supplier<Position> positions;
    private Position position = new Position(0, 0, 0);

    /** The bar is there once it has been drawn for the first time. */
    private volatile @Nullable ProgressBar bar;

    ProgressText(LongSupplier clock, boolean sizeKnown, Supplier<Position> positions) {
        super(ProgressBarStyle.ASCII, "", 1, true, null, null, sizeKnown, null);
        this.clock = clock;
        this.positions = positions;
        this.began = clock.getAsLong();
        marks.add(new Mark(began, 0));
    }

    /** Lets a bar keep up with the lines. */
    void moves(ProgressBar follower) {
        bar = follower;
    }

    /** Looks where the lines are now: who counts them has nothing to do with the bar. */
    @Override
    public String render(ProgressState state, int length) {
        Position before = position;
        position = positions.get();
        long now = clock.getAsLong();
        marks.add(new Mark(now, position.delivered()));
        while (marks.size() > 2 && now - marks.element().time() > RATE_SPAN) {
            marks.remove();
        }
        ProgressBar follower = bar;
        if (follower != null) {
            // Without an end it is a block that moves on while lines come out.
            long step = position.delivered() > before.delivered() ? 1 : 0;
            follower.stepTo(state.isIndefinite() ? state.getCurrent() + step : position.bytes());
        }
        return super.render(state, length);
    }

    @Override
    protected String percentage(ProgressState progress) {
        return progress.isIndefinite() ? "" : super.percentage(progress);
    }

    @Override
    protected String ratio(ProgressState progress) {
        return position.delivered() + " lines";
    }

    @Override
    protected String speed(ProgressState progress) {
        Mark from = marks.element();
        Mark to = marks.getLast();
        double seconds = (double) (to.time() - from.time()) / SECOND;
        String rate = seconds == 0 ? "?" : rate((to.delivered() - from.delivered()) / seconds);
        return rate + "/s, " + (position.submitted() - position.delivered()) + " in flight";
    }

    /** Slow lines are few a second: they need a digit more. */
    private static String rate(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate);
    }

    @Override
    protected String etaString(ProgressState progress) {
        if (position.bytes() == 0) {
            return "? left";
        }
        double elapsed = clock.getAsLong() - began;
        long left = Math.max(0, progress.getMax() - position.bytes());
        long seconds = Math.round(elapsed * left / position.bytes() / SECOND);
        return "%d:%02d:%02d left".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
