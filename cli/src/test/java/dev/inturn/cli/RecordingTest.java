package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.Inturn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a run, and what is made of it; the time is that of the test. */
class RecordingTest {

    private long now = 1_000;
    private Recording recording = new Recording(8, () -> now);

    private void at(long time, Runnable event) {
        now = 1_000 + time;
        event.run();
    }

    private void submit(long... sequences) {
        for (long sequence : sequences) {
            recording.submitting(sequence);
            recording.submitted(sequence);
        }
    }

    private void start(long... sequences) {
        for (long sequence : sequences) {
            recording.started(sequence);
        }
    }

    private void deliver(long... sequences) {
        for (long sequence : sequences) {
            recording.delivering(sequence);
            recording.delivered(sequence);
        }
    }

    private void pass(long sequence) {
        submit(sequence);
        start(sequence);
        recording.finished(sequence);
        deliver(sequence);
    }

    private static Thread thread(Runnable body) {
        return new Thread(body, "worker");
    }

    private static void runToEnd(Thread thread) {
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachStepOfAnItemHasItsTime() {
        at(10, () -> {
            recording.place("events", 7);
            recording.submitting(0);
        });
        at(30, () -> recording.submitted(0));
        at(20, () -> start(0));
        at(40, () -> recording.finished(0));
        at(50, () -> recording.delivering(0));
        at(60, () -> recording.delivered(0));
        Recording.Item item = recording.snapshot().items().get(0);
        assertEquals(
                List.of(10L, 20L, 30L, 20L, 40L, 50L, 60L),
                List.of(
                        item.submitting(),
                        item.accepted(),
                        item.submitted(),
                        item.started(),
                        item.finished(),
                        item.delivering(),
                        item.delivered()));
        assertEquals("events:7", TimelineSummary.place(item));
        assertFalse(item.failed());
    }

    @Test
    void theLastItemsAreKept() {
        int items = 3 * Recording.LIMIT + 5;
        for (int i = 0; i < items; i++) {
            now++;
            pass(i);
        }
        Recording.Snapshot snapshot = recording.snapshot();
        assertEquals(Recording.LIMIT, snapshot.items().size());
        assertEquals(items - Recording.LIMIT, snapshot.items().get(0).sequence());
        assertEquals(items - 1, snapshot.items().get(Recording.LIMIT - 1).sequence());
        assertEquals(items, snapshot.submitted());
        assertEquals(items, snapshot.delivered());
        assertEquals(snapshot.items().get(0).submitting() - 1, snapshot.known(), "when the one before came out");
    }

    @Test
    void thoseThatWaitDoNotTakeThePlaceOfThoseThatWereBegun() {
        recording = new Recording(1 << 16, () -> now);
        for (int i = 0; i < Recording.LIMIT; i++) {
            submit(i);
            start(i);
        }
        for (int i = Recording.LIMIT; i < 1 << 16; i++) {
            submit(i);
        }
        Recording.Snapshot snapshot = recording.snapshot();
        assertEquals(0, snapshot.items().get(0).sequence());
        assertEquals(2 * Recording.LIMIT, snapshot.items().size());
        assertEquals(1 << 16, snapshot.submitted());
    }

    @Test
    void whatComesTooLateForAnItemIsNotTakenForAnother() {
        recording = new Recording(1, () -> now);
        submit(0);
        long behind = Recording.LIMIT + 2;
        for (long i = 1; i <= behind; i++) {
            submit(i);
        }
        start(0);
        recording.finished(0);
        deliver(0);
        assertTrue(recording.snapshot().items().stream().allMatch(item -> item.started() == Recording.NEVER));
    }

    @Test
    void aSlowHeadHoldsBackThoseThatAreFinished() {
        at(0, () -> submit(0, 1, 2, 3));
        at(1, () -> start(0, 1, 2));
        at(10, () -> recording.finished(2));
        at(20, () -> recording.finished(1));
        at(100, () -> recording.finished(0));
        at(110, () -> deliver(0, 1, 2));
        at(120, () -> start(3));
        at(130, () -> recording.finished(3));
        at(130, () -> deliver(3));
        HeadOfLine head = new HeadOfLine(recording.snapshot());
        assertEquals(0, head.headSince(0));
        assertEquals(10, head.blockedFrom(0));
        assertEquals(90, head.blockedNanos(0));
        assertEquals(2, head.held(0));
        assertEquals(90 + 80, head.delayNanos(0));
        for (int i = 1; i <= 3; i++) {
            assertEquals(110, head.headSince(i));
            assertEquals(Recording.NEVER, head.blockedFrom(i));
            assertEquals(0, head.held(i));
        }
    }

    @Test
    void anItemHoldsBackOthersOnlySinceItIsTheHead() {
        at(0, () -> submit(0, 1, 2));
        at(1, () -> start(0, 1, 2));
        at(10, () -> recording.finished(2));
        at(50, () -> recording.finished(0));
        at(60, () -> deliver(0));
        at(80, () -> recording.finished(1));
        at(80, () -> deliver(1, 2));
        HeadOfLine head = new HeadOfLine(recording.snapshot());
        assertEquals(40, head.blockedNanos(0));
        assertEquals(60, head.blockedFrom(1));
        assertEquals(20, head.blockedNanos(1));
        assertEquals(1, head.held(1));
    }

    @Test
    void aHeadThatIsNeverFinishedHoldsBackOthersToTheEnd() {
        at(0, () -> submit(0, 1, 2));
        at(1, () -> start(0, 1));
        at(10, () -> recording.finished(1));
        now = 1_000 + 70;
        HeadOfLine head = new HeadOfLine(recording.snapshot());
        assertEquals(60, head.blockedNanos(0));
        assertEquals(1, head.held(0));
        assertEquals(Recording.NEVER, head.headSince(1));
    }

    @Test
    void itemsInOrderHoldBackNobody() {
        for (int i = 0; i < 10; i++) {
            now++;
            pass(i);
        }
        HeadOfLine head = new HeadOfLine(recording.snapshot());
        for (int i = 0; i < 10; i++) {
            assertEquals(0, head.blockedNanos(i));
        }
    }

    @Test
    void eachWorkerHasALaneAndOneThatComesLaterTakesItOver() {
        submit(0, 1, 2);
        // Two at once, and a third when one of them has ended.
        at(10, () -> runToEnd(thread(() -> start(0))));
        at(
                20,
                () -> runToEnd(thread(() -> {
                    start(1);
                    at(30, () -> recording.finished(1));
                })));
        at(
                40,
                () -> runToEnd(thread(() -> {
                    start(2);
                    at(50, () -> recording.finished(2));
                })));
        at(60, () -> recording.finished(0));
        Recording.Snapshot snapshot = recording.snapshot();
        Lanes lanes = new Lanes(snapshot);
        assertEquals(2, lanes.count());
        assertEquals(
                List.of(0, 1, 1),
                snapshot.items().stream().map(item -> lanes.of(item.worker())).toList());
        assertEquals(-1, lanes.of(Recording.NEVER));
    }

    @Test
    void theSummarySaysWhatThePictureShows() {
        at(0, () -> {
            recording.place("events", 1);
            submit(0);
            recording.place("events", 2);
            submit(1);
        });
        at(0, () -> runToEnd(thread(() -> start(0))));
        at(0, () -> runToEnd(thread(() -> start(1))));
        at(1_000_000, () -> recording.finished(1));
        at(4_000_000, () -> {
            recording.finished(0);
            deliver(0);
            recording.delivering(1);
            recording.failed();
            recording.delivered(1);
        });
        Recording.Snapshot snapshot = recording.snapshot();
        Inturn settings = Inturn.defaults().parallelism(2).capacity(8);
        TimelineSummary summary =
                new TimelineSummary(snapshot, new HeadOfLine(snapshot), new Lanes(snapshot).count(), settings);
        assertEquals(
                List.of(
                        "2 items submitted, all of them came out, in 4.00 ms; 500 a second.",
                        "All of them are shown: 4.00 ms from the first submission to the last delivery; 1 item failed.",
                        "2 workers were seen, 63 % busy with the function; the slowest item was 0 (events:1) with"
                                + " 4.00 ms.",
                        "The window held up to 2 items at once, of 8; the source spent 0 % of the time in handing"
                                + " items over, where it waits while the window is full.",
                        "Finished results waited for a slower one before them 75 % of the time; the worst was"
                                + " item 0 (events:1), which held back 1 result for 3.00 ms."),
                summary.sentences());
        assertEquals(List.of(new TimelineSummary.Blocker(0, 1, 3_000_000, 3_000_000)), summary.blockers());
    }

    @Test
    void aSummaryOfNothingSaysSo() {
        Recording.Snapshot nothing = recording.snapshot();
        assertEquals(
                List.of("No item was submitted."),
                new TimelineSummary(nothing, new HeadOfLine(nothing), 0, Inturn.defaults()).sentences());
    }

    @Test
    void whatIsUnfinishedIsSummedUpToTheEnd() {
        at(0, () -> submit(0, 1));
        now = 1_000 + 2_000_000;
        Recording.Snapshot waiting = recording.snapshot();
        List<String> sentences =
                new TimelineSummary(waiting, new HeadOfLine(waiting), 0, Inturn.defaults()).sentences();
        assertEquals("2 items submitted, 0 came out, in 2.00 ms; 0 a second.", sentences.get(0));
        assertEquals("All of them are shown: 2.00 ms from the first submission to the end.", sentences.get(1));
        assertEquals("No worker has begun with any of them.", sentences.get(2));
        assertEquals("No result had to wait for a slower one before it.", sentences.get(4));
    }

    @Test
    void durationsHaveThreeDigits() {
        assertEquals("0.050 µs", TimelineSummary.time(50));
        assertEquals("1.50 µs", TimelineSummary.time(1_500));
        assertEquals("23.4 ms", TimelineSummary.time(23_400_000));
        assertEquals("346 ms", TimelineSummary.time(346_000_000));
        assertEquals("5.91 s", TimelineSummary.time(5_910_000_000L));
        assertEquals("1234 s", TimelineSummary.time(1_234_000_000_000L));
    }
}
