package io.github.once4j.fault;

import static io.github.once4j.fault.Row.seconds;
import static io.github.once4j.fault.Scene.LEASE;
import static io.github.once4j.fault.Scene.fence;
import static io.github.once4j.fault.Scene.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.fault.Command.Kind;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Clusters: behind one address, with one master that does not respond, while a slot moves. */
final class ClusterRows {
    private ClusterRows() {}

    static List<Row> rows() {
        return List.of(
                new Row("one address that hides a Cluster", "all leases renewed", ClusterRows::hidden),
                new Row(
                        "one master half open, the others busy",
                        "its connection replaced; not LOST, calls run again",
                        ClusterRows::oneHalfOpen),
                new Row(
                        "one master stopped (SIGSTOP), the others busy",
                        "calls on the others undisturbed; its calls run again",
                        ClusterRows::oneStopped),
                new Row(
                        "a slot moves while its fence is on the source",
                        "tried again within the acquire time-out; the fence grows",
                        ClusterRows::slotMoves,
                        true),
                new Row(
                        "a master is down at the start",
                        "starts; keys of the others are locked; its keys when it is back",
                        ClusterRows::masterDown),
                new Row(
                        "a master is down at the start, all slots required",
                        "starts; an error until the cluster is up again",
                        ClusterRows::clusterDown));
    }

