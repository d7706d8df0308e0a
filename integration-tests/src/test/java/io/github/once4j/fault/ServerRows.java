package io.github.once4j.fault;

import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.BOUNDS;
import static io.github.once4j.fault.Scene.LEASE;
import static io.github.once4j.fault.Scene.enter;
import static io.github.once4j.fault.Scene.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.fault.Command.Kind;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.servers.RealRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Servers that refuse, and servers that stand still. */
final class ServerRows {
    private static final String REFUSED = "error, not executed, no storm of clean-ups";

    private ServerRows() {}

    static List<Row> rows() {
        return List.of(
                new Row("READONLY", REFUSED, scene -> refuses(scene, "READONLY", ServerRows::readOnly)),
                new Row("NOREPLICAS", REFUSED, scene -> refuses(scene, "NOREPLICAS", ServerRows::noReplicas)),
                new Row("OOM", REFUSED, scene -> refuses(scene, "OOM", ServerRows::outOfMemory)),
                new Row("NOPERM", REFUSED, scene -> refuses(scene, "NOPERM", ServerRows::noPermission)),
                new Row("BUSY", REFUSED, scene -> refuses(scene, "BUSY", ServerRows::busy), true),
                new Row("LOADING", REFUSED, ServerRows::loading),
                new Row("CLUSTERDOWN", REFUSED, ServerRows::clusterDown),
                new Row(
                        "server stopped (SIGSTOP) for 0.5 C",
                        "renewed",
                        scene -> stopped(scene, BOUNDS.commandTimeout().dividedBy(2))),
                new Row(
                        "server stopped (SIGSTOP) for 0.6 T",
                        "renewed",
                        scene -> stopped(scene, LEASE.multipliedBy(6).dividedBy(10))),
                new Row("server stopped (SIGSTOP) for 2 T", "LOST at D", ServerRows::stoppedTooLong));
    }

    // ---- refusals

    /** Makes a server refuse, and answers what ends that. */
    private interface Refusal {
        Undo begin(RedisProcess redis) throws Exception;
    }

    private interface Undo {
        void run() throws Exception;
    }

    private static Undo readOnly(RedisProcess redis) throws IOException {
        redis.command("REPLICAOF", "127.0.0.1", Integer.toString(RealRedis.freePort()));
        return () -> redis.command("REPLICAOF", "NO", "ONE");
    }

    private static Undo noReplicas(RedisProcess redis) throws IOException {
        redis.command("CONFIG", "SET", "min-replicas-to-write", "1");
        return () -> redis.command("CONFIG", "SET", "min-replicas-to-write", "0");
    }

    private static Undo outOfMemory(RedisProcess redis) throws IOException {
        redis.command("CONFIG", "SET", "maxmemory", "1");
        return () -> redis.command("CONFIG", "SET", "maxmemory", "0");
    }

    private static Undo noPermission(RedisProcess redis) throws IOException {
        String needed = RealRedis.runsScripts() ? "@scripting" : "set";
        redis.command("ACL", "SETUSER", "default", "-" + needed);
        return () -> redis.command("ACL", "SETUSER", "default", "+" + needed);
    }

    private static Undo busy(RedisProcess redis) throws Exception {
        redis.command("CONFIG", "SET", "busy-reply-threshold", "1");
        var script = new Thread(() -> {
            try {
                redis.command("EVAL", "while true do end", "0");
            } catch (IOException ended) {
                // as it was meant to
            }
        });
        script.start();
        Scene.until(
                "it is busy",
                Duration.ofSeconds(10),
                () -> redis.command("PING").startsWith("-BUSY"));
        return () -> {
            redis.command("SCRIPT", "KILL");
            script.join();
        };
    }

