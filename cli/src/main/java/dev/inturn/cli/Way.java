package dev.inturn.cli;

import dev.inturn.Inturn;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/** A way to get work done. */
sealed interface Way {

    /** For people. */
    String name();

    /** How many threads work at once. */
    int parallelism();

    /** Whether its output is in order, and so can be checked. */
    default boolean isOrdered() {
        return true;
    }

    /**
     * Does all of the work, once.
     *
     * @param out where the output goes if it is in order
     * @throws Failure if a line fails and that is not allowed
     */
    void run(Work work, OutputStream out) throws InterruptedException;

    /** One line after another. */
    record Loop() implements Way {

        @Override
        public String name() {
            return "plain loop";
        }

        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public void run(Work work, OutputStream out) throws InterruptedException {
            // Nothing is ever in flight here.
            MapResults results = work.results(out, new InFlight(Long.MAX_VALUE));
            List<Line> lines = work.lines();
            try {
                for (int pass = 0; pass < work.passes(); pass++) {
                    for (Line line : lines) {
                        results.accept(work.apply(line));
                    }
                }
            } finally {
                results.end();
            }
        }
    }

    /**
     * In parallel, with the output in order.
     *
     * @param strategy the name of that which brings it into order
     * @param settings the whole of it
     */
    record Ordered(String strategy, int parallelism, Inturn settings) implements Way {

        @Override
        public String name() {
            return strategy;
        }

        @Override
        public void run(Work work, OutputStream out) throws InterruptedException {
            InFlight inFlight = new InFlight(Long.MAX_VALUE);
            Job.Source<Line> source = submission -> {
                for (int pass = 0; pass < work.passes(); pass++) {
                    for (Line line : work.lines()) {
                        inFlight.add(line);
                        submission.submit(line);
                    }
                }
            };
            Job.run(settings, source, work.function(), work.results(out, inFlight));
        }
    }

    /**
     * In parallel, with no order and as little in common as can be: each thread takes some lines at a time, and has an
     * output of its own. It shows what the work could gain at most.
     */
    record Unordered(int parallelism) implements Way {

        /** So many portions for each thread keep all of them busy to the end. */
        private static final int PORTIONS = 16;

        private static final int MAX_PORTION = 64;

        @Override
        public String name() {
            return "no order";
        }

        @Override
        public boolean isOrdered() {
            return false;
        }

        @Override
        public void run(Work work, OutputStream out) throws InterruptedException {
            long size = work.size();
            long portion = Math.max(1, Math.min(MAX_PORTION, size / ((long) PORTIONS * parallelism)));
            AtomicLong next = new AtomicLong();
            inParallel(parallelism, () -> {
                MapResults results = work.results(OutputStream.nullOutputStream(), new InFlight(Long.MAX_VALUE));
                List<Line> lines = work.lines();
                for (long from = next.getAndAdd(portion); from < size; from = next.getAndAdd(portion)) {
                    int index = (int) (from % lines.size());
                    for (long rest = Math.min(portion, size - from); rest > 0; rest--) {
                        results.accept(work.apply(lines.get(index)));
                        index = index + 1 == lines.size() ? 0 : index + 1;
                    }
                }
                results.end();
                return null;
            });
        }
    }

    /**
     * Runs a task on several threads at once; returns when all have ended.
     *
     * @throws Failure if one of them has
     */
    static void inParallel(int threads, Callable<?> task) throws InterruptedException {
        List<FutureTask<?>> tasks = new ArrayList<>();
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            FutureTask<?> each = new FutureTask<>(task);
            Thread thread = new Thread(each, "inturn-unordered-" + i);
            thread.setDaemon(true);
            tasks.add(each);
            started.add(thread);
        }
        started.forEach(Thread::start);
        try {
            for (FutureTask<?> each : tasks) {
                each.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException("ended in a way that is not foreseen", e.getCause());
        } finally {
            started.forEach(Thread::interrupt);
            for (Thread thread : started) {
                thread.join();
            }
        }
    }
}
