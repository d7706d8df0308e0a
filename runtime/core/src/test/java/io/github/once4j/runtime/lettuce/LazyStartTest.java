package io.github.once4j.runtime.lettuce;

import static io.github.once4j.runtime.lettuce.Replies.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.internal.Warnings;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that is created while its server is down. */
class LazyStartTest {
    private static final String CONNECT_THREAD = "once4j-connect";

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(CONNECT_THREAD::equals)
                .toList();
    }

    @Test
    void callsFailAtOnceUntilTheServerIsThere() {
        int port = RealRedis.freePort();
        try (var guard = OnceGuard.builder()
                .client(LettuceNxClient.lazy(RedisURI.create("redis://127.0.0.1:" + port)))
                .build()) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> guard.tryRun("k", () -> {}))
                    .isInstanceOf(OnceBackendException.class)
                    .hasMessageContaining("Redis at 127.0.0.1:" + port + ": there is no connection yet")
                    .hasMessageNotContaining("..");
            assertThatThrownBy(() -> guard.isLocked("k")).isInstanceOf(OnceBackendException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> guard.tryRun("k", () -> {})).hasMessageContaining("Connection refused"));
            try (var server = RealRedis.start(port, RealRedis.provider())) {
                await().ignoreExceptions().until(() -> guard.tryRun("k", () -> {}));
                assertThat(server.run("PING")).isEqualTo("PONG");
                assertThat(threads()).isEmpty();
            }
        }
    }

    @Test
    void eachOperationFailsAsNotExecuted() {
        try (NxClient client = LettuceNxClient.lazyCluster("redis://127.0.0.1:" + RealRedis.freePort())) {
            assertThat(client.toString()).startsWith("Redis Cluster at 127.0.0.1:");
            assertThatThrownBy(() -> Replies.acquire(client, "k", "t")).hasCauseInstanceOf(NotExecutedException.class);
            assertThatThrownBy(() -> Replies.renew(client, "k", "t")).hasCauseInstanceOf(NotExecutedException.class);
            assertThatThrownBy(() -> Replies.release(client, "k", "t")).hasCauseInstanceOf(NotExecutedException.class);
            assertThatThrownBy(() -> get(client.holder("k"))).hasCauseInstanceOf(NotExecutedException.class);
            var request = new RenewRequest("k", Token.of("t"), Replies.LONG);
            assertThat(client.renewAll(List.of(request, request)))
                    .hasSize(2)
                    .allSatisfy(
                            each -> assertThatThrownBy(() -> get(each)).hasCauseInstanceOf(NotExecutedException.class));
            client.onTimeout("k", Duration.ZERO);
        }
    }

    @Test
    void aServerThatCannotBeUsedIsLoggedOnceAndUsedWhenItCan() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (var warnings = new Warnings();
                var server = RealRedis.start("user worker on >secret ~* +@all -del");
                NxClient client = LettuceNxClient.lazy("redis://worker:secret@127.0.0.1:" + server.port())) {
            await().untilAsserted(() -> assertThatThrownBy(() -> Replies.acquire(client, "k", "t"))
                    .hasMessageContaining("ACL SETUSER worker +del"));
            server.run("ACL", "SETUSER", "worker", "+del");
            await().ignoreExceptions().untilAsserted(() -> Replies.works(client, "k", true));
            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .contains("+del")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aWrongAddressIsReportedAtOnce() {
        assertThatThrownBy(() -> LettuceNxClient.lazy("localhost")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(LettuceNxClient::lazyCluster).isInstanceOf(IllegalArgumentException.class);
        assertThat(threads()).isEmpty();
    }

    @Test
    void aClosedClientStopsTrying() throws Exception {
        int port = RealRedis.freePort();
        try (var yours = RedisClient.create("redis://127.0.0.1:" + port)) {
            NxClient client = LettuceNxClient.lazy(yours);
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> get(client.holder("k"))).hasMessageContaining("Connection refused"));
            client.close();
            client.close();
            await().untilAsserted(() -> assertThat(threads()).isEmpty());
            try (var server = RealRedis.start(port, RealRedis.provider())) {
                assertThat(server.run("CLIENT", "LIST", "TYPE", "normal").lines())
                        .hasSize(1);
            }
        }
    }
}
