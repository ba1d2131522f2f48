package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.inturn.Inturn;
import dev.inturn.cli.Condition.Answer;
import dev.inturn.cli.Verdict.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is concluded from rates that are given. */
class VerdictTest {

    private static final double[] LOOP = {100, 101, 99, 100, 100};

    private final List<Rates> all = new ArrayList<>(List.of(new Rates(new Way.Loop(), LOOP, Optional.empty())));
    private Optional<Disorder> disorder = Optional.of(new Disorder(2, 0.25, 3));

    @Test
    void theFastestIsTaken() {
        way("a", 2, 150, 151, 149, 150, 150);
        way("b", 2, 190, 191, 189, 190, 190);
        check(Choice.STRATEGY, "Take --strategy=b --parallelism=2: it is 1.90 (1.89 to 1.91) times as fast");
    }

    @Test
    void ofThoseAsFastTheOneOfTheFewestThreadsIsTaken() {
        way("a", 4, 190, 191, 189, 190, 190);
        way("b", 2, 189, 190, 189, 190, 189);
        way("c", 2, 189, 190, 189, 190, 190);
        Verdict verdict =
                check(Choice.STRATEGY, "Take --strategy=b --parallelism=2", "As fast, within the spread: a with 4");
        assertEquals(all.get(2), verdict.way().orElseThrow());
    }

    @Test
    void theLoopIsTakenWhereItIsFaster() {
        way("a", 2, 60, 61, 62, 60, 61);
        check(Choice.LOOP, "Take a plain loop: it is the fastest", "a with 2 threads is 0.60 (0.60 to 0.63)");
    }

    @Test
    void theLoopIsTakenWhereItIsAsGood() {
        way("a", 2, 102, 103, 101, 102, 102);
        check(Choice.LOOP, "Take a plain loop: it is as good");
    }

    @Test
    void aSpreadThatIsTooWideIsSaid() {
        way("a", 2, 80, 180, 130, 90, 150);
        check(Choice.UNDECIDED, "The spread is too wide to tell", "1.31 (0.80 to 1.78)", "--rounds");
    }

    @Test
    void whatLooksFasterByChanceIsNotTaken() {
        for (int threads = 2; threads <= 10; threads++) {
            way("a", threads, 90, 110, 100, 105, 95);
        }
        // In all rounds faster, but by so different amounts that one of ten may well come out like this.
        way("b", 1, 112, 690, 214, 160, 300);
        check(Choice.UNDECIDED, "The spread is too wide to tell: b with 1 thread");
    }

    @Test
    void fewRoundsDoNotTell() {
        all.set(0, new Rates(new Way.Loop(), new double[] {100, 100}, Optional.empty()));
        way("a", 2, 200, 200);
        check(Choice.UNDECIDED, "Too few rounds to tell", "a with 2 threads is 2.00", "--rounds=5");
    }

    @Test
    void outputsThatDifferHaveNoVerdict() {
        way("a", 2, 200, 200, 200, 200, 200);
        Rates same = all.get(1);
        all.set(1, new Rates(same.way(), same.perSecond(), Optional.of(new Line(new byte[0], 0, 0, "in", 7))));
        check(Choice.UNDECIDED, "None: outputs that differ");
    }

    @Test
    void inputQueuesUpWhereItComesFasterThanTheLoopWorks() {
        way("a", 2, 190, 191, 189, 190, 190);
        check(0, Optional.of(new ReadRate(1000)), Answer.YES, "comes at 1,000 lines/s", "works off 100");
        check(0, Optional.of(new ReadRate(150)), Answer.YES, "Beyond that, reading is the limit");
        check(0, Optional.of(new ReadRate(10)), Answer.NO, "comes at 10.0 lines/s", "waits for input");
        check(0, Optional.of(new ReadRate(102)), Answer.UNKNOWN, "about the same");
        check(0, Optional.empty(), Answer.UNKNOWN, "made up", "works off 100 lines/s");
    }

    @Test
    void workGainsWhereAStrategyIsFaster() {
        way("a", 2, 190, 191, 189, 190, 190);
        unordered(2, 195, 195, 195, 195, 195);
        check(1, Optional.empty(), Answer.YES, "1.90 times", "a with 2 threads", "of 1.95");
    }

    @Test
    void workThatIsTooSmallDoesNotGain() {
        way("a", 2, 60, 61, 62, 60, 61);
        unordered(2, 195, 195, 195, 195, 195);
        check(1, Optional.empty(), Answer.NO, "too little work, 10.0 ms", "1.95 times", "handing lines over");
    }

    @Test
    void workThatSharesSomethingDoesNotGain() {
        way("a", 2, 99, 99, 100, 99, 99);
        unordered(2, 102, 102, 101, 102, 102);
        check(1, Optional.empty(), Answer.NO, "not even threads with nothing in common");
    }

    @Test
    void aWideSpreadDoesNotTellWhetherWorkGains() {
        way("a", 2, 80, 180, 130, 90, 150);
        unordered(2, 80, 180, 130, 90, 150);
        check(1, Optional.empty(), Answer.UNKNOWN, "the spread is too wide");
    }

    @Test
    void whatMayGainIsNotSaidToGainNothing() {
        way("a", 2, 80, 180, 130, 90, 150);
        unordered(2, 102, 102, 101, 102, 102);
        check(1, Optional.empty(), Answer.UNKNOWN, "the spread is too wide");
    }

    @Test
    void whetherOrderMattersIsForTheReaderToSay() {
        way("a", 2, 180, 180, 180, 180, 180);
        unordered(2, 200, 200, 200, 200, 200);
        check(2, Optional.empty(), Answer.UNKNOWN, "25.0% of the results", "3 places", "Keeping it costs 10.0%");
        disorder = Optional.of(new Disorder(2, 0, 0));
        check(2, Optional.empty(), Answer.UNKNOWN, "all results would still have come in order");
        disorder = Optional.empty();
        check(2, Optional.empty(), Answer.UNKNOWN, "one thread");
    }

    private void way(String strategy, int threads, double... rates) {
        all.add(new Rates(new Way.Ordered(strategy, threads, Inturn.defaults()), rates, Optional.empty()));
    }

    private void unordered(int threads, double... rates) {
        all.add(new Rates(new Way.Unordered(threads), rates, Optional.empty()));
    }

    private Measurements measurements() {
        List<Line> lines = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> new Line(new byte[0], 0, 0, "in", number))
                .toList();
        Work work = new Work(lines, 1, line -> null, true, OnError.fail, null);
        ExpectedOutput none = new ExpectedOutput(lines, new Bytes(1), new long[3]);
        return new Measurements(new Pace(work, Pace.Cut.NONE, none, 0, 1, 3), all, disorder);
    }

    private Verdict check(Choice choice, String... parts) {
        Verdict verdict = Verdict.of(measurements());
        assertEquals(choice, verdict.choice(), verdict.text());
        Arrays.stream(parts).forEach(part -> assertTrue(verdict.text().contains(part), verdict.text()));
        return verdict;
    }

    private void check(int condition, Optional<ReadRate> input, Answer answer, String... parts) {
        Condition found = Condition.of(measurements(), input).get(condition);
        assertEquals(answer, found.answer(), found.text());
        Arrays.stream(parts).forEach(part -> assertTrue(found.text().contains(part), found.text()));
    }
}
