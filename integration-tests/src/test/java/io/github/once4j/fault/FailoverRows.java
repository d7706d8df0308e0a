package io.github.once4j.fault;

import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.enter;
import static io.github.once4j.fault.Scene.fence;
import static io.github.once4j.fault.Scene.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A master dies, and a replica that has not got the key takes its place. */
final class FailoverRows {
    private static final String EXPECTED = "old holder LOST within R·1.1 + C; the new fence is greater";

    /** Long enough to outlive the failover: the old holder is to hear of the loss from the new master. */
    private static final Duration LEASE = Duration.ofSeconds(8);

    private FailoverRows() {}

    static List<Row> rows() {
        return List.of(
                new Row("master dies, replica without the key promoted, Sentinel", EXPECTED, FailoverRows::sentinel),
                new Row("master dies, replica without the key promoted, Cluster", EXPECTED, FailoverRows::cluster));
    }

    private static String sentinel(Scene scene) throws Exception {
        RedisProcess master = scene.redis("repl-diskless-sync-delay 0");
        RedisProcess replica = scene.redis(
                "replicaof 127.0.0.1 " + master.port(), "replica-read-only no", "replica-announce-ip 127.0.0.1");
        Scene.until(
                "it follows",
                Duration.ofSeconds(20),
                () -> replica.command("INFO", "replication").contains("master_link_status:up"));
        RedisProcess sentinel = RedisProcess.sentinel("locks", master, 500);
        scene.closing(sentinel::close);
        Scene.until(
                "it is known",
                Duration.ofSeconds(20),
                () -> sentinel.command("INFO", "sentinel").contains("slaves=1"));

        String uri = "redis-sentinel://127.0.0.1:" + sentinel.port() + "#locks";
        App app = scene.app(LettuceNxClient.connect(uri), LEASE, Quiet.LISTENER);
        App other = scene.app(LettuceNxClient.connect(uri), LEASE, Quiet.LISTENER);
        Call call = app.call("k").running();
        forget(replica);
        master.kill();
        awaitPromotion(replica);
        return lostTo(scene, other, call, replica);
    }

    private static String cluster(Scene scene) throws Exception {
        Cluster cluster = Cluster.start(scene, false);
        RedisProcess master = cluster.owner(stored("k"));
        RedisProcess replica = cluster.replicaOf(scene, master);
        App app = scene.app(cluster.client(), LEASE, Quiet.LISTENER);
        App other = scene.app(cluster.client(), LEASE, Quiet.LISTENER);
        Call call = app.call("k").running();
        master.kill();
        replica.command("CLUSTER", "FAILOVER", "TAKEOVER");
        awaitPromotion(replica);
        forget(replica); // a replica of a cluster takes no DEL before
        return lostTo(scene, other, call, replica);
    }

    /** Sentinel ends the connections of the one that it promotes, perhaps that which asks. */
    private static void awaitPromotion(RedisProcess replica) throws Exception {
        Scene.until("it is promoted", Duration.ofSeconds(30), () -> {
            try {
                return replica.command("INFO", "replication").contains("role:master");
            } catch (IOException ended) {
                return false;
            }
        });
    }

    /** As if the writes had not come through yet. */
    private static void forget(RedisProcess replica) throws Exception {
        replica.command("DEL", stored("k"));
        replica.command("DEL", fence("k"));
    }

    private static String lostTo(Scene scene, App other, Call call, RedisProcess promoted) throws Exception {
        long answers = System.nanoTime();
        scene.mayOverlapFor(other.bounds.noticed());
        Call next = enter(other, "k");
        Duration entered = Duration.ofNanos(System.nanoTime() - answers);
        Duration lost = call.lostAfter(answers);
        assertThat(lost).isLessThan(other.bounds.noticed());
        assertThat(call.reason()).contains("released or taken");
        if (RealRedis.runsScripts()) {
            assertThat(next.fence()).isGreaterThan(call.fence());
        }
        assertThat(call.finish()).isNull();
        assertThat(promoted.command("GET", stored("k"))).isEqualTo(next.token());
        return "T 8 s: another entered " + seconds(entered) + " after the promotion, the old one LOST after "
                + seconds(lost) + ", fence greater by " + (next.fence() - call.fence());
    }
}
