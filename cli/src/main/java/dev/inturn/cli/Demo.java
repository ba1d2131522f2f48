package dev.inturn.cli;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Requests that come in at fixed times and take a fixed time each: source, function and results of the demo.
 *
 * <p>The monitor of this object guards the output and what the status line shows.
 */
final class Demo implements Job.Source<Integer>, Results<Integer> {

    private final int requests;
    private final Duration processDuration;
    private final Duration requestEvery;
    private final Output output;
    private final StatusLine status;

    private final TreeSet<Integer> waiting = new TreeSet<>();
    private final TreeSet<Integer> begun = new TreeSet<>();

    Demo(Streams streams, int requests, Duration processDuration, Duration requestEvery) {
        this.requests = requests;
        this.processDuration = processDuration;
        this.requestEvery = requestEvery;
        this.output = new Output(streams);
        this.status = new StatusLine(streams);
    }

    /** Each at its time, counted from the first: whatever a submit takes, the others are not late for it. */
    @Override
    public void submitTo(Job.Submission<Integer> submission) throws InterruptedException {
        long due = System.nanoTime();
        for (int order = 0; order < requests; order++, due += requestEvery.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            synchronized (this) {
                waiting.add(order);
                showStatus();
            }
            submission.submit(order);
        }
    }

    /** What stands for a slow service. */
    int process(int order) throws InterruptedException {
        synchronized (this) {
            waiting.remove(order);
            begun.add(order);
            showStatus();
        }
        TimeUnit.NANOSECONDS.sleep(processDuration.toNanos());
        return order;
    }

    @Override
    public synchronized void accept(Integer order) {
        begun.remove(order);
        status.erase();
        String text = order + (order == requests - 1 ? "\n" : "-");
        output.write(text.getBytes(StandardCharsets.US_ASCII));
        output.flush();
        status.outputGrewBy(text.length());
        showStatus();
    }

    @Override
    public synchronized void end() {
        status.erase();
        output.flush();
    }

    private void showStatus() {
        if (begun.isEmpty()) {
            status.erase();
        } else {
            status.show("in flight: " + list(begun) + (waiting.isEmpty() ? "" : "; waiting: " + list(waiting)));
        }
    }

    private static String list(Collection<Integer> orders) {
        return orders.stream().map(String::valueOf).collect(joining(" "));
    }
}
