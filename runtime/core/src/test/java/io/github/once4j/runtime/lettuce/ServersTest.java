package io.github.once4j.runtime.lettuce;

import static io.github.once4j.runtime.lettuce.Replies.LONG;
import static io.github.once4j.runtime.lettuce.Replies.get;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.internal.Warnings;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.Certificate;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SslOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One Redis as people run it: users, databases, TLS, settings that refuse, clients and connections of the user's. */
class ServersTest {
    /** The rights that the client needs, on keys of the default prefix. */
    private static final String WORKER =
            "user worker on >secret ~once:* ~{once:* +evalsha +eval +get +set +del +pexpire +pttl +time +ping +hello +select";

    private static void works(NxClient client) throws Exception {
        Replies.works(client, "once:k", false);
        if (RealRedis.runsScripts()) {
            Replies.works(client, "once:f", true);
        }
    }

    private static AcquireResult acquire(NxClient client, String key) throws Exception {
        return Replies.acquire(client, key, "t");
    }

    @Test
    void aUserWithThoseRightsOnlyInADatabaseOfItsOwn() throws Exception {
        try (var server = RealRedis.start(WORKER);
                NxClient client = LettuceNxClient.connect("redis://worker:secret@127.0.0.1:" + server.port() + "/2")) {
            works(client);
            acquire(client, "once:in-2");
            assertThat(server.run("INFO", "keyspace")).contains("db2:").doesNotContain("db0:");
        }
    }

    @Test
    void aWrongPasswordIsReportedWithoutIt() {
        assumeTrue(RealRedis.runsScripts(), "needs the default user as it is");
        try (var server = RealRedis.start("requirepass secret")) {
            assertThatThrownBy(() -> LettuceNxClient.connect("redis://:wrong-one@127.0.0.1:" + server.port()))
                    .isInstanceOf(OnceBackendException.class)
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageNotContaining("wrong-one");
            assertThatThrownBy(() -> LettuceNxClient.connectCluster("redis://:wrong-one@127.0.0.1:" + server.port()))
                    .isInstanceOf(OnceBackendException.class)
                    .hasMessageNotContaining("wrong-one");
        }
    }

