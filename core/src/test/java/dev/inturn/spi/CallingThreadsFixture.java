package dev.inturn.spi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/** The engine, the run and the clock of a test of {@link CallingThreads}. */
abstract class CallingThreadsFixture {

    static final long LONG = Long.MAX_VALUE;

    final List<String> log = new ArrayList<>();
    boolean mayWork = true;
    boolean refuses;
    Runnable whileItWorks = () -> {};
    Runnable whenLookedAt = () -> {};
    int unstarted;
    int free;
    int capacity = 8;
    long answer = Engine.FULL;
    long now = 1_000_000;
    int clockReads;

    final PumpingRun run = new PumpingRun() {
        @Override
        public int parallelism() {
            return 2;
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public boolean callerWorks() {
            return mayWork;
        }

        @Override
        public void work(Runnable section) {
            section.run();
        }

        @Override
        public boolean execute(Runnable pump) {
            log.add("pump");
            return !refuses;
        }
    };

    final Pumps pumps = new Pumps(run, () -> {});
    final Cost cost = new Cost(() -> {
        clockReads++;
        return now;
    });
    final CallingThreads.Work work = new CallingThreads.Work() {
        @Override
        public boolean hasUnstarted() {
            return unstarted > 0;
        }

        @Override
        public long free() {
            whenLookedAt.run();
            return free;
        }

        @Override
        public void assist(boolean untilRoom) {
            assertTrue(pumps.hasCaller());
            whileItWorks.run();
            log.add(untilRoom ? "works for room" : "works");
            unstarted--;
            answer = unstarted == 0 ? 7 : Engine.FULL;
        }
    };
    CallingThreads callers = new CallingThreads(run, pumps, cost, work);

    /** Items have proved to take so long. */
    void itemsTake(long nanos) {
        itemsTake(cost, nanos);
    }

    void itemsTake(Cost ofWhat, long nanos) {
        Cost.Clock clock = ofWhat.clock();
        for (int i = 0; i < 64; i++) {
            now += nanos;
            clock.count();
        }
        clock.report(false);
    }

    void itemsHaveTurnedOutLong() {
        for (int i = 0; i < 20; i++) {
            itemsTake(1_000_000);
        }
    }

    void startPumps(int count) {
        for (int i = 0; i < count; i++) {
            pumps.call();
            pumps.found();
        }
        log.clear();
    }
}
