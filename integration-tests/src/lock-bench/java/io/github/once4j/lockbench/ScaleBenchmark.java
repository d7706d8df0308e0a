package io.github.once4j.lockbench;

import io.github.once4j.servers.RealCluster;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.logging.LogManager;

/**
 * What listeners, many threads, many guards, many leases and a cluster add: {@code ./mvnw -q -T1 -Plock-bench
 * -Dlock-bench.main=ScaleBenchmark} prints it; with {@code -Dlock-bench.mode=record} it writes it into benchmarks/. The rows with
 * virtual threads need a JDK that has them.
 */
public final class ScaleBenchmark {
    private static final String WITH_LISTENER = "with a listener that counts";
    private static final String WITH_METRICS = "with Micrometer";

    /** What a listener may add to a call. */
    private static final double GOAL_NANOS = 1_000;

    private static final int THREADS = 1_000;
    private static final List<Peer> ON_THREADS = List.of(
            Peer.RAW,
            Peer.ONCE4J,
            Peer.ONCE4J_NOT_AWAITED,
            Peer.SHEDLOCK,
            Peer.REDISSON_LEASE,
            Peer.SPRING_INTEGRATION);
    private static final int MANY_LEASES = 1_000_000;
    private static final int LEASES_OF_GUARDS = 10_000;

    /** Thirtieths of a lease: a third of it and a tenth of that is the longest period of those who hold many leases here. */
    private static final int PERIOD = 11;

    private static final long SHORT_LEASE = 9_000;
    private static final int SHORT_LEASES = 100_000;

    private final Plan plan;
    private final Rounds rounds;
    private final Rounds fastRounds;
    private final StringJoiner text = new StringJoiner("\n\n", "", "\n");

    private ScaleBenchmark(Plan plan) {
        this.plan = plan;
        this.rounds = new Rounds(plan.warmUp(), plan.cycles());
        this.fastRounds = new Rounds(4 * plan.warmUp(), plan.cycles()); // nanoseconds need the last compiler
    }

    /**
     * Runs all.
     *
     * @param args {@code quick} or {@code record}, and the folder of this module
     */
    public static void main(String... args) throws Exception {
        var plan = Plan.of(args[0], Path.of(args[1]));
        String text = new ScaleBenchmark(plan).measure();
        System.out.println(text);
        Files.writeString(Files.createDirectories(plan.folder()).resolve("scale.md"), text);
        OverviewChart.write(plan.folder());
        System.exit(0); // whatever threads the contestants leave behind
    }

    private String measure() throws Exception {
        text.add("# What scale costs");
        try (RealRedis redis = RealRedis.start();
                RealCluster cluster = RealCluster.start()) {
            RedisClient client = RedisClient.create(redis.uri());
            text.add(String.join("; ", Surroundings.of(client)) + ".");
            client.shutdown();
            text.add("Written by `./mvnw -q -T1 -Plock-bench -Dlock-bench.main=ScaleBenchmark -Dlock-bench.mode=record`. "
                    + Report.METHOD);
            listeners();
            System.setProperty(Shared.SERVER, redis.uri());
            threads();
            guards(redis);
            System.setProperty(Shared.SERVER, cluster.uri()); // for those that are opened from here on
            cluster(cluster.uri());
            int most = plan.record() ? MANY_LEASES : MANY_LEASES / 20;
            text.add("## %,d leases".formatted(most));
            text.add(leases(List.of(Peer.RAW_HUNDREDS, Peer.ONCE4J), most));
            text.add("## Short leases");
            text.add(leases(
                    "Held leases of %d s, renewed".formatted(SHORT_LEASE / 1_000),
                    List.of(Peer.RAW, Peer.RAW_HUNDREDS, Peer.ONCE4J, Peer.REDISSON),
                    plan.record() ? SHORT_LEASES : SHORT_LEASES / 20,
                    SHORT_LEASE));
            LogManager.getLogManager().reset(); // contestants would log that their servers are gone
            return text.toString();
        }
    }

    private void listeners() {
        text.add("## Listeners");
        text.add("In memory, where a call takes the least. The registry is Micrometer's `SimpleMeterRegistry`.");
        for (int threads : List.of(1, 2)) {
            listened("Free key in memory, " + LockBenchmark.threads(threads), threads, "free");
        }
        listened("Held key in memory, 1 thread", 1, "held");
    }

    private void listened(String title, int threads, String method) {
        Comparison result = fastRounds.run(
                title,
                threads,
                List.of(
                        new Entrant("without a listener", Role.LIMIT, ListenerBenchmark.class, method),
                        new Entrant(WITH_LISTENER, Role.OURS, ListenerBenchmark.class, method + "WithListener"),
                        new Entrant(WITH_METRICS, Role.OURS, ListenerBenchmark.class, method + "WithMetrics")));
        text.add(Report.table(result));
        text.add("A listener adds " + added(result, WITH_LISTENER) + "; Micrometer " + added(result, WITH_METRICS) + ".");
    }

