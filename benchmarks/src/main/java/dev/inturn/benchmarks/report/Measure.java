package dev.inturn.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a fork tells of its contender. Ratios are taken inside the fork. */
public enum Measure {
    /** What an item takes. */
    @JsonProperty("nanosPerItem")
    NANOS_PER_ITEM,
    /** What an item takes in the plain loop of the same fork. */
    @JsonProperty("loopNanosPerItem")
    LOOP_NANOS_PER_ITEM,
    /** How many times as fast as that loop. */
    @JsonProperty("speedUp")
    SPEED_UP,
    /** The time taken, as a multiple of what the model of a queue with servers and a window takes. */
    @JsonProperty("timesModel")
    TIMES_MODEL,
    /** Bytes allocated for an item, above those of the loop. */
    @JsonProperty("bytesPerItem")
    BYTES_PER_ITEM,
    /** From the end of the function to the sink, in microseconds: the median. */
    @JsonProperty("latencyMicrosP50")
    LATENCY_P50,
    /** The same: one in a hundred is worse. */
    @JsonProperty("latencyMicrosP99")
    LATENCY_P99,
    /** The same: one in a thousand is worse. */
    @JsonProperty("latencyMicrosP999")
    LATENCY_P999,
    /** Processor time while nothing is under way, in per cent of one processor. */
    @JsonProperty("idlePercent")
    IDLE_PERCENT,
    /** Items done, or read, behind a head that is stuck, when nothing moved any more. */
    @JsonProperty("itemsBehindHead")
    ITEMS_BEHIND_HEAD,
    /** Heap held then, in megabytes. */
    @JsonProperty("heldMegabytes")
    HELD_MEGABYTES,
    /** How many times as fast as the loop in the first tenth of a long run. */
    @JsonProperty("earlySpeedUp")
    EARLY_SPEED_UP,
    /** What a cache line takes from one processor to another, the worse of before and after the fork, in nanoseconds. */
    @JsonProperty("cacheLineNanos")
    CACHE_LINE_NANOS
}
