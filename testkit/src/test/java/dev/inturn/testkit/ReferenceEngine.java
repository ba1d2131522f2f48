package dev.inturn.testkit;

import static dev.inturn.testkit.Mutation.*;

import dev.inturn.spi.Engine;
import dev.inturn.spi.Run;
import dev.inturn.spi.Turn;
import dev.inturn.spi.Waiters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue, a map and a lock; everyone who waits is woken by everything that happens.
 *
 * <p>Wherever it asks {@link #is} it can be made wrong by a {@link Mutation}; with none it is correct.
 */
final class ReferenceEngine<I, O> implements Engine<I> {

    /** How often a mutant looks for what it should be told of. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private record Numbered<I>(long number, I item) {}

    private final Run<I, O> run;
    private final @Nullable Mutation mutation;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition empty = lock.newCondition();

    // Guarded by the lock.
    private final Deque<Numbered<I>> unstarted = new ArrayDeque<>();
    private final Map<Long, O> complete = new HashMap<>();
    private long accepted;
    private long emitted;
    private boolean emitting;
    private int pumps;
    private boolean sealed;
    private boolean stopped;

    // Used by mutations only.
    private final Semaphore submitOrEmit = new Semaphore(1);
    private final Map<Long, Object> kept = new HashMap<>();
    private long completed;
    private long wasted;

    ReferenceEngine(Run<I, O> run, @Nullable Mutation mutation) {
        this.run = run;
        this.mutation = mutation;
        if (is(L1_LEAVES_A_THREAD_BEHIND) || is(P5_A_THREAD_OF_ITS_OWN_LOOKS_FOR_WORK)) {
            startThread();
        }
    }

    /** A thread that looks for work, for some seconds. */
    private void startThread() {
        Thread thread = new Thread(() -> {
            for (int look = 0; look < 1_000 && !(sealed && is(P5_A_THREAD_OF_ITS_OWN_LOOKS_FOR_WORK)); look++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private boolean is(Mutation one) {
        return mutation == one;
    }

    @Override
    public long submit(I item, long nanos) throws InterruptedException {
        if (is(B2_AN_INTERRUPT_MATTERS_ALWAYS) && Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (is(B2_TRY_SUBMIT_WAITS_FOR_THE_SINK) || is(R1_SUBMIT_WAITS_FOR_THE_SINK)) {
            submitOrEmit.acquire();
            submitOrEmit.release();
        }
        long number;
        boolean wasSealed = sealed; // asked for by mutations only, so it may be stale
        if (is(L1_SEAL_IS_NOT_ATOMIC)) {
            Thread.yield();
        }
        lock.lock();
        try {
            if (run.callerWorks() && nanos > 0) {
                workUntil(this::mayGoOn);
            }
            awaitRoom(item, nanos);
            if (is(L2_ASKS_SEALED_BEFORE_STOPPED) && sealed) {
                return CLOSED;
            }
            if (stopped && !is(L2_A_STOPPED_ENGINE_TAKES_ITEMS)) {
                return STOPPED;
            }
            boolean late = is(L1_SEAL_LETS_WAITERS_IN) || is(L1_SEAL_IS_NOT_ATOMIC) ? wasSealed : sealed;
            if (late && !is(L1_SEAL_LETS_NEW_ITEMS_IN)) {
                return CLOSED;
            }
            if (isFull()) {
                wasted += is(O3_A_REFUSED_SUBMIT_USES_A_NUMBER) ? 1 : 0;
                if (is(B2_KEEPS_A_REFUSED_ITEM)) {
                    kept.put(accepted, item);
                }
                return FULL;
            }
            number = add(item);
        } finally {
            lock.unlock();
        }
        startPump();
        return is(O3_NUMBERS_ARE_SWAPPED) ? number ^ 1 : number + wasted;
    }

    private void awaitRoom(I item, long nanos) throws InterruptedException {
        boolean forEver = is(B2_TRY_SUBMIT_WAITS) || (is(B2_IGNORES_THE_TIME_OUT) && nanos > 0);
        long patience = forEver ? Long.MAX_VALUE : is(B2_GIVES_UP_TOO_EARLY) ? nanos / 2 : nanos;
        try {
            await(room, this::mayGoOn, patience, is(B2_WAITS_UNINTERRUPTIBLY));
        } catch (InterruptedException e) {
            if (is(B2_KEEPS_AN_INTERRUPTED_ITEM)) {
                kept.put(accepted, item);
            }
            if (is(B2_AN_INTERRUPTED_ITEM_IS_ACCEPTED)) {
                add(item);
            }
            wasted += is(B2_AN_INTERRUPTED_SUBMIT_LEAVES_A_HOLE) ? 1 : 0;
            throw e;
        }
    }

    private boolean mayGoOn() {
        return !isFull() || stopped || (sealed && !is(L1_SEAL_LETS_WAITERS_IN));
    }

    /** The calling thread, which would have to wait, takes items if there is a place for it. */
    private void workUntil(BooleanSupplier mayGoOn) throws InterruptedException {
        int counted = is(P3_A_CALLER_THAT_WORKS_IS_NOT_COUNTED) ? 0 : 1;
        while (!mayGoOn.getAsBoolean() && hasWork() && pumps + counted <= run.parallelism()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            pumps += counted;
            lock.unlock();
            try {
                run.work(this::workOnce);
            } finally {
                lock.lock();
                pumps -= counted;
            }
            lock.unlock();
            startPump();
            lock.lock();
        }
    }

    private void workOnce() {
        lock.lock();
        try {
            boolean leavesIt = is(P1_WHO_STOPS_WORKING_LEAVES_ITS_RESULT) || is(L1_WHO_STOPS_WORKING_LEAVES_ITS_RESULT);
            if (leavesIt && hasWork()) {
                Numbered<I> next = unstarted.remove();
                complete.put(next.number(), process(next));
                return;
            }
            boolean over = hasWork() && work(new Turn());
            while (over) {
                over = deliver(new Turn());
            }
        } finally {
            lock.unlock();
        }
    }

    private long add(I item) {
        unstarted.add(new Numbered<>(accepted, item));
        return accepted++;
    }

    private boolean isFull() {
        long inFlight = accepted - (is(B1_A_PLACE_IS_FREE_WHEN_ITS_ITEM_IS_DONE) ? completed : emitted);
        int places = run.capacity() + (is(B1_ONE_PLACE_TOO_MANY) ? 1 : 0) - (is(B2_REFUSES_TOO_EARLY) ? 1 : 0);
        return inFlight >= Math.max(1, places);
    }

    private void await(Condition condition, BooleanSupplier done, long nanos, boolean deaf)
            throws InterruptedException {
        long remaining = nanos;
        while (!done.getAsBoolean() && remaining > 0) {
            if (deaf) {
                condition.awaitUninterruptibly();
            } else if (is(X1_WAITS_WITHOUT_GIVING_ITS_PLACE_UP)) {
                remaining = condition.awaitNanos(remaining);
            } else {
                long slice = is(B2_LOOKS_AGAIN_AND_AGAIN) ? Math.min(remaining, POLL_NANOS) : remaining;
                remaining -= slice - Waiters.awaitNanos(condition, slice);
            }
        }
    }

    private void startPump() {
        if (!countPumpIn()) {
            return;
        }
        if (is(P3_THE_SUBMITTER_WORKS)) {
            pump();
        } else if (!execute() && !is(X1_IGNORES_A_REFUSAL)) {
            lock.lock();
            pumps--;
            lock.unlock();
        }
    }

    private boolean execute() {
        if (!is(B2_EXECUTES_WITH_ITS_LOCK_HELD)) {
            return run.execute(this::pump);
        }
        lock.lock();
        try {
            return run.execute(this::pump);
        } finally {
            lock.unlock();
        }
    }

    private boolean countPumpIn() {
        lock.lock();
        try {
            int most = is(P2_ONE_PUMP_ONLY) ? 1 : run.parallelism() + (is(P3_ONE_PUMP_TOO_MANY) ? 1 : 0);
            if (is(P2_KEEPS_TWO_PLACES_FOR_CALLERS) && run.callerWorks()) {
                most = Math.max(1, most - 2);
            }
            if (!hasWork() || pumps >= most) {
                return false;
            }
            pumps++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasWork() {
        if (is(P2_A_SLOW_HEAD_STOPS_OTHERS)) {
            return !unstarted.isEmpty() && unstarted.peek().number() < emitted + run.parallelism();
        }
        return !unstarted.isEmpty();
    }

    private void pump() {
        Turn turn = new Turn();
        lock.lock();
        try {
            boolean over = !is(X1_A_NEW_TURN_DOES_NOT_BEGIN_BY_DELIVERING) && deliver(turn);
            while (over || hasWork() || isToWait()) {
                if (over || isOver(turn)) {
                    if (executeAgain()) {
                        return;
                    }
                    if (is(X1_ENDS_WHEN_ITS_TURN_CANNOT_BE_HANDED_ON)) {
                        break;
                    }
                    turn = new Turn();
                    over = deliver(turn);
                } else if (hasWork()) {
                    over = work(turn);
                } else {
                    letOthers();
                }
            }
            if (is(P2_NO_SECOND_LOOK_WHEN_A_PUMP_ENDS)) {
                letOthers();
            }
            pumps--;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver(Turn turn) {
        return !is(X1_NEVER_TAKES_TURNS) && turn.isOver();
    }

    private boolean isToWait() {
        return (is(P5_A_PUMP_WAITS_FOR_WORK) && !sealed && !stopped)
                || (is(P5_A_PUMP_WAITS_FOR_THE_HEAD) && emitted < completed && !stopped);
    }

    private boolean executeAgain() {
        lock.unlock();
        try {
            return run.execute(this::pump);
        } finally {
            lock.lock();
        }
    }

    private void letOthers() {
        lock.unlock();
        Thread.yield();
        lock.lock();
    }

    private boolean deliveryWaitsForTheNextItem() {
        return is(P1_DELIVERY_WAITS_FOR_THE_NEXT_ITEM) || is(F1_WHAT_PRECEDES_A_FAILURE_WAITS_FOR_THE_NEXT_ITEM);
    }

    /** Takes an item from the queue as far as it gets; returns what {@link #deliver(Turn)} does. */
    private boolean work(Turn turn) {
        boolean over = false;
        if (deliveryWaitsForTheNextItem()) {
            over = deliver(turn);
            if (unstarted.isEmpty()) {
                return over;
            }
        }
        Map<Long, O> outcomes = new HashMap<>();
        for (Numbered<I> next : takeItems()) {
            outcomes.put(next.number(), process(next));
            if (!is(P1_DELIVERS_WHEN_A_RUN_OF_SHORT_ITEMS_IS_OVER)) {
                over |= deliver(outcomes, turn);
            }
        }
        return over | deliver(outcomes, turn);
    }

    /** One item, or by mutation several when many were short. */
    private List<Numbered<I>> takeItems() {
        boolean takesRuns =
                is(P1_DELIVERS_WHEN_A_RUN_OF_SHORT_ITEMS_IS_OVER) || is(P2_A_RUN_OF_SHORT_ITEMS_BELONGS_TO_ONE_PUMP);
        List<Numbered<I>> items = new ArrayList<>();
        do {
            items.add(is(P4_NEWEST_FIRST) ? unstarted.removeLast() : unstarted.remove());
        } while (takesRuns && completed > 1_000 && items.size() < 16 && !unstarted.isEmpty());
        return items;
    }

    private O process(Numbered<I> next) {
        if (is(L4_KEEPS_ITEMS) || is(L4_KEEPS_ITEMS_UNTIL_THEY_ARE_DELIVERED)) {
            kept.put(next.number(), next.item());
        }
        lock.unlock();
        try {
            return run.process(next.item());
        } finally {
            lock.lock();
            completed++;
        }
    }

    private boolean deliver(Map<Long, O> outcomes, Turn turn) {
        complete.putAll(outcomes);
        outcomes.clear();
        boolean notNow =
                deliveryWaitsForTheNextItem() || (is(P1_TAKES_AN_ITEM_BEFORE_IT_DELIVERS) && !unstarted.isEmpty());
        return !notNow && deliver(turn);
    }

    /**
     * Emits what has its turn, unless someone else does.
     *
     * @return whether it has left something, as the pump's turn is over
     */
    private boolean deliver(Turn turn) {
        if (emitting && !is(O2_TWO_DELIVER_AT_ONCE)) {
            return false;
        }
        emitting = true;
        boolean over = false;
        long next = next();
        O outcome = complete.remove(next);
        while (outcome != null) {
            over = !is(X1_NEVER_TAKES_TURNS_WHILE_IT_DELIVERS) && isOver(turn);
            boolean more = !over && complete.containsKey(emitted + 1);
            emit(next, outcome, more);
            if (over || (is(P1_NO_SECOND_LOOK_AFTER_EMIT) && !more)) {
                break;
            }
            if (is(P1_ANOTHER_THREAD_KEEPS_ITS_PROMISE) && more) {
                emitting = false;
                deliverInAnotherThread();
                return false;
            }
            next = next();
            outcome = complete.remove(next);
        }
        if (is(P1_NO_SECOND_LOOK_WHEN_DELIVERY_ENDS)) {
            letOthers();
        }
        emitting = false;
        return over && complete.containsKey(emitted);
    }

    private void deliverInAnotherThread() {
        lock.unlock();
        Runnable delivery = () -> {
            lock.lock();
            deliver(new Turn());
            lock.unlock();
        };
        CompletableFuture.runAsync(delivery, task -> new Thread(task).start()).join();
        lock.lock();
    }

    private long next() {
        boolean anyOrder = is(O1_EMITS_WHAT_IS_DONE_FIRST)
                || is(F1_EMITS_WHAT_IS_DONE_FIRST)
                || (is(O1_EMITS_WHAT_IS_DONE_FIRST_LATE_IN_A_RUN) && emitted > 4_000);
        return anyOrder && !complete.isEmpty() ? complete.keySet().iterator().next() : emitted;
    }

    private void emit(long number, O outcome, boolean more) {
        boolean counted = is(O2_TWO_DELIVER_AT_ONCE) || is(B1_A_PLACE_IS_FREE_BEFORE_THE_SINK_RETURNS);
        emitted += counted ? 1 : 0;
        lock.unlock();
        try {
            callSink(number, outcome, more);
        } finally {
            lock.lock();
        }
        emitted += counted ? 0 : 1;
        if (is(L4_KEEPS_ITEMS_UNTIL_THEY_ARE_DELIVERED)) {
            kept.remove(number);
        } else if (is(L4_KEEPS_THE_LAST_OUTCOME)) {
            kept.put(0L, outcome);
        }
        wakeSubmitters();
        if (isEmpty() && !is(L1_NOBODY_IS_TOLD_OF_THE_END)) {
            empty.signalAll();
        }
    }

    private void callSink(long number, O outcome, boolean more) {
        boolean exclusive = is(B2_TRY_SUBMIT_WAITS_FOR_THE_SINK) || is(R1_SUBMIT_WAITS_FOR_THE_SINK);
        if (exclusive) {
            submitOrEmit.acquireUninterruptibly();
        }
        int times = is(O1_DROPS_A_RESULT) && number == 2 ? 0 : is(O1_EMITS_TWICE) && number == 1 ? 2 : 1;
        for (int i = 0; i < times; i++) {
            run.emit(outcome, more || is(P1_PROMISES_MORE_IN_VAIN));
        }
        if (exclusive) {
            submitOrEmit.release();
        }
    }

    private void wakeSubmitters() {
        if (is(B2_WAKES_ONE_FOR_MANY_PLACES)) {
            if (accepted - emitted == run.capacity() - 1) {
                room.signal();
            }
            return;
        }
        boolean notNow = is(B2_NOBODY_IS_WOKEN)
                || (is(B2_WOKEN_WHEN_ALL_IS_DELIVERED) && emitted < accepted)
                || (is(B2_NOT_WOKEN_WHEN_THE_LAST_ITEM_IS_STARTED) && !unstarted.isEmpty());
        if (!notNow) {
            room.signalAll();
        }
    }

    private boolean isEmpty() {
        return emitted + (emitting && is(L1_EMPTY_WHILE_THE_LAST_CALL_RUNS) ? 1 : 0) == accepted;
    }

    @Override
    public boolean awaitEmpty(long nanos) throws InterruptedException {
        lock.lock();
        try {
            if (run.callerWorks() && nanos > 0) {
                workUntil(() -> isEmpty() || stopped);
            }
            long patience = is(L3_IGNORES_THE_TIME_OUT) && nanos > 0 ? Long.MAX_VALUE : nanos;
            await(empty, () -> isEmpty() || stopped, patience, is(L3_WAITS_UNINTERRUPTIBLY));
            return isEmpty() || (is(L3_IS_EMPTY_WHEN_THE_TIME_IS_OVER) && nanos > 0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void seal() {
        lock.lock();
        try {
            sealed = true;
            if (!is(L1_SEAL_DOES_NOT_RELEASE)) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            if (!is(L2_STOP_DOES_NOT_RELEASE_SUBMITTERS)) {
                room.signalAll();
            }
            if (!is(L2_STOP_DOES_NOT_RELEASE_CLOSERS)) {
                empty.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long accepted() {
        lock.lock();
        try {
            return accepted;
        } finally {
            lock.unlock();
        }
    }
}
