package dev.inturn.strategy.forkjoin;

import dev.inturn.spi.Engine;
import dev.inturn.spi.Pumps;
import dev.inturn.spi.Run;
import dev.inturn.spi.Turn;
import dev.inturn.spi.Waiters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/*
 * The algorithm
 *
 * Items form a linked list in the order of their numbers. Three pointers move along it, and never back:
 *
 *     delivered <= claimed <= last,    last.sequence < emitted + capacity
 *
 *   last       the end of the list, or close to it: submitters append behind it by a CAS on its link
 *   claimed    the last item that a task has taken to process it; taken by a CAS to its successor
 *   delivered  the last item whose outcome was emitted; null while someone delivers
 *
 * The list is the queue of Michael and Scott (PODC 1996), with a second consumer. That `delivered` is null while
 * someone holds it makes it the right to deliver: who has stored an outcome takes it if the outcome of the successor is
 * there, and delivers along the links. There is no buffer in which outcomes wait; each waits in its own node.
 *
 * Tasks are what the pool is good at: one that has found work and sees more forks the next, which idle workers steal, so
 * submitters wake one worker at the most. Whatever order the pool runs them in, a task takes the oldest item.
 *
 * Why emission is serial: only who has moved `delivered` from a node to null emits; the nodes that it is set to are never
 * the same twice.
 *
 * Why no outcome is left lying: who completes stores the outcome, then reads `delivered`; who delivers writes
 * `delivered`, then reads the outcome of the successor. Both are volatile, so one of the two sees the other. The same
 * holds between a link and the count of pumps, and between `emitted` or `claimed` and the count of waiters.
 *
 * Why no node is mistaken: a node left behind by `delivered` is cut off, its link set to CUT_OFF, which says to whoever
 * came late to read the pointer again. Without it, a chain of dead nodes in the old generation would keep the young ones
 * behind them alive. `last` has passed a node before it can be claimed, so none is cut off at which one could append.
 */
final class ForkJoinEngine<I, O> implements Engine<I> {

    /** What stands behind the last node when no more are taken, and behind the nodes that were delivered. */
    private static final Node<?, ?> SEALED = new Node<>(-1, null);

    private static final Node<?, ?> CUT_OFF = new Node<>(-1, null);

