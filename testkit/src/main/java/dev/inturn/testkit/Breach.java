package dev.inturn.testkit;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A rule of the contract that was seen broken. */
final class Breach extends AssertionError {

    @Serial
    private static final long serialVersionUID = 1;

    private final String rule;
    private final boolean hang;

    private Breach(String rule, boolean hang, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.rule = rule;
        this.hang = hang;
    }

    /**
     * Says what was seen.
     *
     * @param rule the rule's id
     */
    Breach(String rule, String seen) {
        this(rule, false, rule + " is broken: " + seen, null);
    }

    /**
     * Something was thrown that should not have been.
     *
     * @param rule the rule's id
     */
    Breach(String rule, Throwable thrown) {
        this(rule, false, rule + " is broken: thrown was " + thrown, thrown);
    }

    /**
     * Something did not come to pass within the limit; says so with the stacks of all threads.
     *
     * @param rule the id of the rule by which it should have
     */
    static Breach hang(String rule, String what) {
        return new Breach(rule, true, rule + " is broken: waited in vain: " + what + "\n" + Watchdog.stacks(), null);
    }

    /** The same, with what led to it. */
    Breach when(Object circumstances) {
        return new Breach(rule, hang, getMessage() + "\n" + circumstances, this);
    }

    /**
     * Whether the property of this rule reports it. That of another is silent about it, as it is not asked; but what
     * hangs costs so much time that it must not go on in silence.
     */
    boolean concerns(String aRule) {
        return hang || rule.equals(aRule);
    }

    /** Throws a breach of the rule unless the condition holds. */
    static void unless(boolean condition, String rule, String seen) {
        if (!condition) {
            throw new Breach(rule, seen);
        }
    }
}
