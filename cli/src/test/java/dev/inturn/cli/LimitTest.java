package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitTest {

    private static final long MS = 1_000_000;
    private static final int PROCESSORS = 4;

    /** Times in milliseconds of all the run. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                                 | lines   | time | workers | cpu  | idle | function | sink | source | alone | limit
            nothing came out                       | 0       | 5000 | 2       | 0    | 9000 | 0        | 0    | 5000   | 0     | NOTHING_DONE
            over at once                           | 1       | 99   | 2       | 90   | 0    | 50       | 0    | 1      | 0     | TOO_SHORT
            the reader of the output is slow       | 10000   | 5000 | 2       | 500  | 9000 | 300      | 4600 | 100    | 0     | SINK
            slow output, and no other worker       | 10000   | 5000 | 1       | 500  | 9000 | 300      | 4600 | 100    | 0     | SINK
            the function is slower than the output | 10000   | 5000 | 2       | 500  | 9000 | 9000     | 500  | 100    | 0     | WORKERS
            computing on all processors            | 10000   | 5000 | 4       | 19000| 1000 | 19000    | 100  | 100    | 50    | PROCESSORS
            computing on more than there are       | 10000   | 5000 | 9       | 19000| 1000 | 43000    | 100  | 100    | 50    | PROCESSORS
            computing on half of them              | 10000   | 5000 | 2       | 9800 | 9000 | 9800     | 100  | 100    | 50    | WORKERS
            waiting for a service                  | 200     | 5000 | 8       | 300  | 18000| 38000    | 100  | 100    | 50    | WORKERS
            starved by other programs              | 10000   | 5000 | 4       | 2000 | 100  | 19000    | 100  | 100    | 50    | OTHER_PROGRAMS
            waiting, on a system that tells little | 200     | 5000 | 8       | 300  | -1   | 38000    | 100  | 100    | 50    | WORKERS
            one line takes all the time            | 2000    | 5000 | 2       | 300  | 9000 | 5200     | 10   | 10     | 4700  | HEAD
            a slow line now and then               | 100000  | 5000 | 4       | 9000 | 9000 | 9000     | 10   | 1000   | 2000  | HEAD
            tiny work                              | 5000000 | 5000 | 2       | 9000 | 1000 | 2500     | 300  | 4500   | 0     | WORK
            tiny work, and waits                   | 2000000 | 5000 | 2       | 9000 | 1000 | 3000     | 300  | 2000   | 100   | WORK
            tiny work from a trickle               | 5000    | 5000 | 2       | 100  | 9000 | 3        | 1    | 4990   | 0     | SOURCE
            lines come in slowly                   | 500     | 5000 | 4       | 2000 | 9000 | 5000     | 10   | 4900   | 0     | SOURCE
            the end of the input waits for one     | 1       | 5000 | 4       | 10   | 9000 | 5000     | 1    | 1      | 4990  | HEAD
            output that takes most of the time     | 10000   | 5000 | 8       | 500  | 9000 | 9000     | 3500 | 1000   | 0     | SINK
            workers that are rather busy           | 10000   | 5000 | 4       | 14000| 5000 | 14000    | 100  | 1000   | 200   | PROCESSORS
            small work that is handed over slowly  | 400000  | 5000 | 4       | 5000 | 5000 | 1200     | 100  | 1000   | 200   | WORK
            a little of everything                 | 10000   | 5000 | 4       | 5000 | 5000 | 9000     | 1000 | 2000   | 1000  | NOTHING_ALONE
            a little of all, and other programs    | 10000   | 5000 | 4       | 2000 | 100  | 9000     | 1000 | 2000   | 1000  | OTHER_PROGRAMS
            """)
    void theLimitFollowsFromTheFigures(
            String what,
            long lines,
            long time,
            int workers,
            long cpu,
            long idle,
            long function,
            long sink,
            long source,
            long alone,
            Limit expected) {
        Figures run = new Figures(
                lines,
                time * MS,
                workers,
                PROCESSORS,
                cpu * MS,
                idle < 0 ? -1 : idle * MS,
                function * MS,
                sink * MS,
                source * MS,
                1,
                Math.max(0, time - source) * MS,
                1,
                alone * MS,
                alone * MS);
        assertEquals(expected, Limit.of(run), what);
    }

    @ParameterizedTest
    @EnumSource
    void eachLimitIsOneSentence(Limit limit) {
        String sentence = limit.sentence();
        assertAll(
                () -> assertTrue(sentence.chars().allMatch(c -> c >= ' ' && c < 127), sentence),
                () -> assertTrue(!sentence.endsWith(".") && Character.isLowerCase(sentence.charAt(0)), sentence));
    }
}
