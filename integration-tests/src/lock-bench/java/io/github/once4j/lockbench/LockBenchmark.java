package io.github.once4j.lockbench;

import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The scenarios and who takes part in them; {@code ./mvnw -q -T1 -Plock-bench} runs it. */
public final class LockBenchmark {
    private static final Set<Peer> CALLERS = onRedisWithout(Peer.RAW_HUNDREDS, Peer.SPRING_RENEWING);
    /** For a locked key there is no release to be awaited. */
    private static final Set<Peer> HOLDERS = onRedisWithout(
            Peer.RAW_HUNDREDS, Peer.RAW_NOT_AWAITED, Peer.ONCE4J_NOT_AWAITED, Peer.SPRING_RENEWING);

    private static final Set<Peer> ASYNC =
            EnumSet.of(Peer.RAW, Peer.ONCE4J, Peer.ONCE4J_NOT_AWAITED, Peer.REDISSON_LEASE);

    private static final Set<Peer> HOLDERS_OF_MANY = EnumSet.of(Peer.RAW, Peer.ONCE4J, Peer.SPRING_INTEGRATION);

    private static final int COUNTED_CALLS = 100;

    private final Plan plan;
    private final RealRedis redis;
    private final Rounds rounds;
    private final Rounds fastRounds;

    /** How many of the keys are held by each contestant that are found held by itself. */
    private int heldByEach;

    private LockBenchmark(Plan plan, RealRedis redis) {
        this.plan = plan;
        this.redis = redis;
        this.rounds = new Rounds(plan.warmUp(), plan.cycles());
        this.fastRounds = new Rounds(4 * plan.warmUp(), plan.cycles()); // nanoseconds need the last compiler
    }

    /**
     * Runs all.
     *
     * @param args {@code quick} or {@code record}, and the folder of this module
     */
    public static void main(String... args) throws Exception {
        run(Plan.of(args[0], Path.of(args[1])));
        System.exit(0); // whatever threads the contestants leave behind
    }

    static void run(Plan plan) throws Exception {
        System.setProperty("java.awt.headless", "true");
        try (RealRedis redis = RealRedis.start()) {
            System.setProperty(Shared.SERVER, redis.uri());
            var report = new Report(new LockBenchmark(plan, redis).measure());
            System.out.println(report.text());
            report.write(plan);
        }
    }

    private static Set<Peer> onRedisWithout(Peer... others) {
        Set<Peer> peers = EnumSet.copyOf(Peer.ON_REDIS);
        peers.removeAll(List.of(others));
        return peers;
    }

    private Results measure() throws Exception {
        RedisClient client = RedisClient.create(redis.uri());
        List<String> surroundings = Surroundings.of(client);
        // in JVMs of their own, before this one holds keys, whose renewal would take time from them
        FirstCall first = FirstCall.run(plan.starts(), redis.uri());
        List<HeldLeases.Line> leases = new ArrayList<>();
        for (int count : plan.leases()) {
            leases.addAll(HeldLeases.run(HeldLeases.ON_REDIS, count));
        }
        List<Comparison> memory = List.of(memory(1), memory(2), heldInMemory());
        Comparison call = call();
        Map<Integer, Comparison> free = new TreeMap<>();
        for (int threads : List.of(64, 8, 1)) { // one thread makes so few calls that it would not warm up what it calls
            free.put(threads, onRedis("Free key on Redis, " + threads(threads), threads, "free", CALLERS));
        }
        Map<Integer, Comparison> async = new LinkedHashMap<>();
        for (int inFlight : List.of(1, 64, 1024)) {
            async.put(inFlight, async(inFlight));
        }
        Map<String, Double> commands = commands(client); // before keys are held, whose renewal would be counted
        List<Contestant> others = new ArrayList<>();
        Set<Peer> holding = hold(others);
        Comparison elsewhere = onRedis("Key that another process holds", 1, "heldElsewhere", holding);
        Map<Integer, Comparison> here = new LinkedHashMap<>();
        for (int keys : plan.heldKeys()) {
            here.put(keys, heldHere(keys, holding));
        }
        others.forEach(Contestant::close);
        client.shutdown();
        return new Results(
                surroundings,
                free,
                elsewhere,
                here,
                async,
                memory,
                call,
                commands,
                leases,
                first);
    }