    private static String refuses(Scene scene, String error, Refusal refusal) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        Call held = app.call("held").running();
        Undo undo = refusal.begin(redis);
        Call call = refused(app, "k", error);
        undo.run();
        scene.audits();
        noStorm(scene.audit(redis), "k");
        assertThat(redis.command("EXISTS", stored("k"))).isEqualTo(":0");
        Thread.sleep(LEASE.toMillis());
        assertThat(held.isLost()).as("a refused renewal is tried again").isFalse();
        return "error after " + seconds(call.acquisition()) + ", no key, no release sent; a held key was kept";
    }

    private static Call refused(App app, String key, String error) throws Exception {
        Call call = app.call(key);
        assertThat(call.failure())
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining(error)
                .hasCauseInstanceOf(NotExecutedException.class);
        assertThat(call.hasRun()).isFalse();
        return call;
    }

    private static void noStorm(Audit audit, String key) {
        assertThat(audit.sent(Kind.RELEASE, stored(key))).as("releases").isZero();
        assertThat(audit.sent(Kind.ACQUIRE, stored(key))).as("attempts").isLessThanOrEqualTo(2); // EVALSHA, EVAL
    }

    private static String loading(Scene scene) throws Exception {
        RedisProcess redis = scene.redis("key-load-delay 500", "loading-process-events-interval-bytes 1024");
        App app = scene.app(redis);
        redis.command("DEBUG", "POPULATE", "5000");
        redis.command("SAVE");
        redis.kill();
        redis.restart();
        assertThat(redis.command("PING")).startsWith("-LOADING");
        Audit audit = scene.auditAgain(redis);
        Scene.until("it is connected again", Duration.ofSeconds(2), () -> {
            Call early = app.call("early");
            Throwable failure = early.failure();
            return failure != null && String.valueOf(failure.getMessage()).contains("LOADING");
        });
        Call call = refused(app, "k", "LOADING");
        audit.catchUp();
        noStorm(audit, "k");
        Duration loaded = Scene.until(
                "it is loaded",
                Duration.ofSeconds(20),
                () -> redis.command("PING").equals("+PONG"));
        assertThat(app.call("k").running().finish()).isNull();
        return "error after " + seconds(call.acquisition()) + ", no release sent; runs again when it has loaded ("
                + seconds(loaded) + " later)";
    }

    private static String clusterDown(Scene scene) throws Exception {
        Cluster cluster = Cluster.start(scene, true);
        App app = scene.app(cluster.client(), LEASE, Quiet.LISTENER);
        RedisProcess owner = cluster.owner(stored("k"));
        String slot = owner.command("CLUSTER", "KEYSLOT", stored("k")).substring(1);
        owner.command("CLUSTER", "DELSLOTS", slot);
        Scene.until(
                "it is down",
                Duration.ofSeconds(10),
                () -> owner.command("GET", stored("k")).startsWith("-CLUSTERDOWN"));
        Call call = refused(app, "k", "CLUSTERDOWN");
        for (Audit audit : scene.audits()) {
            noStorm(audit, "k");
        }
        return "error after " + seconds(call.acquisition()) + ", no release sent";
    }

    // ---- SIGSTOP

    private static String stopped(Scene scene, Duration time) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        Call call = app.call("k").running();
        // So that it stands still when the renewal comes.
        Thread.sleep(BOUNDS.renewal().minus(time.dividedBy(2)).toMillis() / 2);
        redis.freeze();
        Thread.sleep(time.toMillis());
        redis.thaw();
        Thread.sleep(LEASE.toMillis());
        assertThat(call.isLost()).isFalse();
        assertThat(redis.command("GET", stored("k"))).isEqualTo(call.token());
        assertThat(call.finish()).isNull();
        return "stood still for " + seconds(time) + ", held throughout";
    }

    private static String stoppedTooLong(Scene scene) throws Exception {
        RedisProcess redis = scene.redis();
        App app = scene.app(redis);
        App other = scene.app(redis);
        Call call = app.call("k").running();
        redis.freeze();
        long frozen = System.nanoTime();
        Duration lost = call.lostAfter(frozen);
        assertThat(lost).isLessThan(BOUNDS.deadline().plus(Bounds.SLACK));
        assertThat(call.reason()).contains("did not renew it in time");
        Thread.sleep(Math.max(0, LEASE.multipliedBy(2).minus(lost).toMillis()));
        redis.thaw();
        Call next = enter(other, "k");
        Duration entered = Duration.ofNanos(System.nanoTime() - frozen);
        assertThat(call.finish()).isNull();
        assertThat(redis.command("GET", stored("k"))).isEqualTo(next.token());
        return "LOST after " + seconds(lost) + ", another entered after " + seconds(entered);
    }
}
