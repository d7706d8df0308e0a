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

/**
 * A guarded {@code Mono} beside {@code SET NX} and {@code EVALSHA} by hand on Lettuce's reactive API:
 * {@code ./mvnw -q -Plock-bench -Dlock-bench.main=ReactiveBenchmark}. By hand, the body runs on the thread of the connection, which
 * a guard does not allow.
 */
@State(Scope.Benchmark)
public class ReactiveBenchmark {
    private static final String RELEASE =
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

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
        run(ReactiveBenchmark::callByHand);
    }

    private static Mono<Integer> callByHand(String id) {
        String key = "once:job-" + id;
        String token = Shared.RANDOM + Shared.COUNTER.incrementAndGet();
        return Shared.REDIS
                .set(key, token, Shared.FREE_ONLY)
                .flatMap(ok -> Mono.fromSupplier(() -> Contestant.body(id)).flatMap(answer -> Shared.REDIS
                        .evalsha(Shared.SCRIPT, ScriptOutputType.INTEGER, new String[] {key}, token)
                        .then(Mono.just(answer))))
                .defaultIfEmpty(Contestant.LOCKED);
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
        var table = new Table("in flight", "by hand, µs", "once4j, µs", "ratio", "quartiles");
        try (RealRedis redis = RealRedis.start()) {
            System.setProperty("lock-bench.redis", redis.uri());
            var rounds = new Rounds(2 * plan.warmUp(), 3 * plan.cycles());
            for (int inFlight : List.of(1, 64, 1024)) {
                Comparison result = rounds.run(
                        "Mono on Redis, " + inFlight + " in flight",
                        1,
                        List.of(
                                entrant("by hand", Role.LIMIT, "byHand", inFlight),
                                entrant("once4j", Role.OURS, "once4j", inFlight)));
                Comparison.Line ours = result.ours().orElseThrow();
                table.row(
                        "" + inFlight,
                        micros(result.limit().orElseThrow().nanos()),
                        micros(ours.nanos()),
                        text(ours.ratio().median()),
                        text(ours.ratio().low()) + " to " + text(ours.ratio().high()));
            }
        }
        String text = "A guarded `Mono` beside `SET NX` and `EVALSHA` by hand on Lettuce's reactive API, per call; medians.\n\n"
                + table + "\n";
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

    private static String micros(double nanos) {
        return text(nanos / 1_000);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
