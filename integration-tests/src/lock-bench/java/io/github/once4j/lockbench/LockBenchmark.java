package io.github.once4j.lockbench;

import io.github.once4j.runtime.testkit.RealRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The whole benchmark, in one JVM. */
public final class LockBenchmark {
    private LockBenchmark() {}

    public static void main(String... args) throws Exception {
        var rounds = new Rounds(2, 4, 150);
        try (RealRedis redis = RealRedis.start()) {
            System.setProperty("lock-bench.redis", redis.uri());
            List<Comparison> all = new ArrayList<>();
            for (int threads : List.of(1, 8, 64)) {
                all.add(rounds.run(
                        "free, " + threads,
                        threads,
                        Stream.of(Peer.values()).map(p -> Entrant.of(p, "free")).toList(),
                        List.of(Peer.RAW.label, Peer.RAW_SYNC.label)));
            }
            for (int n : List.of(1, 64, 1024))
            all.add(rounds.run("async " + n, 1, Stream.of(Peer.RAW, Peer.ONCE4J, Peer.REDISSON_LEASE).map(p -> Entrant.async(p, n)).toList(), List.of(Peer.RAW.label)));
            for (int threads : List.of(1, 2))
                all.add(rounds.run("mem " + threads, threads, Stream.of("map","once4j","shedLock").map(m -> new Entrant(m, MemoryBenchmark.class, m)).toList(), List.of("map")));
            all.add(rounds.run("call", 1, Stream.of("direct","byHand","generated","byAspect").map(m -> new Entrant(m, CallBenchmark.class, m)).toList(), List.of("byHand")));
            for (var c : all) {
                System.out.println(c.title() + c.failures());
                for (var l : c.lines()) System.out.printf("  %-32s %.2f (%.2f-%.2f)  %,.0f ns cpu %,.0f  %,.0f B%n", l.label(), l.ratio().median(), l.ratio().low(), l.ratio().high(), l.nanos(), l.cpuNanos(), l.bytes());
            }
        }
        System.exit(0);
    }
}
