package dev.inturn;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of an item or its failure, as a value in its place: for those who want to see both in order.
 *
 * <pre>{@code
 * Inturn.defaults().run(lines, Outcome.capture(Json::parse), outcome -> {
 *     if (outcome.failed()) {
 *         reject(outcome.item(), outcome.cause());
 *     } else {
 *         store(outcome.result());
 *     }
 * });
 * }</pre>
 *
 * @param item the item
 * @param result what the function returned; {@code null} if it returned that, or failed
 * @param cause what the function threw, or {@code null} if it did not fail
 * @param <I> type of the item
 * @param <R> type of the result
 */
public record Outcome<I extends @Nullable Object, R extends @Nullable Object>(
        I item, @Nullable R result, @Nullable Throwable cause) {

    /** Whether the function threw. */
    public boolean failed() {
        return cause != null;
    }

    /**
     * Makes of a function one that never fails: whatever it throws, an {@link Error} as well, is captured in the
     * outcome.
     *
     * @param function the function to call
     * @param <I> type of the items
     * @param <R> type of the results
     */
    public static <I extends @Nullable Object, R extends @Nullable Object> ThrowingFunction<I, Outcome<I, R>> capture(
            ThrowingFunction<? super I, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return item -> {
            try {
                return new Outcome<>(item, function.apply(item), null);
            } catch (Throwable cause) {
                return new Outcome<>(item, null, cause);
            }
        };
    }
}
