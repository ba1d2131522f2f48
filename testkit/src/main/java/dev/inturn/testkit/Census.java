package dev.inturn.testkit;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The threads that were alive at some time, so that one can see which have come since. */
final class Census {

    private final Set<Thread> before = alive();

    /** The group in which this program was started; the virtual machine keeps its own threads elsewhere. */
    private final @Nullable ThreadGroup ours = topLevelGroup(Thread.currentThread());

    private static Set<Thread> alive() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    private static @Nullable ThreadGroup topLevelGroup(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        while (group != null && group.getParent() != null && group.getParent().getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /**
     * Waits until no thread is left that has come since, but for those of the kit, the common pool and the JDK.
     *
     * @param rule the id of the rule by which they must end
     */
    void awaitNoOther(String rule, String what) {
        Watchdog.await(rule, () -> what + ": " + names(others()), () -> others().isEmpty());
    }

    private Set<Thread> others() {
        Set<Thread> others = alive();
        others.removeAll(before);
        others.removeIf(this::isOfTheKitOrTheJdk);
        return others;
    }

    private boolean isOfTheKitOrTheJdk(Thread thread) {
        String name = thread.getName();
        return name.startsWith("testkit-")
                || name.startsWith("ForkJoinPool.commonPool-")
                || name.equals("CompletableFutureDelayScheduler")
                // Of a thread that has just ended it is null.
                || topLevelGroup(thread) != ours;
    }

    private static String names(Set<Thread> threads) {
        return threads.stream().map(Thread::getName).sorted().collect(Collectors.joining(", "));
    }
}
