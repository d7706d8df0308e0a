package io.github.once4j.runtime.lettuce;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.internal.Warnings;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealCluster;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.test.NxClientContract;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client on a real Cluster keeps the contract, whichever node a key is on. */
class LettuceClusterTest extends NxClientContract {
    private static final Duration LONG = Duration.ofSeconds(20);

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

    @Override
    protected NxClient open() {
        return LettuceNxClient.connectCluster(cluster.uri());
    }

    @Override
    protected boolean issuesFences() {
        return RealRedis.runsScripts();
    }

    @Test
    void theFirstCommandToEachNodeIsAnswered() throws Exception {
        try (NxClient client = open()) {
            for (RealRedis node : cluster.nodes()) {
                assertThat(get(client.acquire(new AcquireRequest(keyOn(node), Token.of("t"), LONG, issuesFences()))))
                        .isInstanceOf(AcquireResult.Stored.class);
            }
        }
    }

    @Test
    void keysWithOneHashTagAreOnOneNode() throws Exception {
        try (NxClient client = open()) {
            String tag = "{" + keyOn(cluster.nodes().get(2)) + "}";
            get(client.acquire(new AcquireRequest("a" + tag, Token.of("t"), LONG, issuesFences())));
            get(client.acquire(new AcquireRequest("b" + tag, Token.of("t"), LONG, issuesFences())));
            assertThat(cluster.nodes().get(2).run("INFO", "keyspace")).contains("db0:");
            assertThat(SlotHash.getSlot("a" + tag + ":fence")).isEqualTo(SlotHash.getSlot("b" + tag));
        }
    }

    @Test
    void aSlotThatHasMovedIsFound() throws Exception {
        try (NxClient client = open()) {
            RealRedis from = cluster.nodes().get(0);
            String key = keyOn(from);
            get(client.acquire(new AcquireRequest(key, Token.of("t"), LONG, false)));
            get(client.release(key, Token.of("t"), Duration.ZERO));
            assertThat(from.run("TYPE", key)).isEqualTo("none"); // the slot is empty
            cluster.move(SlotHash.getSlot(key), cluster.nodes().get(1));
            assertThat(get(client.acquire(new AcquireRequest(key, Token.of("t"), LONG, false))))
                    .isInstanceOf(AcquireResult.Stored.class);
            assertThat(get(client.release(key, Token.of("t"), Duration.ZERO))).isTrue();
            assertThat(cluster.nodes().get(1).run("TYPE", key)).isEqualTo("none");
            cluster.move(SlotHash.getSlot(key), from);
        }
    }

    @Test
    void eachNodeThatEvictsKeysIsWarnedOf() throws Exception {
        RealRedis last = cluster.nodes().get(2);
        last.run("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
        try (var warnings = new Warnings();
                NxClient client = open()) {
            get(client.holder("any"));
            await().untilAsserted(() ->
                    assertThat(warnings.texts()).singleElement().asString().contains("allkeys-random"));
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
                    NxClient onConnection = LettuceNxClient.of(connection)) {
                String key = keyOn(cluster.nodes().get(1));
                assertThat(get(onClient.acquire(new AcquireRequest(key, Token.of("a"), LONG, false))))
                        .isInstanceOf(AcquireResult.Stored.class);
                assertThat(get(onConnection.acquire(new AcquireRequest(key, Token.of("b"), LONG, false))))
                        .isInstanceOf(AcquireResult.Busy.class);
                assertThat(get(onConnection.release(key, Token.of("a"), Duration.ZERO)))
                        .isTrue();
            }
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

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(5, SECONDS);
    }
}
