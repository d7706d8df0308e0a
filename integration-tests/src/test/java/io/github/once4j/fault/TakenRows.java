package io.github.once4j.fault;

import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.BOUNDS;
import static io.github.once4j.fault.Scene.enter;
import static io.github.once4j.fault.Scene.stored;
import static io.github.once4j.fault.Scene.untilFree;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** Keys that are taken away from their holder, and servers that forget them. */
final class TakenRows {
    private static final String LOST = "LOST within R·1.1 + C; the new holder's key untouched by the old one";

    private TakenRows() {}

    static List<Row> rows() {
        return List.of(
                new Row("key deleted", LOST, scene -> gone(scene, redis -> redis.command("DEL", stored("k")))),
                new Row("FLUSHALL", LOST, scene -> gone(scene, redis -> redis.command("FLUSHALL"))),
                new Row("key evicted", LOST, scene -> gone(scene, TakenRows::evict)),
                new Row("key taken", LOST, TakenRows::taken),
                new Row("key forced by another", LOST, TakenRows::forced),
                new Row("SCRIPT FLUSH, all the time", "EVAL fall-back: nothing is lost", TakenRows::scriptFlush, true),
                new Row(
                        "server restarted without persistence",
                        "LOST within R·1.1 + C of its return",
                        TakenRows::restarted),
                new Row("server restarted with persistence", "renewed, not LOST", TakenRows::restartedWithAof));
    }

    private interface Taking {
        void from(RedisProcess redis) throws Exception;
    }

    private static void evict(RedisProcess redis) throws Exception {
        redis.command("CONFIG", "SET", "maxmemory-policy", "volatile-lru");
        redis.command("CONFIG", "SET", "maxmemory", "1");
        Scene.until("it is evicted", Duration.ofSeconds(5), () -> {
            redis.command("SET", "other", "value"); // refused: nothing else is left to evict
            return redis.command("EXISTS", stored("k")).equals(":0");
        });
        redis.command("CONFIG", "SET", "maxmemory", "0");
    }

    private static String gone(Scene scene, Taking how) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        App other = scene.app(redis);
        scene.mayOverlapFor(BOUNDS.noticed());
        Call call = app.call("k").running();
        how.from(redis);
        long taken = System.nanoTime();
        Call next = enter(other, "k");
        return lostTo(redis, call, taken, next.token()) + ", next holder untouched";
    }

    /** The old holder hears of it in time, and its end does nothing to the new one's key. */
    private static String lostTo(RedisProcess redis, Call call, long taken, String newToken) throws Exception {
        Duration lost = call.lostAfter(taken);
        assertThat(lost).isLessThan(BOUNDS.noticed());
        assertThat(call.reason()).contains("released or taken");
        assertThat(call.finish()).isNull();
        assertThat(redis.command("GET", stored("k"))).isEqualTo(newToken);
        return "LOST after " + seconds(lost);
    }

    private static String taken(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        Call call = app.call("k").running();
        redis.command("SET", stored("k"), "somebody-else");
        String seen = lostTo(redis, call, System.nanoTime(), "somebody-else");
        assertThat(redis.command("TTL", stored("k")))
                .as("no expiry was set on it")
                .isEqualTo(":-1");
        return seen + ", the stranger's key untouched";
    }

    private static String forced(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        App other = scene.app(redis);
        scene.mayOverlapFor(BOUNDS.noticed());
        Call call = app.call("k").running();
        assertThat(other.guard.release("k")).isTrue();
        long taken = System.nanoTime();
        Call next = enter(other, "k");
        return lostTo(redis, call, taken, next.token()) + ", next holder untouched";
    }

    private static String scriptFlush(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        Call held = app.call("held").running();
        long end = System.nanoTime() + Scene.LEASE.plusSeconds(1).toNanos();
        int runs = 0;
        while (System.nanoTime() - end < 0) {
            redis.command("SCRIPT", "FLUSH");
            Call call = app.call("k").running();
            redis.command("SCRIPT", "FLUSH");
            assertThat(call.finish()).isNull();
            untilFree(redis, "k", BOUNDS.release());
            runs++;
        }
        assertThat(held.isLost()).isFalse();
        assertThat(held.finish()).isNull();
        return runs + " runs and a held key, nothing lost";
    }

    private static String restarted(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        App other = scene.app(redis);
        scene.mayOverlapFor(BOUNDS.noticed());
        Call call = app.call("k").running();
        redis.kill();
        redis.restart();
        long back = System.nanoTime();
        scene.auditAgain(redis);
        Call next = enter(other, "k");
        return lostTo(redis, call, back, next.token()) + ", next holder untouched";
    }

    private static String restartedWithAof(Scene scene) throws Exception {
        RedisProcess redis = scene.redis("appendonly yes", "appendfsync always");
        App app = scene.app(redis);
        Call call = app.call("k").running();
        redis.kill();
        long down = System.nanoTime();
        redis.restart();
        Duration took = Duration.ofNanos(System.nanoTime() - down);
        Thread.sleep(Scene.LEASE.multipliedBy(3).dividedBy(2).toMillis());
        assertThat(call.isLost()).isFalse();
        assertThat(redis.command("GET", stored("k"))).isEqualTo(call.token());
        assertThat(call.finish()).isNull();
        return "down for " + seconds(took) + ", held throughout";
    }
}