    private static final VarHandle NEXT;
    private static final VarHandle LAST;
    private static final VarHandle CLAIMED;
    private static final VarHandle DELIVERED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(Node.class, "next", Node.class);
            LAST = lookup.findVarHandle(ForkJoinEngine.class, "last", Node.class);
            CLAIMED = lookup.findVarHandle(ForkJoinEngine.class, "claimed", Node.class);
            DELIVERED = lookup.findVarHandle(ForkJoinEngine.class, "delivered", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An item, its outcome later on, and the link to its successor. */
    private static final class Node<I, O> {
        /** Plain: written before the node is linked. */
        long sequence;

        /** Plain: written before the node is linked, and then by who has claimed it. */
        @Nullable
        I item;

        volatile @Nullable O outcome;
        volatile @Nullable Node<I, O> next;

        Node(long sequence, @Nullable I item) {
            this.sequence = sequence;
            this.item = item;
        }

        boolean append(Node<I, O> node) {
            return NEXT.compareAndSet(this, null, node);
        }

        /** The successor if it is an item, not the end of the list or what stands for it. */
        @Nullable
        Node<I, O> nextItem() {
            Node<I, O> node = next;
            return node == SEALED || node == CUT_OFF ? null : node;
        }

        /** The successor if its outcome is there. */
        @Nullable
        Node<I, O> nextComplete() {
            Node<I, O> node = nextItem();
            return node == null || node.outcome == null ? null : node;
        }
    }

    private final Run<I, O> run;
    private final int capacity;
    /** How many places must be free for a waiting submitter to be woken while there is work without it. */
    private final int margin;

    private volatile Node<I, O> last;
    private volatile Node<I, O> claimed;
    private volatile @Nullable Node<I, O> delivered;
    private final AtomicLong emitted = new AtomicLong();
    private volatile boolean stopped;

    private final Pumps pumps;
    private final Waiters waiters = new Waiters();

    ForkJoinEngine(Run<I, O> run) {
        this.run = run;
        this.capacity = run.capacity();
        this.margin = Math.max(1, capacity / 2);
        this.pumps = new Pumps(run, this::pump);
        Node<I, O> before = new Node<>(-1, null);
        this.last = before;
        this.claimed = before;
        this.delivered = before;
    }

    @SuppressWarnings("unchecked") // holds neither an item nor an outcome
    private Node<I, O> sealed() {
        return (Node<I, O>) SEALED;
    }

    @SuppressWarnings("unchecked") // holds neither an item nor an outcome
    private Node<I, O> cutOff() {
        return (Node<I, O>) CUT_OFF;
    }

    @Override
    public long submit(I item, long nanos) throws InterruptedException {
        Node<I, O> node = new Node<>(-1, item);
        long answer = append(node);
        if (answer == FULL && nanos > 0) {
            answer = waiters.await(() -> append(node), nanos);
        }
        if (answer >= 0) {
            pumps.call();
        }
        return answer;
    }

    private long append(Node<I, O> node) {
        while (true) {
            Node<I, O> end = last();
            if (end.next == SEALED) {
                return stopped ? STOPPED : CLOSED;
            }
            long sequence = end.sequence + 1;
            if (sequence - emitted.get() >= capacity) {
                return FULL;
            }
            node.sequence = sequence;
            if (end.append(node)) {
                LAST.compareAndSet(this, end, node);
                return sequence;
            }
        }
    }

    /** The end of the list: a node that had no successor a moment ago, or only SEALED. */
    private Node<I, O> last() {
        while (true) {
            Node<I, O> end = last;
            Node<I, O> next = end.next;
            if (next == null || next == SEALED) {
                return end;
            }
            if (next != CUT_OFF) {
                LAST.compareAndSet(this, end, next);
            }
        }
    }

    private void pump() {
        Turn turn = new Turn();
        boolean searching = true;
        while (true) {
            boolean deliverable = isDeliverable();
            Node<I, O> node = deliverable ? null : claim();
            if (deliverable || node != null) {
                if (searching) {
                    searching = false;
                    pumps.found();
                    callIfUnstarted();
                }
                if (node != null) {
                    process(node);
                }
                boolean over = deliver(turn) || turn.isOver();
                if (over && (hasUnstarted() || isDeliverable())) {
                    if (pumps.requeue()) {
                        Submissions.takeOne();
                        return;
                    }
                    turn = new Turn();
                    callIfUnstarted();
                }
            } else if (!searching) {
                searching = true;
                pumps.search();
            } else {
                // No need to look again for a while: the pool's workers do that before they sleep.
                pumps.leave();
                if (!hasUnstarted() || !pumps.rejoin()) {
                    return;
                }
            }
        }
    }

    private void callIfUnstarted() {
        if (hasUnstarted()) {
            pumps.call();
        }
    }

    private @Nullable Node<I, O> claim() {
        while (true) {
            Node<I, O> before = claimed;
            Node<I, O> node = before.next;
            if (node == CUT_OFF) {
                continue;
            }
            if (node == null || node == SEALED) {
                return null;
            }
            // So that no node is cut off at which one could still append.
            if (last == before) {
                LAST.compareAndSet(this, before, node);
            }
            if (CLAIMED.compareAndSet(this, before, node)) {
                wakeSubmitters();
                return node;
            }
        }
    }

    private boolean hasUnstarted() {
        while (true) {
            Node<I, O> next = claimed.next;
            if (next != CUT_OFF) {
                return next != null && next != SEALED;
            }
        }
    }

    private void process(Node<I, O> node) {
        node.outcome = run.process(takeItem(node));
    }

    private I takeItem(Node<I, O> node) {
        I item = Objects.requireNonNull(node.item);
        node.item = null;
        return item;
    }

    /** Whether the next outcome is there, and nobody is about to deliver it. */
    private boolean isDeliverable() {
        Node<I, O> before = delivered;
        return before != null && before.nextComplete() != null;
    }

    /**
     * Delivers what is there and has its turn, unless someone else does.
     *
     * @return whether the pump's turn has ended over it: then there may be more
     */
    private boolean deliver(Turn turn) {
        while (true) {
            Node<I, O> before = delivered;
            if (before == null) {
                return false;
            }
            Node<I, O> node = before.nextComplete();
            if (node == null) {
                if (before.next == CUT_OFF) {
                    continue;
                }
                return false;
            }
            if (DELIVERED.compareAndSet(this, before, null)) {
                boolean over = false;
                while (!over && node != null) {
                    before.next = cutOff();
                    over = turn.isOver();
                    emit(node, over);
                    before = node;
                    node = node.nextComplete();
                }
                delivered = before;
                if (over) {
                    return true;
                }
            }
        }
    }

    /**
     * Emits the outcome of a node, which is there; the caller holds the right to deliver.
     *
     * @param last whether the caller delivers no more after it
     */
    private void emit(Node<I, O> node, boolean last) {
        O outcome = Objects.requireNonNull(node.outcome);
        node.outcome = null;
        run.emit(outcome, !last && node.nextComplete() != null);
        emitted.set(node.sequence + 1);
        wakeSubmitters();
    }

    /** To be called after emitted or claimed has advanced. */
    private void wakeSubmitters() {
        if (waiters.any()) {
            long free = capacity - (accepted() - emitted.get());
            if (free >= (hasUnstarted() ? margin : 1)) {
                waiters.wake();
            }
        }
    }

    @Override
    public void seal() {
        while (true) {
            Node<I, O> end = last();
            if (end.next == SEALED || end.append(sealed())) {
                break;
            }
        }
        waiters.wake();
    }

    @Override
    public void stop() {
        stopped = true;
        seal();
    }

    @Override
    public boolean awaitEmpty(long nanos) throws InterruptedException {
        return waiters.await(this::emptiness, nanos) >= 0;
    }

    private long emptiness() {
        if (accepted() == emitted.get()) {
            return 0;
        }
        return stopped ? STOPPED : FULL;
    }

    @Override
    public long accepted() {
        return last().sequence + 1;
    }
}
