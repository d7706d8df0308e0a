package io.github.once4j.lockbench;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.codec.StringCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A guarded {@code Mono} beside {@code SET NX} and {@code EVALSHA} by hand on Lettuce's reactive API:
 * {@code ./mvnw -q -T1 -Plock-bench -Dlock-bench.main=ReactiveBenchmark}. By hand, the body and the result run on the thread of the
 * connection, which a guard does not allow: so that the same is measured by hand once more with both on threads of a scheduler.
 */
@State(Scope.Benchmark)
public class ReactiveBenchmark {
    private static final String RELEASE =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    private static final String BY_HAND = "by hand";
    private static final String OFF = "by hand, off the connection's thread";

    @Param("1")
    public int inFlight = 1;

    /** What both have for all turns of this JVM. */
    private static final class Shared {
        static final String URI = System.getProperty("lock-bench.redis");
        static final ReactiveJobOnce JOB = new ReactiveJobOnce(
                OnceGuard.builder().client(LettuceNxClient.connect(URI)).build());
        static final RedisReactiveCommands<String, String> REDIS =
                RedisClient.create(URI).connect(StringCodec.UTF8).reactive();
        static final String SCRIPT = REDIS.scriptLoad(RELEASE).block();
        static final SetArgs FREE_ONLY = SetArgs.Builder.nx().px(Contestant.LEASE_MILLIS);
        static final String RANDOM = UUID.randomUUID() + ":";
        static final AtomicLong COUNTER = new AtomicLong();
    }

    @Benchmark
    public void byHand() {
        run(id -> callByHand(id, Schedulers.immediate()));
    }

    @Benchmark
    public void byHandOffTheConnection() {
        run(id -> callByHand(id, Schedulers.boundedElastic()));
    }

    private static Mono<Integer> callByHand(String id, Scheduler threads) {
        String key = "once:job-" + id;
        String token = Shared.RANDOM + Shared.COUNTER.incrementAndGet();
        return on(threads, Shared.REDIS.set(key, token, Shared.FREE_ONLY))
                .flatMap(ok -> Mono.fromSupplier(() -> Contestant.body(id)).flatMap(answer -> on(
                                threads,
                                Shared.REDIS
                                        .evalsha(Shared.SCRIPT, ScriptOutputType.INTEGER, new String[] {key}, token)
                                        .last())
                        .thenReturn(answer)))
                .defaultIfEmpty(Contestant.LOCKED);
    }

    private static <T> Mono<T> on(Scheduler threads, Mono<T> result) {
        return threads == Schedulers.immediate() ? result : result.publishOn(threads);
    }

    @Benchmark
    public void once4j() {
        run(Shared.JOB::run);
    }

    private void run(Function<String, Mono<Integer>> call) {
        Long wrong = Flux.range(0, inFlight * ServerBenchmark.CALLS_PER_SLOT)
                .map(i -> "reactive-" + i)
                .flatMap(id -> call.apply(id).filter(answer -> answer != id.length()), inFlight)
                .count()
                .block();
        if (wrong == null || wrong != 0) {
            throw new IllegalStateException(wrong + " calls were not answered as they must be");
        }
    }

    /**
     * Runs it.
     *
     * @param args {@code quick} or {@code record}, and the folder of this module
     */
    public static void main(String... args) throws Exception {
        Plan plan = Plan.of(args[0], Path.of(args[1]));
        var table = new Table(
                "in flight", "by hand", "by hand, off the connection's thread", "once4j", "× by hand", "× off the thread");
        List<String> surroundings;
        try (RealRedis redis = RealRedis.start();
                RedisClient client = RedisClient.create(redis.uri())) {
            surroundings = Surroundings.of(client, List.of("lettuce-core", "reactor-core"));
            System.setProperty("lock-bench.redis", redis.uri());
            var rounds = new Rounds(2 * plan.warmUp(), 3 * plan.cycles());
            for (int inFlight : List.of(1, 64, 1024)) {
                Comparison result = rounds.run(
                        "Mono on Redis, " + inFlight + " in flight",
                        1,
                        List.of(
                                entrant(BY_HAND, Role.LIMIT, "byHand", inFlight),
                                entrant(OFF, Role.LIMIT, "byHandOffTheConnection", inFlight),
                                entrant("once4j", Role.OURS, "once4j", inFlight)));
                table.row(
                        "" + inFlight,
                        micros(result, BY_HAND),
                        micros(result, OFF),
                        micros(result, "once4j"),
                        ratio(result, BY_HAND),
                        ratio(result, OFF));
            }
        }
        String text = String.join(
                "\n\n",
                "# What a guarded `Mono` costs",
                String.join("; ", surroundings) + ".",
                "Written by `./mvnw -q -T1 -Plock-bench -Dlock-bench.main=ReactiveBenchmark -Dlock-bench.mode=record`. Times are for one"
                        + " call, medians. A ratio is that of once4j's time to the other's in one cycle of turns of "
                        + Plan.TURN_MILLIS
                        + " ms: the median over the cycles, with the quartiles. By hand: `SET NX` and `EVALSHA` on Lettuce's reactive"
                        + " API, on the connection's thread; off it: with `publishOn` behind each, since a guard runs nothing of"
                        + " its users there.",
                table + "\n");
        System.out.println(text);
        Files.createDirectories(plan.folder());
        Files.writeString(plan.folder().resolve("reactive.md"), text);
        System.exit(0);
    }

    private static Entrant entrant(String label, Role role, String method, int inFlight) {
        return new Entrant(
                label,
                role,
                ReactiveBenchmark.class,
                method,
                Map.of("inFlight", Integer.toString(inFlight)));
    }

    private static String micros(Comparison result, String label) {
        return text(result.line(label).orElseThrow().nanos() / 1_000) + " µs";
    }

    /** Of once4j, to one of the others. */
    private static String ratio(Comparison result, String limit) {
        Spread ratio = result.between(limit, "once4j").ours().orElseThrow().ratio();
        return text(ratio.median()) + " (" + text(ratio.low()) + " to " + text(ratio.high()) + ")";
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
