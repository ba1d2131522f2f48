package dev.inturn.cli;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The processes that were started, none of which outlives the program.
 *
 * <p>One is killed with all that it has started itself, as far as the system still knows: a process that has lost its
 * parent is not found. First they are asked to end (SIGTERM), a moment later they are made to (SIGKILL).
 *
 * <p>A signal reaches the program and, from a terminal, the processes as well. What they do then is no result: so from
 * the moment when the program is about to end, whoever waits for one of them waits to be interrupted.
 */
final class Children implements AutoCloseable {

    /** How long a process may take to end when it is asked to. */
    private static final long GRACE_MILLIS = 200;

    /** How often it is looked whether they have ended: the system tells for direct children only. */
    private static final long LOOK_MILLIS = 5;

    /** 128 and the numbers of SIGHUP, SIGINT and SIGTERM. */
    private static final Set<Integer> SIGNALLED = Set.of(129, 130, 143);

    /** Starts share it; the end of the program has it for itself, so that none is being started behind its back. */
    private final ReadWriteLock starting = new ReentrantReadWriteLock();

    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /** What the JVM runs on its way out, whatever the signal. */
    private final Thread hook = new Thread(this::endAll, "inturn-children");

    private volatile boolean ending;

    /** How the JDK starts a process on Linux; read by it once, before the first one. */
    private static final String LAUNCH_MECHANISM = "jdk.lang.Process.launchMechanism";

    static {
        // By default a process is started by way of a helper program, which costs a second start. Up to Java 12 this
        // was
        // the default; Java 25 says that it will go.
        if (System.getProperty("os.name").equals("Linux")
                && Runtime.version().feature() < 25
                && System.getProperty(LAUNCH_MECHANISM) == null) {
            System.setProperty(LAUNCH_MECHANISM, "VFORK");
        }
    }

    Children() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a process, to be {@link #forget forgotten} when it has ended. */
    Process start(ProcessBuilder command) throws IOException, InterruptedException {
        starting.readLock().lock();
        try {
            if (!ending) {
                Process process = command.start();
                running.add(process);
                return process;
            }
        } finally {
            starting.readLock().unlock();
        }
        throw awaitInterrupt();
    }

    void forget(Process process) {
        running.remove(process);
    }

    /** Returns if a process has not ended because of a signal to the whole program, as far as one can tell. */
    void checkNotSignalled(int exitCode) throws InterruptedException {
        if (SIGNALLED.contains(exitCode)) {
            // The program gets the signal at the same time, and needs a moment to react.
            Thread.sleep(GRACE_MILLIS);
        }
        if (ending) {
            throw awaitInterrupt();
        }
    }

    private static InterruptedException awaitInterrupt() throws InterruptedException {
        new CountDownLatch(1).await();
        return new InterruptedException();
    }

    /** Kills a process and what it has started, and returns when they have ended. */
    void kill(Process process) {
        kill(() -> Stream.concat(Stream.of(process.toHandle()), process.descendants()));
    }

    /** Who waits for a process is interrupted at the same time, and kills it; here is the end of what is left. */
    private void endAll() {
        starting.writeLock().lock();
        try {
            ending = true;
        } finally {
            starting.writeLock().unlock();
        }
        await(running::isEmpty);
        kill(() -> ProcessHandle.current().descendants());
    }

    private static void kill(Supplier<Stream<ProcessHandle>> family) {
        Set<ProcessHandle> killed = new LinkedHashSet<>();
        boolean ended = await(() -> {
            // Again and again: who was asked to end may start others before it does.
            family.get().filter(killed::add).forEach(ProcessHandle::destroy);
            return killed.stream().noneMatch(ProcessHandle::isAlive);
        });
        if (!ended) {
            family.get().forEach(killed::add);
            killed.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Waits until something is so, but not for long; whether it is. */
    private static boolean await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            Uninterruptibles.sleepUninterruptibly(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already: the JVM is about to exit.
        }
    }
}
