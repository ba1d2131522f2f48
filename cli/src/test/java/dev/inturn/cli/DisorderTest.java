package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DisorderTest {

    @Test
    void noneIsEarlyWhereAllAreReadyInOrder() {
        assertEquals(new Disorder(2, 0, 0), Disorder.of(2, new int[] {0, 1, 2, 3}));
    }

    @Test
    void aResultIsEarlyWhileOneInFrontOfItIsNotReady() {
        // 1 and 2 wait for 0; 3 does not.
        assertEquals(new Disorder(3, 0.5, 2), Disorder.of(3, new int[] {1, 2, 0, 3}));
    }

    @Test
    void howFarItIsAheadIsCountedFromTheFirstThatIsNotReady() {
        assertEquals(new Disorder(2, 0.25, 1), Disorder.of(2, new int[] {0, 1, 3, 2}));
        assertEquals(new Disorder(2, 0.75, 3), Disorder.of(2, new int[] {3, 2, 1, 0}));
    }
}
