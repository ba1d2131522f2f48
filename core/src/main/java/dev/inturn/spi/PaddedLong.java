package dev.inturn.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A number that shares its cache lines with nothing else, so that who writes it does not slow down who reads its
 * neighbours. A part for engines; the access modes are those of {@link VarHandle}.
 *
 * <p>There are 128 bytes before it and behind it, as processors fetch lines in pairs.
 */
public final class PaddedLong extends PaddedLongValue {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(PaddedLongValue.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused")
    private long b01, b02, b03, b04, b05, b06, b07, b08, b09, b10, b11, b12, b13, b14, b15, b16;

    /** Begins with 0. */
    public PaddedLong() {}

    /** Volatile. */
    public long get() {
        return value;
    }

    /** Volatile: a full fence is behind it. */
    public void set(long newValue) {
        value = newValue;
    }

    /** As a field that is not volatile. */
    public long getPlain() {
        return (long) VALUE.get(this);
    }

    /** As a field that is not volatile. */
    public void setPlain(long newValue) {
        VALUE.set(this, newValue);
    }

    /** With acquire semantics. */
    public long getAcquire() {
        return (long) VALUE.getAcquire(this);
    }

    /** With release semantics. */
    public void setRelease(long newValue) {
        VALUE.setRelease(this, newValue);
    }

    /** Volatile, and a full fence if it succeeds. */
    public boolean compareAndSet(long expected, long newValue) {
        return VALUE.compareAndSet(this, expected, newValue);
    }

    /** Adds, and returns the value before; a full fence. */
    public long getAndAdd(long delta) {
        return (long) VALUE.getAndAdd(this, delta);
    }

    /** Sets these bits, and returns the value before; a full fence. */
    public long getAndBitwiseOr(long bits) {
        return (long) VALUE.getAndBitwiseOr(this, bits);
    }
}

/** What comes before the number: the fields of a superclass are laid out first. */
class PaddedLongFront {
    @SuppressWarnings("unused")
    private long f01, f02, f03, f04, f05, f06, f07, f08, f09, f10, f11, f12, f13, f14, f15, f16;
}

class PaddedLongValue extends PaddedLongFront {
    volatile long value;
}
