package dev.inturn.benchmarks.scenario;

import dev.inturn.benchmarks.contender.OrderedSink;
import dev.inturn.spi.PaddedLong;
import java.util.function.ToIntFunction;

/**
 * A sink that checks the order of the results, and that none is missing. Where several threads submit, each every n-th
 * place, the order of each is checked. What is wrong is kept until the end, so that a contender that is wrong is told of
 * as such, whatever it does with failures.
 *
 * <p>What it writes for each result is padded. Otherwise it may lie beside what a submitter reads and writes for each item
 * ({@link dev.inturn.benchmarks.contender.Job#iterator}), and contenders that deliver on another thread are slower by what
 * the two cost each other: 5 to 10 per cent were seen at 100 ns an item, and up to half of the time with no work.
 *
 * @param <R> type of the results
 */
final class OrderCheck<R> implements OrderedSink<R> {

    private final ToIntFunction<R> place;
    private final int mask;
    private final int submitters;

    /** The place that is due next of each submitter. */
    private final PaddedLong[] next;

    private final PaddedLong count = new PaddedLong();

    private boolean wrong;
    private int wrongPlace;
    private int duePlace;

    /**
     * Creates a check of one run.
     *
     * @param place the place of a result, modulo the cycle
     * @param cycle after how many places the items repeat, a power of two
     * @param submitters how many submit, a power of two
     */
    OrderCheck(ToIntFunction<R> place, int cycle, int submitters) {
        this.place = place;
        this.mask = cycle - 1;
        this.submitters = submitters;
        this.next = new PaddedLong[submitters];
        for (int submitter = 0; submitter < submitters; submitter++) {
            next[submitter] = new PaddedLong();
            next[submitter].setPlain(submitter);
        }
    }

    @Override
    public void accept(R result) {
        int found = place.applyAsInt(result);
        int submitter = found & (submitters - 1);
        long due = next[submitter].getPlain();
        if (found != due && !wrong) {
            wrong = true;
            wrongPlace = found;
            duePlace = (int) due;
        }
        next[submitter].setPlain((due + submitters) & mask);
        count.setPlain(count.getPlain() + 1);
    }

    /** How many results have come. */
    long count() {
        return count.getPlain();
    }

    /**
     * Says what is wrong.
     *
     * @throws IllegalStateException if a result came out of order, or not all came
     */
    void finish(String contender, long expected) {
        if (wrong) {
            throw new IllegalStateException("%s is out of order: result %d has come where %d is due"
                    .formatted(contender, wrongPlace, duePlace));
        }
        if (count() != expected) {
            throw new IllegalStateException(
                    "%s is not complete: %d of %d results have come".formatted(contender, count(), expected));
        }
    }
}