    private Comparison memory(int threads) {
        return fastRounds.run(
                "In memory, " + threads(threads),
                threads,
                List.of(
                        new Entrant("map by hand", Role.LIMIT, MemoryBenchmark.class, "map"),
                        new Entrant("once4j", Role.OURS, MemoryBenchmark.class, "once4j"),
                        new Entrant("ShedLock", Role.OTHER, MemoryBenchmark.class, "shedLock")));
    }

    private Comparison heldInMemory() {
        return fastRounds.run(
                "In memory, a held key",
                1,
                List.of(
                        new Entrant("map by hand", Role.LIMIT, MemoryBenchmark.class, "mapHeld"),
                        new Entrant("once4j", Role.OURS, MemoryBenchmark.class, "once4jHeld"),
                        new Entrant("ShedLock", Role.OTHER, MemoryBenchmark.class, "shedLockHeld"),
                        new Entrant("Spring Integration", Role.OTHER, MemoryBenchmark.class, "springIntegrationHeld")));
    }

    private Comparison call() {
        return fastRounds.run(
                "A call without a backend",
                1,
                List.of(
                        new Entrant("direct call, no guard", Role.BESIDE, CallBenchmark.class, "direct"),
                        new Entrant("guard called by hand", Role.LIMIT, CallBenchmark.class, "byHand"),
                        new Entrant("once4j, generated", Role.OURS, CallBenchmark.class, "generated"),
                        new Entrant("Spring AOP with a SpEL key", Role.OTHER, CallBenchmark.class, "byAspect")));
    }

    private Comparison onRedis(String title, int threads, String method, Collection<Peer> peers) {
        return rounds.run(
                title,
                threads,
                peers.stream().map(peer -> Entrant.of(peer, method)).toList());
    }

    private Comparison async(int inFlight) {
        return rounds.run(
                "Async on Redis, " + inFlight + " in flight",
                1,
                ASYNC.stream().map(peer -> Entrant.async(peer, inFlight)).toList());
    }

    /** Takes the key that is then found held, from elsewhere. */
    private Set<Peer> hold(Collection<Contestant> elsewhere) {
        Set<Peer> holding = EnumSet.noneOf(Peer.class);
        for (Peer peer : HOLDERS) {
            try {
                Contestant other = peer.open(redis.uri());
                elsewhere.add(other);
                other.hold(peer.own(ServerBenchmark.HELD_ELSEWHERE));
                holding.add(peer);
            } catch (Exception failed) {
                System.out.println("  " + peer.label + " cannot hold a key: " + failed);
            }
        }
        return holding;
    }

    /** With more keys than one, those alone that need no command, beside one that does. */
    private Comparison heldHere(int keys, Set<Peer> holding) throws Exception {
        Set<Peer> peers = EnumSet.copyOf(holding);
        if (keys > 1) {
            peers.retainAll(HOLDERS_OF_MANY);
        }
        for (Peer peer : peers) {
            String[] ids = ServerBenchmark.heldHere(peer, keys);
            for (int key = heldByEach; key < keys; key++) {
                Shared.of(peer).hold(ids[key]);
            }
        }
        heldByEach = keys;
        String title = keys == 1 ? "Key that this process holds" : "%,d keys in turn that this process holds".formatted(keys);
        return rounds.run(
                title,
                1,
                peers.stream().map(peer -> Entrant.heldHere(peer, keys)).toList());
    }

    private Map<String, Double> commands(RedisClient client) {
        Map<String, Double> commands = new LinkedHashMap<>();
        for (Peer peer : CALLERS) {
            try {
                Contestant contestant = Shared.of(peer);
                int sent = Monitor.count(client, redis.port(), () -> {
                    for (int call = 0; call < COUNTED_CALLS; call++) {
                        contestant.call(peer.own("counted"));
                    }
                });
                commands.put(peer.label, (double) sent / COUNTED_CALLS);
            } catch (Exception failed) {
                System.out.println("  " + peer.label + " failed: " + failed);
            }
        }
        return commands;
    }

    static String threads(int threads) {
        return threads == 1 ? "1 thread" : threads + " threads";
    }
}
