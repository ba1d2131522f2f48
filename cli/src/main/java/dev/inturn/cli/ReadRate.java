package dev.inturn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How fast lines can be had when nothing is done with them.
 *
 * @param linesPerSecond that rate
 */
record ReadRate(double linesPerSecond) {

    /** Files are read again until this is over: the first time tells more about compiling than about reading. */
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** So many times at least: one alone may have had to wait for a processor. */
    private static final int TIMES = 5;

    /** Whether files can be read a second time. */
    static boolean canReadAgain(List<String> files) {
        return files.stream()
                .allMatch(file -> !file.equals(Inputs.STANDARD_INPUT) && Files.isRegularFile(Path.of(file)));
    }

    /**
     * Reads some lines again and again.
     *
     * @param lines how many of them
     */
    static ReadRate again(Job.Source<Line> source, int lines) throws InterruptedException {
        long begin = System.nanoTime();
        double fastest = 0;
        for (int times = 0; times < TIMES || System.nanoTime() - begin < NANOS; times++) {
            long from = System.nanoTime();
            Sample.read(source, lines, Long.MAX_VALUE);
            fastest = Math.max(fastest, lines * 1e9 / Math.max(1, System.nanoTime() - from));
        }
        return new ReadRate(fastest);
    }

    /** A source that takes the time of its lines as they come. */
    static final class Timed implements Job.Source<Line> {
        private final Job.Source<Line> source;
        private long lines;
        private long first;
        private long last;

        Timed(Job.Source<Line> source) {
            this.source = source;
        }

        @Override
        public void submitTo(Job.Submission<Line> submission) throws Exception {
            first = System.nanoTime();
            last = first;
            source.submitTo(line -> {
                last = System.nanoTime();
                if (lines++ == 0) {
                    first = last;
                }
                submission.submit(line);
            });
        }

        /** Counted from the first line: what comes before it is the start of whoever writes. */
        ReadRate rate() {
            return new ReadRate(Math.max(1, lines - 1) * 1e9 / Math.max(1, last - first));
        }
    }
}
