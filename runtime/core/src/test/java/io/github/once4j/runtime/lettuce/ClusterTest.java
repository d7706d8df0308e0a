package io.github.once4j.runtime.lettuce;

import static io.github.once4j.runtime.lettuce.Replies.LONG;
import static io.github.once4j.runtime.lettuce.Replies.acquire;
import static io.github.once4j.runtime.lettuce.Replies.get;
import static io.github.once4j.runtime.lettuce.Replies.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.internal.Warnings;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealCluster;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client on a Cluster of three masters. */
class ClusterTest {
    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RealCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RealCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static NxClient open() {
        return LettuceNxClient.connectCluster(cluster.uri());
    }

    @Test
    void theFirstCommandToEachNodeIsAnswered() throws Exception {
        try (NxClient client = open()) {
            for (RealRedis node : cluster.nodes()) {
                assertThat(get(client.acquire(
                                new AcquireRequest(keyOn(node), Token.of("t"), LONG, RealRedis.runsScripts()))))
                        .isInstanceOf(AcquireResult.Stored.class);
            }
        }
    }

    @Test
    void keysWithOneHashTagAreOnOneNode() throws Exception {
        try (NxClient client = open()) {
            String tag = "{" + keyOn(cluster.nodes().get(2)) + "}";
            for (String key : new String[] {"a" + tag, "b" + tag}) {
                get(client.acquire(new AcquireRequest(key, Token.of("t"), LONG, RealRedis.runsScripts())));
            }
            assertThat(cluster.nodes().get(2).run("INFO", "keyspace")).contains("db0:");
        }
    }

    @Test
    void aSlotThatHasMovedIsFound() throws Exception {
        try (NxClient client = open()) {
            RealRedis from = cluster.nodes().get(0);
            String key = keyOn(from);
            acquire(client, key, "t");
            release(client, key, "t");
            assertThat(from.run("TYPE", key)).isEqualTo("none");
            from.run("FLUSHALL"); // a key of another test may be in the slot, which must be empty
            cluster.move(SlotHash.getSlot(key), cluster.nodes().get(1));
            assertThat(acquire(client, key, "t")).isInstanceOf(AcquireResult.Stored.class);
            assertThat(release(client, key, "t")).isTrue();
            assertThat(cluster.nodes().get(1).run("TYPE", key)).isEqualTo("none");
            cluster.move(SlotHash.getSlot(key), from);
        }
    }

    @Test
    void eachNodeThatEvictsKeysIsLogged() throws Exception {
        RealRedis last = cluster.nodes().get(2);
        last.run("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
        try (var warnings = new Warnings();
                NxClient client = open()) {
            get(client.holder("any"));
            await().untilAsserted(() -> assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .contains("allkeys-random")
                    .contains("server 127.0.0.1:" + last.port()));
        } finally {
            last.run("CONFIG", "SET", "maxmemory-policy", "noeviction");
        }
    }

    @Test
    void aClusterClientAndAConnectionOfTheUsers() throws Exception {
        try (var yours = RedisClusterClient.create(cluster.uri())) {
            yours.setOptions(ClusterClientOptions.builder()
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .build());
            try (var connection = yours.connect();
                    NxClient onClient = LettuceNxClient.of(yours);
                    NxClient onConnection = LettuceNxClient.of(connection);
                    NxClient lazily = LettuceNxClient.lazy(yours)) {
                String key = keyOn(cluster.nodes().get(1));
                assertThat(acquire(onClient, key, "a")).isInstanceOf(AcquireResult.Stored.class);
                assertThat(acquire(onConnection, key, "b")).isInstanceOf(AcquireResult.Busy.class);
                await().ignoreExceptions()
                        .untilAsserted(
                                () -> assertThat(acquire(lazily, key, "c")).isInstanceOf(AcquireResult.Busy.class));
                assertThat(release(onConnection, key, "a")).isTrue();
            }
        }
    }

    // ---- time-outs of one server

    @Test
    void timeOutsAreCountedForEachServer() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        var source = ConnectionSource.cluster(RedisAddress.uris(cluster.uri()));
        try (var connection = new ReplaceableConnection(source)) {
            Servers.of(connection.current());
            String silent = keyOn(cluster.nodes().get(0));
            String busy = keyOn(cluster.nodes().get(1));
            var commands = new ScriptCommands(connection);
            var first = connection.current();
            connection.onTimeout(silent, Duration.ZERO);
            get(commands.holder(busy));
            connection.onTimeout(busy, Duration.ZERO);
            assertThat(connection.current()).as("one time-out of each").isSameAs(first);
            connection.onTimeout(silent, Duration.ZERO);
            await().untilAsserted(() -> assertThat(connection.current()).isNotSameAs(first));
            get(commands.holder(silent));
        } finally {
            source.shutdown().run();
        }
    }

    @Test
    void aReplyEndsTheSuspicionOfItsServer() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        var source = ConnectionSource.cluster(RedisAddress.uris(cluster.uri()));
        try (var connection = new ReplaceableConnection(source)) {
            Servers.of(connection.current());
            String key = keyOn(cluster.nodes().get(2));
            var first = connection.current();
            connection.onTimeout(key, Duration.ZERO);
            get(new ScriptCommands(connection).holder(key));
            connection.onTimeout(key, Duration.ZERO);
            assertThat(connection.current()).isSameAs(first);
        } finally {
            source.shutdown().run();
        }
    }

    /** A new key that a node serves. */
    private static String keyOn(RealRedis node) {
        String key = "k" + System.nanoTime();
        while (cluster.nodeOf(key) != node) {
            key += "x";
        }
        return key;
    }
}
