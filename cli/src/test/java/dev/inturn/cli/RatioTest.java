package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void ratiosAreThoseOfTheSameRound() {
        // The machine was slow in the third round, for both.
        Ratio ratio = Ratio.of(new double[] {200, 220, 20, 240, 210}, new double[] {100, 100, 10, 120, 100});
        assertEquals(2.0, ratio.median());
        assertEquals(2.0, ratio.low());
        assertEquals(2.2, ratio.high(), 1e-9);
    }

    @Test
    void ofFiveRoundsTheIntervalHoldsAll() {
        Ratio ratio = Ratio.of(new double[] {5, 1, 4, 2, 3}, new double[] {1, 1, 1, 1, 1});
        assertEquals(1, ratio.low());
        assertEquals(3, ratio.median());
        assertEquals(5, ratio.high());
        assertEquals(1 - 2.0 / 32, ratio.confidence(), 1e-12);
        assertTrue(ratio.reliable());
    }

    @Test
    void ofManyRoundsTheIntervalLeavesOutTheOutermost() {
        double[] rates = {9, 8, 7, 6, 5, 4, 3, 2, 1};
        Ratio ratio = Ratio.of(rates, new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1});
        assertEquals(2, ratio.low());
        assertEquals(8, ratio.high());
        // All but: none or one of nine tosses, on either side.
        assertEquals(1 - 2 * 10 / 512.0, ratio.confidence(), 1e-12);
    }

    @Test
    void fewRoundsAreNotReliable() {
        double[] four = {2, 2, 2, 2};
        assertFalse(Ratio.of(four, new double[] {1, 1, 1, 1}).reliable());
        assertFalse(Ratio.of(new double[] {2}, new double[] {1}).reliable());
    }

    @Test
    void chanceIsThatOfThePairedTTest() {
        double[] ones = {1, 1, 1, 1, 1};
        // Logarithms 1 to 5: mean 3, standard error 0.7071, t = 4.2426 with 4 degrees of freedom.
        double[] rates = {Math.exp(1), Math.exp(2), Math.exp(3), Math.exp(4), Math.exp(5)};
        assertEquals(0.00662, Ratio.of(rates, ones).chance(), 1e-5);
        assertEquals(1 - 0.00662, Ratio.of(ones, rates).chance(), 1e-5);
        assertEquals(0.5, Ratio.of(ones, ones).chance());
        assertEquals(0, Ratio.of(new double[] {2, 2, 2, 2, 2}, ones).chance(), 1e-9);
    }

    @Test
    void aMedianLeavesTheRoundsInTheirOrder() {
        double[] perSecond = {5, 1, 4, 2, 3};
        Rates rates = new Rates(new Way.Loop(), perSecond, Optional.empty());
        assertEquals(3, rates.median());
        assertEquals(1 / 3.0, rates.spread(), 1e-12);
        assertArrayEquals(perSecond, rates.perSecond());
    }
}
