package io.github.once4j.runtime.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.internal.Warnings;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealCluster;
import io.github.once4j.servers.RealRedis;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisExecProvider;

/** What a client finds out about its user's rights when it connects, on old and new servers; and that this changes nothing. */
class RightsTest {
    private static final String WORKER = "user worker on >secret ~* +@all ";

    /** On keys of the default prefix; a guard with another one cannot be known when the client connects. */
    private static final String NEEDED = "+evalsha +eval +get +set +del +pexpire +pttl +time +ping +hello +select";

    private static String uri(RealRedis server) {
        return "redis://worker:secret@127.0.0.1:" + server.port();
    }

    private static RealRedis start(RedisExecProvider binary, String... settings) {
        return RealRedis.start(RealRedis.freePort(), binary, settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-eval -evalsha -script", "-eval", "-evalsha"})
    void aServerThatRefusesScriptsAndCannotCompareIsReported(String refused) {
        // A server that could, by SET with IFEQ, does not allow it.
        String tooNew = PlainCommandsTest.comparesAndSets(RealRedis.shared()) ? " -set" : "";
        try (var server = RealRedis.start(WORKER + refused + tooNew)) {
            assertThatThrownBy(() -> LettuceNxClient.connect(uri(server)))
                    .isInstanceOf(OnceBackendException.class)
                    .hasMessageContaining("refuses scripts")
                    .hasMessageContaining("ACL SETUSER worker +evalsha +eval")
                    .hasMessageContaining("NOPERM")
                    .hasMessageContaining(tooNew.isEmpty() ? "syntax error" : "'set'");
            assertThat(server.run("CLIENT", "LIST", "TYPE", "normal").lines())
                    .as("none is left open but the one that asks")
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"del", "pexpire", "get", "set", "pttl"})
    void aCommandThatIsNeededLaterIsRequiredAtOnce(String command) {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        for (RedisExecProvider binary : new RedisExecProvider[] {RealRedis.provider(), RealRedis.redis62()}) {
            try (var server = start(binary, WORKER + "-" + command)) {
                assertThatThrownBy(() -> LettuceNxClient.connect(uri(server)))
                        .isInstanceOf(OnceBackendException.class)
                        .hasMessageContaining("may not run `" + command + "`")
                        .hasMessageEndingWith("ACL SETUSER worker +" + command);
            }
        }
    }

    /** No right would help. */
    @ParameterizedTest
    @ValueSource(strings = {"get", "pexpire"})
    void aCommandThatTheServerDoesNotKnowIsReportedAsThat(String command) {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (var server = RealRedis.start("rename-command " + command + " \"\"")) {
            assertThatThrownBy(() -> LettuceNxClient.connect(server.uri()))
                    .isInstanceOf(OnceBackendException.class)
                    .hasMessageContaining("may not run `" + command + "`")
                    .hasMessageContaining("`rename-command`")
                    .hasMessageNotContaining("ACL");
        }
    }

    @Test
    void allThatIsMissingIsReportedTogether() {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (var server = RealRedis.start("user worker on >secret ~once:* " + NEEDED + " -pexpire -del")) {
            assertThatThrownBy(() -> LettuceNxClient.connect(uri(server)))
                    .hasMessageContaining("may not run `pexpire`, `del`")
                    .message()
                    // before Redis 8, it may not ask for its name either
                    .containsPattern("ACL SETUSER (name|worker) \\+pexpire \\+del$");
        }
    }

    @Test
    void aRightThatIsMissingOnOneServerOfAClusterIsReported() {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (var cluster = RealCluster.start(2, WORKER)) {
            RealRedis second = cluster.nodes().get(1);
            second.run("ACL", "SETUSER", "worker", "-del");
            assertThatThrownBy(() ->
                            LettuceNxClient.connectCluster(uri(cluster.nodes().get(0))))
                    .isInstanceOf(OnceBackendException.class)
                    .hasMessageContaining("server 127.0.0.1:" + second.port())
                    .hasMessageContaining("`del`");
        }
    }

    @Test
    void aUserOnKeysOfAnotherPrefixConnects() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        for (RedisExecProvider binary : new RedisExecProvider[] {RealRedis.provider(), RealRedis.redis62()}) {
            try (var server = start(binary, "user worker on >secret ~app:* ~{app:* " + NEEDED);
                    NxClient client = LettuceNxClient.connect(uri(server))) {
                Replies.works(client, "app:k", false);
                Replies.works(client, "app:f", true);
            }
        }
    }

    @Test
    void withoutTimeOnlyFencesFail() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (var warnings = new Warnings();
                var server = RealRedis.start(WORKER + "-time");
                NxClient client = LettuceNxClient.connect(uri(server))) {
            assertThat(warnings.texts()).singleElement().asString().contains("ACL SETUSER worker +time");
            assertThat(Replies.acquire(client, "k", "t")).isInstanceOf(AcquireResult.Stored.class);
            assertThatThrownBy(() -> Replies.acquireFenced(client, "f", "t"))
                    .cause()
                    .hasMessageContaining("was refused");
        }
    }

    @Test
    void connectingChangesNothing() {
        try (var server = RealRedis.start()) {
            Supplier<String> changes = () -> server.run("INFO", "persistence")
                    .lines()
                    .filter(line -> line.startsWith("rdb_changes"))
                    .findFirst()
                    .orElseThrow();
            server.run("SET", "once:probe", "mine");
            String before = changes.get();
            LettuceNxClient.connect(server.uri()).close();
            assertThat(changes.get()).isEqualTo(before);
        }
    }

    @Test
    void aServerThatRefusesWritesForNowIsAccepted() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (var server = RealRedis.start("min-replicas-to-write 1", "maxmemory 1");
                NxClient client = LettuceNxClient.connect(server.uri())) {
            assertThatThrownBy(() -> Replies.acquire(client, "k", "t")).cause().hasMessageContaining("OOM");
            server.run("CONFIG", "SET", "min-replicas-to-write", "0");
            server.run("CONFIG", "SET", "maxmemory", "0");
            await().untilAsserted(() ->
                    assertThat(Replies.acquire(client, "k", "t")).isInstanceOf(AcquireResult.Stored.class));
        }
    }
}
