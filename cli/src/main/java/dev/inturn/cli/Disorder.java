package dev.inturn.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * In which order results are ready when nothing puts them in order.
 *
 * @param parallelism how many threads worked
 * @param share that of the results that were ready before one that belongs in front of them
 * @param farthest how many places a result was ahead of the first one that was not ready, at most
 */
record Disorder(int parallelism, double share, int farthest) {

    /** More results tell no more. */
    private static final int MAX_RESULTS = 1 << 18;

    /** Lets threads take line by line, and looks in which order they are done. */
    static Disorder measure(Work work, int parallelism) throws InterruptedException {
        List<Line> lines = work.lines();
        int size = (int) Math.min(work.size(), MAX_RESULTS);
        int[] ready = new int[size];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Way.inParallel(parallelism, () -> {
            for (int index = next.getAndIncrement(); index < size; index = next.getAndIncrement()) {
                work.apply(lines.get(index % lines.size()));
                ready[done.getAndIncrement()] = index;
            }
            return null;
        });
        return of(parallelism, ready);
    }

    /**
     * The disorder of some results.
     *
     * @param ready their places in order, in the order in which they were ready
     */
    static Disorder of(int parallelism, int[] ready) {
        boolean[] isReady = new boolean[ready.length];
        int head = 0;
        int early = 0;
        int farthest = 0;
        for (int index : ready) {
            isReady[index] = true;
            if (index > head) {
                early++;
                farthest = Math.max(farthest, index - head);
            }
            while (head < ready.length && isReady[head]) {
                head++;
            }
        }
        return new Disorder(parallelism, ready.length == 0 ? 0 : (double) early / ready.length, farthest);
    }
}
