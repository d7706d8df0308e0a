package io.github.once4j.fault;

import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.BOUNDS;
import static io.github.once4j.fault.Scene.LEASE;
import static io.github.once4j.fault.Scene.stored;
import static io.github.once4j.fault.Scene.untilFree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.fault.Command.Kind;
import io.github.once4j.fault.Trap.Fault;
import io.github.once4j.runtime.OnceBackendException;
import java.time.Duration;
import java.util.List;

/** Faults that meet an acquisition. */
final class AcquireRows {
    private static final String UNKNOWN =
            "one SET, no replay; acquired on retry, or an error; the key gone by the clean-up or after T";

    private AcquireRows() {}

    static List<Row> rows() {
        return List.of(
                new Row("acquire's reply lost (FIN)", UNKNOWN, scene -> replyLost(scene, Fault.REPLY_FIN)),
                new Row("acquire's reply lost (RST)", UNKNOWN, scene -> replyLost(scene, Fault.REPLY_RST)),
                new Row("acquire's reply lost (silence)", UNKNOWN, scene -> replyLost(scene, Fault.REPLY_LOST)),
                new Row("acquire's reply lost (FIN), Cluster", UNKNOWN, scene -> onCluster(scene, Fault.REPLY_FIN)),
                new Row("acquire's reply lost (RST), Cluster", UNKNOWN, scene -> onCluster(scene, Fault.REPLY_RST)),
                new Row(
                        "acquire's request lost",
                        "error within the acquire time-out, body not run, no key",
                        AcquireRows::requestLost),
                new Row(
                        "refused connection at call",
                        "error within the acquire time-out, body not run, no key",
                        AcquireRows::refusedConnection),
                new Row(
                        "acquire executed late (CLIENT PAUSE longer than C)",
                        "error; orphan removed, or gone after T",
                        AcquireRows::executedLate),
                new Row(
                        "interrupted while it acquires",
                        "flag back, an exception, nothing stays locked",
                        AcquireRows::interrupted),
                new Row("key of another type", "error, not \"locked\", nothing deleted", AcquireRows::otherType));
    }

    private static String replyLost(Scene scene, Fault fault) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        var trap = new Trap(Kind.ACQUIRE, 1, fault);
        scene.line(app).set(trap);
        return outcome(scene, app, trap, redis);
    }

    private static String onCluster(Scene scene, Fault fault) throws Exception {
        Cluster cluster = Cluster.start(scene, true);
        App app = scene.app(cluster.client(), LEASE, Quiet.LISTENER);
        RedisProcess owner = cluster.owner(stored("k"));
        var trap = new Trap(Kind.ACQUIRE, 1, fault);
        cluster.line(owner).set(trap);
        // On each node the scripts are new once: what the trap waits for is an acquisition that was executed.
        return outcome(scene, app, trap, owner);
    }

    private static String outcome(Scene scene, App app, Trap trap, RedisProcess owner) throws Exception {
        Call call = app.call("k");
        trap.awaitSprung();
        String seen;
        try {
            call.running();
            seen = "acquired after " + seconds(call.acquisition());
            assertThat(call.finish()).isNull();
        } catch (AssertionError notRun) {
            assertThat(notRun.getCause()).isInstanceOf(OnceBackendException.class);
            seen = "error after " + seconds(call.acquisition());
        }
        Duration free = untilFree(owner, "k", LEASE.plus(Bounds.SLACK));
        int sets = 0;
        for (Audit audit : scene.audits()) {
            String token = audit.token(stored("k"));
            sets += token == null ? 0 : audit.stored(token);
        }
        assertThat(sets).as("SETs").isEqualTo(1);
        return seen + ", 1 SET, free " + seconds(free) + " later";
    }

    private static String requestLost(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        scene.line(app).partition();
        Call call = app.call("k");
        assertThat(call.failure()).isInstanceOf(OnceBackendException.class);
        assertThat(call.hasRun()).isFalse();
        assertThat(redis.command("EXISTS", stored("k"))).isEqualTo(":0");
        scene.line(app).heal();
        Duration back = again(app);
        return "error after " + seconds(call.acquisition()) + ", no key; works " + seconds(back)
                + " after the line does";
    }

    private static String refusedConnection(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        scene.line(app).refuse();
        scene.line(app).cut();
        Call call = app.call("k");
        assertThat(call.failure()).isInstanceOf(OnceBackendException.class);
        assertThat(call.hasRun()).isFalse();
        assertThat(redis.command("EXISTS", stored("k"))).isEqualTo(":0");
        scene.line(app).accept();
        Duration back = again(app);
        return "error after " + seconds(call.acquisition()) + ", no key; works " + seconds(back)
                + " after the line does";
    }

    /** How long it takes until calls run again. */
    private static Duration again(App app) throws Exception {
        long begin = System.nanoTime();
        Call call = Scene.enter(app, "again");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(call.finish()).isNull();
        assertThat(took).isLessThan(Duration.ofSeconds(6));
        return took;
    }

    private static String executedLate(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        redis.command("CLIENT", "PAUSE", "1500", "ALL");
        long begin = System.nanoTime();
        Call call = app.call("k");
        assertThat(call.failure()).isInstanceOf(OnceBackendException.class);
        assertThat(call.hasRun()).isFalse();
        Duration error = call.acquisition();
        // Asked while it is paused, the server answers when the pause is over.
        untilFree(redis, "k", Duration.ofMillis(1500).plus(LEASE).plus(Bounds.SLACK));
        Duration free = Duration.ofNanos(System.nanoTime() - begin);
        scene.audits();
        int stored = scene.audit(redis).sent(Kind.ACQUIRE, stored("k"));
        return "error after " + seconds(error) + "; executed late (" + stored + " attempts), free after "
                + seconds(free);
    }

    private static String interrupted(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        scene.line(app).stall();
        Call call = app.call("k");
        Thread.sleep(50); // not to hope: at whatever point the interrupt meets the call, the outcome must be the same
        call.interrupt();
        assertThat(call.failure()).isInstanceOf(OnceBackendException.class);
        assertThat(call.flagged()).isTrue();
        assertThat(call.hasRun()).isFalse();
        scene.line(app).flow();
        Duration free = untilFree(redis, "k", LEASE.plus(Bounds.SLACK));
        return "exception after " + seconds(call.acquisition()) + ", flag set, free " + seconds(free) + " later";
    }

    private static String otherType(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        redis.command("HSET", stored("k"), "field", "value");
        Call call = app.call("k");
        assertThat(call.failure()).isInstanceOf(OnceBackendException.class).hasMessageContaining("WRONGTYPE");
        assertThat(redis.command("HGET", stored("k"), "field")).isEqualTo("value");
        scene.audits();
        assertThat(scene.audit(redis).sent(Kind.RELEASE, stored("k"))).isZero();
        assertThat(call.acquisition()).isLessThan(BOUNDS.acquisition());
        return "error after " + seconds(call.acquisition()) + ", hash untouched, no clean-up sent";
    }
}
