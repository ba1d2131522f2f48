package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Step by step, at times that the test sets. */
@Timeout(60)
class StatisticsTest {

    private static final long MS = 1_000_000;

    /** Readings of a clock may well be negative, and begin anywhere. */
    private final AtomicLong clock = new AtomicLong(-1);

    private final AtomicLong processors = new AtomicLong(7);
    private final List<ExecutorService> threads = new ArrayList<>();
    private final Statistics statistics =
            new Statistics(2, 4, clock::get, () -> new ProcessorTime(processors.get(), 2 * processors.get()));
    private final ExecutorService first = thread();
    private final ExecutorService second = thread();

    @AfterEach
    void end() {
        threads.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void aRunOfNothing() {
        statistics.exhausted();
        pass(3 * MS);
        Figures run = end(statistics);
        assertEquals(new Figures(0, 3 * MS, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), run);
    }

    @Test
    void workersAreBusyInTheFunctionAndTheSink() throws Exception {
        submit(0, 0);
        submit(1, 0);
        start(first, 0);
        pass(MS);
        start(second, 1);
        pass(2 * MS);
        finish(first, 0);
        statistics.delivering(0);
        pass(MS);
        statistics.delivered(0);
        finish(second, 1);
        statistics.delivering(1);
        pass(4 * MS);
        statistics.delivered(1);
        processors.addAndGet(5 * MS);
        Figures run = end(statistics);
        assertEquals(2, run.lines());
        assertEquals(8 * MS, run.time());
        assertEquals(3 * MS + 3 * MS, run.functionTime());
        assertEquals(MS + 4 * MS, run.sinkTime());
        assertEquals(11.0 / 16, run.busyShare());
        assertEquals(5 * MS, run.processorTime());
        assertEquals(10 * MS, run.idleTime());
        assertEquals(5.0 / 16, run.processorShare());
        assertEquals(3 * MS, run.perLine(run.functionTime()));
    }

    @Test
    void flushingBelongsToTheSink() throws Exception {
        work(first, 0, MS);
        statistics.delivering(0);
        pass(MS);
        statistics.delivered(0);
        statistics.flushing();
        pass(5 * MS);
        statistics.flushed();
        assertEquals(6 * MS, end(statistics).sinkTime());
    }

    @Test
    void aSinkThatWasNeverLeftCountsToTheEnd() throws Exception {
        work(first, 0, MS);
        statistics.delivering(0);
        pass(5 * MS);
        assertEquals(5 * MS, end(statistics).sinkTime());
    }

    @Test
    void whatGoneThreadsHaveDoneStillCounts() throws Exception {
        for (int i = 0; i < 5; i++) {
            ExecutorService shortLived = thread();
            work(shortLived, i, MS);
            deliver(i);
            shortLived.shutdown();
            shortLived.awaitTermination(30, TimeUnit.SECONDS);
        }
        statistics.exhausted();
        work(first, 5, MS);
        assertEquals(6 * MS, end(statistics).functionTime());
    }

    @Test
    void theSourceHasWaitedWhereASubmitTookLong() {
        pass(10 * MS);
        submit(0, Statistics.WAIT_NANOS - 1);
        submit(1, Statistics.WAIT_NANOS);
        submit(2, 3 * MS);
        statistics.exhausted();
        pass(MS);
        Figures run = end(statistics);
        assertEquals(2, run.waits());
        assertEquals(Statistics.WAIT_NANOS + 3 * MS, run.waited());
        assertEquals(10 * MS + Statistics.WAIT_NANOS - 1, run.sourceTime());
    }

    @Test
    void aSourceThatWaitsWhenTheRunEndsHasWaited() {
        pass(MS);
        statistics.submitting(0);
        pass(7 * MS);
        Figures run = end(statistics);
        assertEquals(1, run.waits());
        assertEquals(7 * MS, run.waited());
        assertEquals(MS, run.sourceTime());
    }

    @Test
    void theHeadIsAloneWhenAllBehindItAreDoneAndTheWindowIsFull() throws Exception {
        submit(0, 0);
        submit(1, 0);
        start(first, 0);
        statistics.submitting(2);
        pass(MS);
        start(second, 1);
        pass(MS);
        finish(second, 1);
        pass(4 * MS);
        finish(first, 0);
        deliver(0);
        statistics.submitted(2);
        deliver(1);
        Figures run = end(statistics);
        assertEquals(1, run.aloneCount());
        assertEquals(4 * MS, run.alone());
        assertEquals(4 * MS, run.aloneLongest());
    }

    @Test
    void theHeadIsAloneAtTheEndOfTheInput() throws Exception {
        submit(0, 0);
        start(first, 0);
        pass(2 * MS);
        statistics.exhausted();
        pass(3 * MS);
        finish(first, 0);
        deliver(0);
        assertEquals(3 * MS, end(statistics).alone());
    }

    @Test
    void theHeadIsNotAloneWhileTheSourceMayBringMore() throws Exception {
        submit(0, 0);
        work(first, 0, 5 * MS);
        deliver(0);
        assertEquals(0, end(statistics).aloneCount());
    }

    @Test
    void theHeadIsNotAloneWhileAnotherLineIsWorkedOn() throws Exception {
        submit(0, 0);
        submit(1, 0);
        statistics.exhausted();
        start(first, 0);
        start(second, 1);
        pass(5 * MS);
        finish(first, 0);
        deliver(0);
        assertEquals(0, aloneSoFar());
        pass(2 * MS);
        finish(second, 1);
        deliver(1);
        Figures run = end(statistics);
        assertEquals(1, run.aloneCount(), "the last one, with none behind it");
        assertEquals(2 * MS, run.alone());
    }

    @Test
    void theHeadIsNotAloneWhileALineIsUnstarted() throws Exception {
        submit(0, 0);
        submit(1, 0);
        statistics.exhausted();
        work(first, 0, 5 * MS);
        deliver(0);
        assertEquals(0, aloneSoFar());
    }

    @Test
    void linesThatComeOutAtOnceBehindTheHeadHaveNotBeenWaitedFor() throws Exception {
        for (int i = 0; i < 4; i++) {
            submit(i, 0);
        }
        statistics.exhausted();
        start(first, 0);
        for (int i = 1; i < 4; i++) {
            work(second, i, MS);
        }
        pass(10 * MS);
        finish(first, 0);
        for (int i = 0; i < 4; i++) {
            deliver(i);
            pass(MS);
        }
        Figures run = end(statistics);
        assertEquals(1, run.aloneCount());
        assertEquals(10 * MS, run.alone());
    }

    @Test
    void theLongestWaitForAHeadIsKept() throws Exception {
        for (int i = 0; i < 3; i++) {
            submit(i, 0);
            statistics.submitting(i + 1);
            work(first, i, (i == 1 ? 9 : 1) * MS);
            deliver(i);
            statistics.submitted(i + 1);
        }
        Figures run = end(statistics);
        assertEquals(3, run.aloneCount());
        assertEquals(11 * MS, run.alone());
        assertEquals(9 * MS, run.aloneLongest());
    }

    @Test
    void aHeadThatIsStillWaitedForAtTheEndCounts() throws Exception {
        submit(0, 0);
        submit(1, 0);
        start(first, 0);
        statistics.submitting(2);
        work(second, 1, MS);
        pass(8 * MS);
        Figures run = end(statistics);
        assertEquals(1, run.aloneCount());
        assertEquals(8 * MS, run.alone());
    }

    private long aloneSoFar() {
        return statistics.figures().aloneCount();
    }

    private static Figures end(Statistics statistics) {
        statistics.ending();
        statistics.ended();
        return statistics.figures();
    }

    private void pass(long nanos) {
        clock.addAndGet(nanos);
    }

    private void submit(long sequence, long takes) {
        statistics.submitting(sequence);
        pass(takes);
        statistics.submitted(sequence);
    }

    private void start(ExecutorService worker, long sequence) throws Exception {
        worker.submit(() -> statistics.started(sequence)).get();
    }

    private void finish(ExecutorService worker, long sequence) throws Exception {
        worker.submit(() -> statistics.finished(sequence)).get();
    }

    private void work(ExecutorService worker, long sequence, long takes) throws Exception {
        start(worker, sequence);
        pass(takes);
        finish(worker, sequence);
    }

    private void deliver(long sequence) {
        statistics.delivering(sequence);
        statistics.delivered(sequence);
    }

    private ExecutorService thread() {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        threads.add(thread);
        return thread;
    }
}
