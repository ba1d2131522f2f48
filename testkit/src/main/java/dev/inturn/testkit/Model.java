package dev.inturn.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the contract says must be the case at rest: a queue, first in, first out, with so many servers, a window, and
 * release in order.
 *
 * <p>A call of the sink occupies a server like a call of the function, and a server delivers what can be delivered
 * before it takes another item. What is at rest does not depend on the order in which the servers moved on the way
 * there, so steps may be taken without waiting for rest in between.
 */
final class Model {

    private final int servers;
    private final int capacity;
    private final boolean sinkHeld;
    private final Set<Integer> failing;

    private int accepted;
    private int started;
    private int delivered;
    private final SortedSet<Integer> inFunction = new TreeSet<>();
    private final Set<Integer> complete = new TreeSet<>();
    private boolean sinkBusy;
    private boolean failed;

    /**
     * Begins with nothing accepted.
     *
     * @param sinkHeld whether each call of the sink is held at its gate
     * @param failing the items on which the function throws
     */
    Model(int servers, int capacity, boolean sinkHeld, Set<Integer> failing) {
        this.servers = servers;
        this.capacity = capacity;
        this.sinkHeld = sinkHeld;
        this.failing = failing;
    }

    /** Something that can be done from outside. */
    record Step(Kind kind, int item) {
        enum Kind {
            SUBMIT,
            LET_RETURN,
            LET_SINK_RETURN
        }

        @Override
        public String toString() {
            return kind + " " + item;
        }
    }

    /** What can be done now: a submit first, if less than so many items were accepted. */
    List<Step> steps(int items) {
        List<Step> steps = new ArrayList<>();
        if (accepted < items) {
            steps.add(new Step(Step.Kind.SUBMIT, accepted));
        }
        for (int item : inFunction) {
            steps.add(new Step(Step.Kind.LET_RETURN, item));
        }
        if (sinkBusy) {
            steps.add(new Step(Step.Kind.LET_SINK_RETURN, delivered));
        }
        return steps;
    }

    void take(Step step) {
        switch (step.kind()) {
            case SUBMIT -> {
                if (!isFull()) {
                    accepted++;
                }
            }
            case LET_RETURN -> {
                inFunction.remove(step.item());
                complete.add(step.item());
            }
            case LET_SINK_RETURN -> {
                sinkBusy = false;
                delivered++;
            }
        }
        settle();
    }

    private void settle() {
        while (!failed) {
            if (!sinkBusy && complete.remove(delivered)) {
                emitHead();
            } else if (started < accepted && working() < servers) {
                inFunction.add(started++);
            } else {
                return;
            }
        }
    }

    private void emitHead() {
        if (failing.contains(delivered)) {
            // What still runs is interrupted, and nothing begins any more.
            failed = true;
            inFunction.clear();
        } else if (sinkHeld) {
            sinkBusy = true;
        } else {
            delivered++;
        }
    }

    private int working() {
        return inFunction.size() + (sinkBusy ? 1 : 0);
    }

    boolean isFull() {
        return accepted - delivered == capacity;
    }

    boolean hasFailed() {
        return failed;
    }

    int accepted() {
        return accepted;
    }

    int delivered() {
        return delivered;
    }

    /** The result in which the sink is held, or {@link Stage#NONE}. */
    int inSink() {
        return sinkBusy ? delivered : Stage.NONE;
    }

    SortedSet<Integer> inFunction() {
        return inFunction;
    }

    @Override
    public String toString() {
        return "accepted %d, in the function %s, in the sink %s, delivered %d%s"
                .formatted(accepted, inFunction, sinkBusy ? delivered : "none", delivered, failed ? ", failed" : "");
    }
}
