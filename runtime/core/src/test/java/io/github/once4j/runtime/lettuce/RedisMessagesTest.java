package io.github.once4j.runtime.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisURI;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads when an address is wrong, or a server fails: what to write, and which server; never a password. */
class RedisMessagesTest {
    private static final List<Function<String, NxClient>> WAYS = List.of(
            LettuceNxClient::connect,
            LettuceNxClient::connectCluster,
            LettuceNxClient::lazy,
            LettuceNxClient::lazyCluster);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:6379",
                "localhost",
                "",
                " ",
                "http://localhost",
                "redis://",
                "redis:///2",
                "redis://localhost/two",
                "redis-sentinel://localhost",
                "redis://host:port",
                "user:s3cr3t@localhost:6379",
                "user:s3cr3t",
                "redis://user:s3cr3t",
                "redis://:s3cr3t",
                "redis://user:s3cr3t /x",
                "redis://user:s3cr3t\n@localhost",
                "redis://user:se s3cr3t@localhost",
                "redis://user:s3cr3t/@localhost",
                "redis://user:1234/s3cr3t@localhost",
                "redis://s3cr3t#@localhost",
                "redis://s3cr3t?@localhost",
                "redis://user:s3cr3t@localhost:port",
                "redis://user:s3cr3t@localhost:99999999999",
                "redis://user:s3cr3t@",
                "redis:user:s3cr3t@localhost",
                "redis-sentinel://user:s3cr3t#master",
                "redis-sentinel://user:s3cr3t@host1,host2",
                "rediss://%s3cr3t:%zz@localhost",
                "redis-socket:///s3cr3t:x@/../"
            })
    void aTextThatIsNotAnAddressIsRefusedWithOneThatIs(String text) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (Function<String, NxClient> way : WAYS) {
            assertThatThrownBy(() -> way.apply(text))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Write redis://host:6379")
                    .hasMessageNotContaining("s3cr3t")
                    .hasNoCause();
        }
        Set<Thread> made = new HashSet<>(Thread.getAllStackTraces().keySet());
        made.removeAll(before);
        assertThat(made).noneMatch(thread -> thread.getName().startsWith("lettuce-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost",
                "redis://my_redis:6380/2",
                "redis://user:p%40ss@redis-1.example.com",
                "redis://[::1]:6379",
                "redis://127.0.0.1",
                "rediss://:pass@host:1/3?timeout=1s",
                "redis-sentinel://a,b:26380,c#main",
                "redis-socket:///tmp/redis.sock"
            })
    void anAddressIsRead(String text) {
        assertThat(RedisAddress.where(RedisAddress.uri(text))).doesNotContain("pass");
    }

    @Test
    void anAddressWithoutAHostAndAClusterWithoutANode() {
        assertThatThrownBy(() -> LettuceNxClient.connect(new RedisURI()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Write redis://host:6379");
        assertThatThrownBy(LettuceNxClient::connectCluster)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connectCluster(\"redis://host1:6379\"");
    }

    @Test
    void anAddressWithoutAServerIsReportedAtOnce() {
        String nowhere = "user:s3cr3t@127.0.0.1:" + RealRedis.freePort();
        for (String uri : List.of("redis://" + nowhere, "rediss://" + nowhere, "redis-sentinel://" + nowhere + "#m")) {
            assertFails(() -> LettuceNxClient.connect(uri), "Cannot connect to Redis");
        }
        assertFails(
                () -> LettuceNxClient.connectCluster("redis://" + nowhere), "Cannot connect to Redis Cluster at 127");
    }

    @Test
    void aUserWhoMayNotLogInIsReported() {
        try (var server = RealRedis.start("user off off >s3cr3t ~* +@all", "user on on >other ~* +@all")) {
            for (String user : List.of("off", "on", "nobody")) {
                String uri = "redis://" + user + ":s3cr3t@127.0.0.1:" + server.port();
                assertFails(() -> LettuceNxClient.connect(uri), "WRONGPASS");
                assertFails(() -> LettuceNxClient.connectCluster(uri), "Cannot connect to");
            }
        }
    }

    @Test
    void aServerThatIsNoClusterIsReported() {
        String uri = RealRedis.shared().uri();
        assertFails(() -> LettuceNxClient.connectCluster(uri), "ERR This instance has cluster support disabled. Is it");
    }

    /** Lettuce throws something of its own for it, where Netty's native transport is not there. */
    @Test
    void aUnixSocketThatCannotBeUsedIsReported() {
        assertFails(() -> LettuceNxClient.connect("redis-socket:///nowhere"), "Cannot connect to Redis at /nowhere: ");
    }

    private static void assertFails(ThrowingCallable connect, String message) {
        assertThatThrownBy(connect)
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("Is it running")
                .hasMessageNotContaining("..")
                .satisfies(thrown -> {
                    var all = new StringWriter();
                    thrown.printStackTrace(new PrintWriter(all));
                    assertThat(all.toString()).doesNotContain("s3cr3t");
                });
    }

    @Test
    void errorsOfTheServerAreEscapedAndBounded() throws Exception {
        try (var source = new Closing(ConnectionSource.standalone(
                        RedisURI.create(RealRedis.shared().uri())));
                var connection = new ReplaceableConnection(source.source)) {
            String error = "ERR \u001B[31m\r\n" + "x".repeat(100_000);
            var call = new RedisCall<Boolean>(
                    connection, io.lettuce.core.protocol.CommandType.GET, LockCommands.arguments("k"), reply -> true);
            assertThat(call.refusal(error).getMessage())
                    .hasSizeLessThan(1_000)
                    .contains("\\x1B[31m\\x0D\\x0A")
                    .doesNotContain("\n");
        }
    }

    private record Closing(ConnectionSource source) implements AutoCloseable {
        @Override
        public void close() {
            source.shutdown().run();
        }
    }

    @Test
    void aFailureNamesTheServerAndTheOperation() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (var server = RealRedis.start("user worker on >s3cr3t ~* +@all")) {
            String where = "Redis at 127.0.0.1:" + server.port() + ": ";
            try (var guard = OnceGuard.builder()
                    .client(LettuceNxClient.connect("redis://worker:s3cr3t@127.0.0.1:" + server.port()))
                    .lease(Duration.ofSeconds(2))
                    .listener(new OnceListener() {
                        @Override
                        public void backendFailed(BackendFailed event) {
                            told.add(String.valueOf(event.failure().getMessage()));
                        }
                    })
                    .build()) {
                Lease held = Objects.requireNonNull(guard.tryAcquire("held"));
                server.stop();
                assertThatThrownBy(() -> guard.tryAcquire("other"))
                        .isInstanceOf(OnceBackendException.class)
                        .hasMessageContaining("it is unknown whether key `other` is free. " + where);
                assertThatThrownBy(() -> guard.isLocked("other"))
                        .isInstanceOf(OnceBackendException.class)
                        .hasMessageStartingWith("It is unknown whether key `other` is held. " + where);
                await().untilAsserted(() -> assertThat(told)
                        .anySatisfy(text -> assertThat(text).contains("could not renew key `held`. " + where)));
                held.close();
                await().untilAsserted(() -> assertThat(told)
                        .anySatisfy(text -> assertThat(text).contains("could not release key `held`. " + where)));
            }
        }
        assertThat(told).noneMatch(text -> text.contains("s3cr3t"));
    }
}
