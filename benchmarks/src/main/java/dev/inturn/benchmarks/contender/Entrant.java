package dev.inturn.benchmarks.contender;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/** All that take part, in the order of the tables. */
public enum Entrant {
    LOOP(Kind.LOOP, "plain loop", Window.NONE, settings -> new PlainLoop()),
    CEILING(Kind.CEILING, "two loops that share nothing", Window.NONE, settings -> new TwoLoops()),
    LOCKFREE_RUN(Kind.OURS, "lockfree, run", Window.SET, settings -> new ScopedInturn("lockfree", settings)),
    LOCKFREE_PUSH(Kind.OURS, "lockfree, push", Window.SET, settings -> new PushedInturn("lockfree", settings)),
    FORKJOIN_RUN(Kind.OURS, "forkjoin, run", Window.SET, settings -> new ScopedInturn("forkjoin", settings)),
    FORKJOIN_PUSH(Kind.OURS, "forkjoin, push", Window.SET, settings -> new PushedInturn("forkjoin", settings)),
    LOCK_RUN(Kind.OURS, "lock, run", Window.SET, settings -> new ScopedInturn("lock", settings)),
    LOCK_PUSH(Kind.OURS, "lock, push", Window.SET, settings -> new PushedInturn("lock", settings)),
    FUTURES_POOL(
            Kind.PEER,
            "window of futures, fixed pool",
            Window.SET,
            settings -> new FutureWindow(Executors.newFixedThreadPool(settings.parallelism()), settings)),
    FUTURES_FORKJOIN(
            Kind.PEER,
            "window of futures, ForkJoinPool",
            Window.SET,
            settings -> new FutureWindow(new ForkJoinPool(settings.parallelism()), settings)),
    GATHERERS(Kind.PEER, "Gatherers.mapConcurrent", Window.PARALLELISM, GathererMapConcurrent::new),
    REACTOR(Kind.PEER, "Reactor flatMapSequential", Window.SET, ReactorFlatMapSequential::new),
    RXJAVA(Kind.PEER, "RxJava concatMapEager", Window.SET, RxConcatMapEager::new),
    PEKKO(Kind.PEER, "Pekko mapAsync", Window.SET, PekkoMapAsync::new),
    DISRUPTOR(Kind.PEER, "Disruptor, yielding", Window.SET, DisruptorHandlers::new),
    CHANNELS(Kind.PEER, "channels + mutex + map", Window.QUEUES, ChannelsAndMap::new),
    PARALLEL_COLLECTORS(Kind.PEER, "parallel-collectors", Window.UNBOUNDED, ParallelCollectorsOrdered::new),
    STREAM_ITERATOR(Kind.PEER, "parallel stream, iterator", Window.UNBOUNDED, ParallelStreamOverIterator::new),
    STREAM_RANGE(Kind.PEER, "parallel stream, range", Window.UNBOUNDED, ParallelStreamOverRange::new);

    /** A thread for each call that waits is more than the Disruptor, whose threads spin, is made for. */
    private static final int MOST_HANDLERS = 16;

    private final Kind kind;
    private final String title;
    private final Window window;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
    private final Opening opening;

    Entrant(Kind kind, String title, Window window, Opening opening) {
        this.kind = kind;
        this.title = title;
        this.window = window;
        this.opening = opening;
    }

    /** The name in options, parameters and files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the tables call it. */
    public String title() {
        return title;
    }

    /** How it bounds what is under way. */
    public Window window() {
        return window;
    }

    /** Whether it is one of our strategies. */
    public boolean isOurs() {
        return kind == Kind.OURS;
    }

    /** Whether it is what people would otherwise use in parallel. */
    public boolean isPeer() {
        return kind == Kind.PEER;
    }

    /** Whether it keeps the order at all. */
    public boolean isOrdered() {
        return kind != Kind.CEILING;
    }

    /** Whether it can take part on this Java. */
    public boolean isAvailable() {
        return this != GATHERERS || GathererMapConcurrent.isAvailable();
    }

    /** Whether it is made for so many calls at once. */
    public boolean suits(int parallelism) {
        return this != DISRUPTOR || parallelism <= MOST_HANDLERS;
    }

    /** Whether several threads may submit to it at once. */
    public boolean takesManySubmitters() {
        return this == LOCKFREE_PUSH || this == FORKJOIN_PUSH || this == LOCK_PUSH;
    }

    /** Makes it ready, with threads of its own. */
    public Contender open(Settings settings) throws Exception {
        return opening.open(settings);
    }

    /** The one of this name. */
    public static Entrant named(String id) {
        return Stream.of(values())
                .filter(entrant -> entrant.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no contender " + id));
    }

    /** Those of this name, or whose names begin with it and a hyphen, such as both forms of a strategy. */
    public static List<Entrant> matching(String name) {
        return Stream.of(values())
                .filter(entrant -> entrant.id().equals(name) || entrant.id().startsWith(name + "-"))
                .toList();
    }

    private enum Kind {
        LOOP,
        CEILING,
        OURS,
        PEER
    }

    private interface Opening {
        Contender open(Settings settings) throws Exception;
    }
}
