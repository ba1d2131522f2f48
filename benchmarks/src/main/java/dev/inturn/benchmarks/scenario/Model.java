package dev.inturn.benchmarks.scenario;

import java.util.PriorityQueue;
import java.util.function.LongToDoubleFunction;

/**
 * The best that order and window allow: a first-in-first-out queue with some servers, a window, and delivery in order.
 * Handing over costs nothing.
 */
final class Model {

    private Model() {}

    /**
     * How long all takes, as a share of what one server needs.
     *
     * @param weight what the item at a place takes
     * @param count how many items there are
     * @param servers how many work at once
     * @param window how many are accepted and not yet delivered at most
     */
    static double makespan(LongToDoubleFunction weight, long count, int servers, int window) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int server = 0; server < servers; server++) {
            free.add(0.0);
        }
        // When the item at a place, modulo the window, was delivered.
        double[] delivered = new double[window];
        double last = 0;
        double sum = 0;
        for (long place = 0; place < count; place++) {
            int slot = (int) (place % window);
            double begin = Math.max(free.remove(), delivered[slot]);
            double end = begin + weight.applyAsDouble(place);
            free.add(end);
            last = Math.max(last, end);
            delivered[slot] = last;
            sum += weight.applyAsDouble(place);
        }
        return last / sum;
    }
}
