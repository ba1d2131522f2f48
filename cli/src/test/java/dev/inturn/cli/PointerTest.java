package dev.inturn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointerTest {

    @Test
    void tokensAreUnescaped() {
        assertEquals(List.of(), Pointer.parse("").names());
        assertEquals(List.of(""), Pointer.parse("/").names());
        assertEquals(List.of("a", "", "0"), Pointer.parse("/a//0").names());
        assertEquals(
                List.of("a/b", "m~n", "~1"), Pointer.parse("/a~1b/m~0n/~01").names());
        assertEquals(List.of("c%d", " ", "é"), Pointer.parse("/c%d/ /é").names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "#/a", "/~", "/a~", "/~2", "/~~0", " /a"})
    void whatIsNoPointerIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Pointer.parse(text));
    }

    @Test
    void anIndexHasNoLeadingZero() {
        assertTrue(Pointer.isIndex("0"));
        assertTrue(Pointer.isIndex("10"));
        assertFalse(Pointer.isIndex("01"));
        assertFalse(Pointer.isIndex("-1"));
        assertFalse(Pointer.isIndex("-"));
        assertFalse(Pointer.isIndex(""));
        assertFalse(Pointer.isIndex("9".repeat(30)));
    }
}