    private static String hidden(Scene scene) throws Exception {
        Duration lease = Duration.ofSeconds(2);
        RedisProcess redis = Cluster.start(scene, false, 1).nodes().get(0);
        App app = scene.app(LettuceNxClient.connect("redis://127.0.0.1:" + redis.port()), lease, Quiet.LISTENER);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(app.call("k" + i).running());
        }
        Thread.sleep(lease.multipliedBy(3).toMillis());
        for (Call call : calls) {
            assertThat(call.isLost()).isFalse();
            assertThat(redis.command("GET", stored(call.key))).isEqualTo(call.token());
            assertThat(call.finish()).isNull();
        }
        return "20 leases of " + seconds(lease) + " held for " + seconds(lease.multipliedBy(3));
    }

    /** Calls on a key, one after the other, until they are to end; counts what fails. */
    private static final class Busy implements AutoCloseable {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicInteger ran = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final Thread thread;

        Busy(App app, String key) {
            thread = new Thread(() -> {
                while (!ended.get()) {
                    try {
                        app.job.run(key, lease -> ran.incrementAndGet());
                    } catch (OnceBackendException unreachable) {
                        failed.incrementAndGet();
                    }
                }
            });
            thread.start();
        }

        @Override
        public void close() {
            ended.set(true);
            try {
                thread.join();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String oneHalfOpen(Scene scene) throws Exception {
        Cluster cluster = Cluster.start(scene, true);
        RedisProcess silent = cluster.nodes().get(0);
        App app = scene.app(cluster.client(), LEASE, Quiet.LISTENER);
        Call held = app.call(cluster.keyOf(silent)).running();
        try (var first = new Busy(app, cluster.keyOf(cluster.nodes().get(1)));
                var second = new Busy(app, cluster.keyOf(cluster.nodes().get(2)))) {
            cluster.line(silent).halfOpen();
            long since = System.nanoTime();
            String other = held.key + "-other";
            while (cluster.owner(stored(other)) != silent) {
                other += "x";
            }
            Scene.enter(app, other).finish();
            Duration healed = Duration.ofNanos(System.nanoTime() - since);
            assertThat(healed).isLessThan(LEASE);
            Thread.sleep(LEASE.toMillis());
            assertThat(held.isLost()).isFalse();
            assertThat(silent.command("GET", stored(held.key))).isEqualTo(held.token());
            assertThat(held.finish()).isNull();
            assertThat(first.failed.get() + second.failed.get()).isZero();
            return "held throughout; another key of it ran after " + seconds(healed) + "; "
                    + (first.ran.get() + second.ran.get()) + " calls on the others, none failed";
        }
    }

    private static String oneStopped(Scene scene) throws Exception {
        Cluster cluster = Cluster.start(scene, false);
        RedisProcess stopped = cluster.nodes().get(2);
        for (RedisProcess node : cluster.nodes()) {
            node.command("CONFIG", "SET", "cluster-require-full-coverage", "no");
        }
        App app = scene.app(cluster.client(), LEASE, Quiet.LISTENER);
        String key = cluster.keyOf(stopped);
        assertThat(app.call(key).running().finish()).isNull();
        try (var busy = new Busy(app, cluster.keyOf(cluster.nodes().get(0)))) {
            stopped.freeze();
            for (long end = System.nanoTime() + Duration.ofSeconds(6).toNanos(); System.nanoTime() - end < 0; ) {
                assertThat(app.call(key).failure()).isInstanceOf(OnceBackendException.class);
            }
            int before = busy.ran.get();
            Scene.until("the others are undisturbed", LEASE, () -> busy.ran.get() > before);
            stopped.thaw();
            long since = System.nanoTime();
            Scene.enter(app, key).finish();
            Duration healed = Duration.ofNanos(System.nanoTime() - since);
            assertThat(busy.failed.get()).isZero();
            return "ran again " + seconds(healed) + " after it went on; " + busy.ran.get()
                    + " calls on the others, none failed";
        }
    }

    private static String slotMoves(Scene scene) throws Exception {
        Cluster cluster = Cluster.start(scene, false);
        RedisProcess from = cluster.nodes().get(0);
        RedisProcess to = cluster.nodes().get(1);
        Duration lease = Duration.ofSeconds(30);
        App app = scene.app(cluster.client(), lease, Quiet.LISTENER);
        String key = cluster.keyOf(from);
        int slot = Cluster.slot(stored(key));
        Call before = app.call(key).running();
        assertThat(before.finish()).isNull();
        scene.audits();
        int releases = scene.audit(from).sent(Kind.RELEASE, stored(key));
        cluster.beginToMove(slot, from, to);
        Call call = app.call(key);
        Thread.sleep(app.bounds.commandTimeout().toMillis() / 2);
        assertThat(call.returned()).as("it is tried again").isFalse();
        assertThat(call.hasRun()).isFalse();
        cluster.move(slot, from, to, fence(key));
        long moved = System.nanoTime();
        call.running();
        Duration after = Duration.ofNanos(System.nanoTime() - moved);
        assertThat(to.command("GET", stored(key))).isEqualTo(call.token());
        assertThat(call.fence()).isGreaterThan(before.fence());
        assertThat(call.finish()).isNull();
        scene.audits();
        assertThat(scene.audit(from).sent(Kind.RELEASE, stored(key)))
                .as("no clean-up")
                .isEqualTo(releases);
        return "ran " + seconds(after) + " after the slot had moved, fence greater by "
                + (call.fence() - before.fence());
    }

    private static String masterDown(Scene scene) throws Exception {
        Cluster cluster = Cluster.start(scene, false);
        for (RedisProcess node : cluster.nodes()) {
            node.command("CONFIG", "SET", "cluster-require-full-coverage", "no");
        }
        int starts = 0;
        for (RedisProcess down : cluster.nodes()) {
            down.kill();
            try (var client = cluster.client()) {
                starts++;
                for (RedisProcess node : cluster.nodes()) {
                    var held = client.holder(stored(cluster.keyOf(node)))
                            .toCompletableFuture()
                            .handle((holder, thrown) -> holder);
                    assertThat(held.join() != null).isEqualTo(node != down);
                }
                down.restart();
                down.command("CONFIG", "SET", "cluster-require-full-coverage", "no");
                scene.auditAgain(down);
                String key = stored(cluster.keyOf(down));
                Scene.until(
                        "it can be used again",
                        Duration.ofSeconds(20),
                        () -> client.holder(key)
                                        .toCompletableFuture()
                                        .handle((holder, thrown) -> holder)
                                        .join()
                                != null);
            }
        }
        return starts + " of 3 starts, each with another master down; it was used when it was back";
    }

    private static String clusterDown(Scene scene) throws Exception {
        Cluster cluster = Cluster.start(scene, false);
        RedisProcess down = cluster.nodes().get(1);
        down.kill();
        RedisProcess up = cluster.nodes().get(0);
        Scene.until(
                "the cluster is down",
                Duration.ofSeconds(20),
                () -> up.command("GET", stored(cluster.keyOf(up))).startsWith("-CLUSTERDOWN"));
        try (var client = cluster.client()) {
            var held = client.holder(stored(cluster.keyOf(up))).toCompletableFuture();
            assertThat(held.handle((holder, thrown) -> String.valueOf(thrown.getMessage()))
                            .join())
                    .contains("CLUSTERDOWN");
            down.restart();
            scene.auditAgain(down);
            Duration back = Scene.until(
                    "the cluster is up",
                    Duration.ofSeconds(20),
                    () -> client.holder(stored(cluster.keyOf(up)))
                            .toCompletableFuture()
                            .handle((holder, thrown) -> thrown == null)
                            .join());
            return "started; CLUSTERDOWN, and no error from " + seconds(back) + " after the master was started again";
        }
    }
}