    @Test
    void aServerThatDoesNotRespondIsReportedInTime() throws Exception {
        try (var server = RealRedis.start()) {
            Process stop = new ProcessBuilder(
                            "kill", "-STOP", String.valueOf(server.process().pid()))
                    .start();
            assertThat(stop.waitFor(5, SECONDS)).isTrue();
            long before = System.nanoTime();
            try {
                assertThatThrownBy(() -> LettuceNxClient.connect(server.uri()))
                        .isInstanceOf(OnceBackendException.class);
                assertThat(System.nanoTime() - before).isLessThan(SECONDS.toNanos(30)); // Lettuce's own is a minute
            } finally {
                server.kill();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOREPLICAS, min-replicas-to-write, 1",
        "OOM, maxmemory, 1",
        "READONLY, replicaof, 127.0.0.1 1",
        "NOPERM, user, worker -set"
    })
    void anErrorReplyMeansThatNothingWasExecuted(String code, String setting, String value) throws Exception {
        try (var server = RealRedis.start(WORKER);
                NxClient client = LettuceNxClient.connect("redis://worker:secret@127.0.0.1:" + server.port())) {
            works(client);
            switch (setting) {
                case "replicaof" -> server.run("REPLICAOF", value.split(" ", -1)[0], value.split(" ", -1)[1]);
                case "user" -> server.run(("ACL SETUSER " + value).split(" ", -1));
                default -> server.run("CONFIG", "SET", setting, value);
            }
            assertThatThrownBy(() -> acquire(client, "once:refused"))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining(code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-evalsha", "-set"})
    void anErrorOfAScriptOrWithinOneMeansThatNothingWasExecuted(String refuses) throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (var server = RealRedis.start(WORKER);
                NxClient client = LettuceNxClient.connect("redis://worker:secret@127.0.0.1:" + server.port())) {
            works(client);
            server.run("ACL", "SETUSER", "worker", refuses);
            assertThatThrownBy(() -> get(client.acquire(new AcquireRequest("once:refused", Token.of("t"), LONG, true))))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining(refuses.equals("-set") ? "script" : "NOPERM");
            assertThat(server.run("TYPE", "once:refused")).isEqualTo("none");
        }
    }

    @Test
    void aBusyServerHasExecutedNothing() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (var server = RealRedis.start("busy-reply-threshold 10");
                NxClient client = LettuceNxClient.connect(server.uri());
                var plain = RedisClient.create(server.uri());
                var connection = plain.connect();
                var other = plain.connect()) {
            connection.async().eval("while true do end", ScriptOutputType.STATUS, "k");
            await().untilAsserted(() -> assertThatThrownBy(() -> acquire(client, "k"))
                    .cause()
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("BUSY"));
            other.sync().scriptKill();
        }
    }

    @Test
    void aServerThatEvictsKeysIsLogged() {
        try (var warnings = new Warnings();
                var server = RealRedis.start("maxmemory-policy volatile-lru");
                NxClient client = LettuceNxClient.connect(server.uri())) {
            await().untilAsserted(() -> assertThat(warnings.texts())
                    .anySatisfy(text -> assertThat(text).contains("maxmemory-policy volatile-lru")));
            assertThat(client.isCallbackThread()).isFalse();
        }
    }

    @Test
    void tlsWithACertificateOfOnesOwn(@TempDir Path folder) throws Exception {
        int port = RealRedis.freePort();
        var certificate = Certificate.create(folder);
        try (var server = RealRedis.start(
                "tls-port " + port,
                "tls-cert-file " + certificate.certificate(),
                "tls-key-file " + certificate.key(),
                "tls-ca-cert-file " + certificate.certificate(),
                "tls-auth-clients no",
                WORKER)) {
            assertThat(server.run("INFO", "server")).contains("redis_version");
            String uri = "rediss://worker:secret@127.0.0.1:" + port;
            assertThatThrownBy(() -> LettuceNxClient.connect(uri))
                    .as("an unknown certificate")
                    .isInstanceOf(OnceBackendException.class)
                    .hasMessageContaining("TLS");
            RedisURI trusting = RedisURI.create(uri);
            trusting.setVerifyPeer(false);
            try (NxClient client = LettuceNxClient.connect(trusting)) {
                works(client);
            }
            try (var yours = RedisClient.create(uri)) {
                yours.setOptions(ClientOptions.builder()
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .sslOptions(SslOptions.builder()
                                .trustManager(certificate.certificate().toFile())
                                .build())
                        .build());
                try (NxClient client = LettuceNxClient.of(yours)) {
                    works(client);
                }
            }
        }
    }

    @Test
    void aConnectionOfTheUsersWithAnyCodec() throws Exception {
        try (var yours = RedisClient.create(RealRedis.shared().uri());
                var connection = yours.connect(ByteArrayCodec.INSTANCE)) {
            try (NxClient client = LettuceNxClient.of(connection)) {
                works(client);
            }
            assertThat(connection.sync().ping()).isEqualTo("PONG");
        }
    }

    @Test
    void optionsThatQueueCommandsAreLogged() {
        try (var warnings = new Warnings();
                var yours = RedisClient.create(RealRedis.shared().uri())) {
            LettuceNxClient.of(yours).close();
            assertThat(warnings.texts()).singleElement().asString().contains("REJECT_COMMANDS");
            yours.setOptions(ClientOptions.builder()
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .build());
            LettuceNxClient.of(yours).close();
            assertThat(warnings.texts()).hasSize(1);
        }
    }

    // ---- the connection is replaced

    @Test
    void aConnectionThatDoesNotRespondIsReplacedAndClosed() throws Exception {
        try (var server = RealRedis.start()) {
            var source = ConnectionSource.standalone(RedisURI.create(server.uri()));
            try (var connection = new ReplaceableConnection(source)) {
                var first = connection.current();
                connection.onTimeout("a", Duration.ZERO);
                replies(connection);
                connection.onTimeout("a", Duration.ZERO);
                assertThat(connection.current()).as("not two in a row").isSameAs(first);
                connection.onTimeout("b", Duration.ZERO);
                await().untilAsserted(() -> assertThat(connection.current()).isNotSameAs(first));
                replies(connection);
                await().untilAsserted(() -> assertThat(connections(server)).isEqualTo(2));
            }
            await().untilAsserted(() -> assertThat(connections(server)).isEqualTo(1));
            source.shutdown().run();
        }
    }

    @Test
    void commandsOfOneStallAreOneTimeOut() throws Exception {
        try (var server = RealRedis.start();
                var yours = RedisClient.create(server.uri());
                var connection = new ReplaceableConnection(ConnectionSource.of(yours))) {
            var first = connection.current();
            for (int i = 0; i < 10; i++) {
                connection.onTimeout("k" + i, Duration.ofSeconds(2));
            }
            assertThat(connection.current())
                    .as("all were sent before the first timed out")
                    .isSameAs(first);
            connection.onTimeout("later", Duration.ZERO);
            await().untilAsserted(() -> assertThat(connection.current()).isNotSameAs(first));
        }
    }

    @Test
    void aMasterThatBecameAReplicaIsLeft() throws Exception {
        try (var server = RealRedis.start();
                var warnings = new Warnings();
                NxClient client = LettuceNxClient.connect(server.uri())) {
            server.run("REPLICAOF", "127.0.0.1", "1");
            assertThatThrownBy(() -> acquire(client, "k")).hasMessageContaining("READONLY");
            await().untilAsserted(() -> assertThat(warnings.texts())
                    .anySatisfy(text -> assertThat(text).contains("is a replica now: the connection was replaced")));
            server.run("REPLICAOF", "NO", "ONE");
            works(client);
        }
    }

    @Test
    void aClientThatIsClosedWhileItReplacesItsConnectionLeavesNone() throws Exception {
        try (var server = RealRedis.start();
                var yours = RedisClient.create(server.uri())) {
            for (int i = 0; i < 20; i++) {
                var connection = new ReplaceableConnection(ConnectionSource.of(yours));
                connection.onTimeout("a", Duration.ZERO);
                connection.onTimeout("a", Duration.ZERO);
                TimeUnit.MILLISECONDS.sleep(i % 5); // not to hope: to meet each moment of the replacement
                connection.close();
                connection.close();
            }
            await().untilAsserted(() -> assertThat(connections(server)).isEqualTo(1));
        }
    }

    private static void replies(ReplaceableConnection connection) throws Exception {
        assertThat(get(new PlainCommands(connection).holder("any"))).isEmpty();
    }

    /** The number of connections of a server, including the one that asks. */
    private static long connections(RealRedis server) {
        return server.run("CLIENT", "LIST", "TYPE", "normal").lines().count();
    }
}
