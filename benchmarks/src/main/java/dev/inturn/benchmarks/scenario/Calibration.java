package dev.inturn.benchmarks.scenario;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How much of {@link Blackhole#consumeCPU} takes how long on this machine. It is found once for a whole run and handed to
 * the forks as system properties, so that all of them do the same work; what that takes in a fork, the plain loop tells
 * there.
 */
public final class Calibration {

    private static final String PROPERTY = "inturn.benchmarks.tokens.";

    private static final long WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final int SAMPLES = 7;
    private static final int ROUNDS = 4;

    /** Tokens for as many calls, so that no compiler knows the number. */
    private static final int CALLS = 64;

    private Calibration() {}

    /** The tokens of an item that takes this long: as the property says, or else as it is found now. */
    static long tokens(long nanos) {
        Long known = Long.getLong(PROPERTY + nanos);
        return known != null ? known : find(nanos);
    }

    /** The options for a JVM that hand it the tokens of items that take this long. */
    public static String[] jvmArguments(Collection<Long> nanos) {
        return nanos.stream()
                .distinct()
                .map(each -> "-D" + PROPERTY + each + "=" + tokens(each))
                .toArray(String[]::new);
    }

    private static long find(long nanos) {
        if (nanos == 0) {
            return 0;
        }
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() - end < 0) {
            nanosPerCall(CALLS);
        }
        double none = nanosPerCall(0);
        long tokens = nanos;
        for (int round = 0; round < ROUNDS; round++) {
            double taken = Math.max(1, nanosPerCall(tokens) - none);
            tokens = Math.max(1, Math.round(tokens * nanos / taken));
        }
        return tokens;
    }

    private static double nanosPerCall(long tokens) {
        long[] calls = new long[CALLS];
        Arrays.fill(calls, tokens);
        double[] samples = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            samples[sample] = sample(calls);
        }
        Arrays.sort(samples);
        return samples[SAMPLES / 2];
    }

    private static double sample(long[] calls) {
        long count = 0;
        long begin = System.nanoTime();
        long taken;
        do {
            for (long tokens : calls) {
                Blackhole.consumeCPU(tokens);
            }
            count += calls.length;
            taken = System.nanoTime() - begin;
        } while (taken < SAMPLE_NANOS);
        return (double) taken / count;
    }
}
