package dev.inturn.cli;

/**
 * Where the time of a run went, in numbers. Times are in nanoseconds.
 *
 * @param lines how many were delivered
 * @param time from the beginning of the run to its end
 * @param parallelism how many workers there were
 * @param processors how many of them the machine can run at once
 * @param processorTime what the run took of the processors
 * @param idleTime of all processors of the machine together, whatever they did; -1 if it is not known
 * @param functionTime of all calls of the function together
 * @param sinkTime of all calls of the sink together
 * @param sourceTime that the source took, without its waits
 * @param waits how often the source had to wait
 * @param waited how long it did in all
 * @param aloneCount how often the head was the only thing waited for
 * @param alone how long it was in all
 * @param aloneLongest how long it was at a time, at most
 */
record Figures(
        long lines,
        long time,
        int parallelism,
        int processors,
        long processorTime,
        long idleTime,
        long functionTime,
        long sinkTime,
        long sourceTime,
        long waits,
        long waited,
        long aloneCount,
        long alone,
        long aloneLongest) {

    /** The part of the run that a time makes up. */
    double share(long nanos) {
        return time <= 0 ? 0 : (double) nanos / time;
    }

    /** How much of their time the workers worked, on the function and the sink. */
    double busyShare() {
        return share(functionTime + sinkTime) / parallelism;
    }

    /** How much the run took of the processors that its workers can make use of. */
    double processorShare() {
        return share(processorTime) / Math.min(parallelism, processors);
    }

    /** Whether the machine had hardly a processor left, for whatever program. */
    boolean machineBusy() {
        return idleTime >= 0 && share(idleTime) / processors < 0.1;
    }

    /** What a line makes up of a time. */
    double perLine(long nanos) {
        return lines == 0 ? 0 : (double) nanos / lines;
    }
}