    private static String added(Comparison result, String label) {
        Spread added = result.added(label);
        return "%,.0f ns (%,.0f to %,.0f), %s than %,.0f ns"
                .formatted(
                        added.median(),
                        added.low(),
                        added.high(),
                        added.median() < GOAL_NANOS ? "less" : "not less",
                        GOAL_NANOS);
    }

    private void threads() {
        text.add("## A thousand threads");
        if (!ThreadsBenchmark.hasVirtualThreads()) {
            text.add("Left out: JDK " + Runtime.version().feature() + " has no virtual threads. They are measured on JDK "
                    + ThreadsBenchmark.FIRST_WITH_VIRTUAL_THREADS + " or later.");
            return;
        }
        text.add("Each thread has a key of its own and makes " + ServerBenchmark.CALLS_PER_SLOT
                + " calls. A time is that of all calls, divided by their number. lock4j is left out: it starts a thread for each"
                + " command, and of %,d calls at once some fail with a `LockException`.".formatted(THREADS));
        List<Entrant> entrants = new ArrayList<>();
        for (Peer peer : ON_THREADS) {
            entrants.add(onThreads(peer.label, peer, "virtual"));
        }
        entrants.add(onThreads("once4j, threads of a pool", Peer.ONCE4J, "platform"));
        text.add(Report.table(
                rounds.run("Free key on Redis, %,d virtual threads".formatted(THREADS), 1, entrants)));
    }

    private static Entrant onThreads(String label, Peer peer, String method) {
        return new Entrant(
                label,
                peer.role,
                ThreadsBenchmark.class,
                method,
                Map.of("peer", peer.name(), "inFlight", String.valueOf(THREADS)));
    }

    private void guards(RealRedis redis) throws Exception {
        text.add("## %d guards on one client".formatted(ManyGuards.GUARDS));
        for (int threads : List.of(1, 8)) {
            text.add(Report.table(rounds.run(
                    "Free key on Redis, " + LockBenchmark.threads(threads),
                    threads,
                    List.of(
                            new Entrant("once4j, 1 guard", Role.LIMIT, ServerBenchmark.class, "free", peer(Peer.ONCE4J)),
                            new Entrant(
                                    Peer.ONCE4J_GUARDS.label,
                                    Role.OURS,
                                    ServerBenchmark.class,
                                    "free",
                                    peer(Peer.ONCE4J_GUARDS))))));
        }
        text.add(ChildJvm.start(GuardCost.class, redis.uri()).output().strip());
        text.add(leases(List.of(Peer.ONCE4J, Peer.ONCE4J_GUARDS), LEASES_OF_GUARDS));
    }

    private static Map<String, String> peer(Peer peer) {
        return Map.of("peer", peer.name());
    }

    private void cluster(String uri) throws Exception {
        text.add("## A cluster of three masters");
        for (int threads : List.of(1, 8)) {
            text.add(onCluster(
                    "Free key on a cluster, " + LockBenchmark.threads(threads),
                    threads,
                    Peer.ON_CLUSTER,
                    peer -> Entrant.of(peer, "free")));
        }
        List<Contestant> others = new ArrayList<>();
        for (Peer peer : Peer.ON_CLUSTER) {
            Contestant other = peer.open(uri);
            others.add(other);
            other.hold(peer.own(ServerBenchmark.HELD_ELSEWHERE));
        }
        text.add(onCluster(
                "Key on a cluster that another process holds",
                1,
                Peer.ON_CLUSTER,
                peer -> Entrant.of(peer, "heldElsewhere")));
        List<Peer> here = List.of(Peer.CLUSTER_RAW, Peer.CLUSTER_ONCE4J);
        for (Peer peer : here) {
            Shared.of(peer).hold(ServerBenchmark.heldHere(peer, 1)[0]);
        }
        text.add(onCluster(
                "Key on a cluster that this process holds", 1, here, peer -> Entrant.heldHere(peer, 1)));
        others.forEach(Contestant::close);
    }

    private String onCluster(String title, int threads, Collection<Peer> peers, Function<Peer, Entrant> entrant) {
        return Report.table(rounds.run(title, threads, peers.stream().map(entrant).toList()));
    }

    private static String leases(List<Peer> holders, int count) throws Exception {
        return leases(Report.LEASES, holders, count, Contestant.LEASE_MILLIS);
    }

    private static String leases(String title, List<Peer> holders, int count, long lease) throws Exception {
        return Report.leases(title, HeldLeases.run(holders, count, lease, lease * PERIOD / 30), "commands/s");
    }
}
