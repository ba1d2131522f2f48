package dev.inturn.benchmarks.scenario;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What turns of a contender and of the plain loop have taken in one iteration. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Figures {
    /** Items that the contender has delivered. */
    public long items;
    /** Time that it took. */
    public long nanos;
    /** What was allocated meanwhile, by all threads. */
    public long bytes;
    /** Items of the loop. */
    public long loopItems;
    /** Time of the loop. */
    public long loopNanos;
    /** What was allocated in the loop. */
    public long loopBytes;
    /** 1 if this Java tells what is allocated. */
    public long bytesKnown;
    /** The shortest time that the model allows, as a share of the loop's; 0 if all items cost the same. */
    public double makespan;
}
