package io.github.once4j.runtime.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads when an address is wrong, or a server fails: what to write, and which server; never a password. */
class RedisMessagesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:6379",
                "localhost",
                "",
                "http://localhost",
                "redis://",
                "redis:///2",
                "redis-sentinel://localhost",
                "user:secret@localhost:6379",
                "redis://user:se secret@localhost"
            })
    void whatIsNoAddressIsToldWithOneThatIs(String text) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        for (ThrowingConnect connect :
                List.<ThrowingConnect>of(LettuceNxClient::connect, LettuceNxClient::connectCluster)) {
            assertThatThrownBy(() -> connect.to(text))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Write redis://host:6379")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
        Set<Thread> made = new HashSet<>(Thread.getAllStackTraces().keySet());
        made.removeAll(before);
        assertThat(made).noneMatch(thread -> thread.getName().startsWith("lettuce-"));
    }

    private interface ThrowingConnect {
        NxClient to(String address);
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
    void aFailureNamesTheServerAndWhatWasAskedOfIt() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (var server = RealRedis.start("user worker on >secret ~* +@all")) {
            String where = "Redis at 127.0.0.1:" + server.port() + ": ";
            try (var guard = OnceGuard.builder()
                    .client(LettuceNxClient.connect("redis://worker:secret@127.0.0.1:" + server.port()))
                    .lease(Duration.ofSeconds(2))
                    .listener(new OnceListener() {
                        @Override
                        public void backendFailed(OnceMethod method, String key, Throwable failure) {
                            told.add(String.valueOf(failure.getMessage()));
                        }
                    })
                    .build()) {
                assertThat(guard.engine().client).hasToString("Redis at 127.0.0.1:" + server.port());
                Lease held = Objects.requireNonNull(guard.tryAcquire("held"));
                server.stop();
                assertThatThrownBy(() -> guard.tryAcquire("other"))
                        .isInstanceOf(OnceBackendException.class)
                        .hasMessageContaining("it is not known whether key `other` is free. " + where);
                assertThatThrownBy(() -> guard.isLocked("other"))
                        .isInstanceOf(OnceBackendException.class)
                        .hasMessageStartingWith("It is not known whether key `other` is held. " + where);
                await().untilAsserted(() -> assertThat(told)
                        .anySatisfy(text -> assertThat(text).contains("the renewal of key `held` failed. " + where)));
                held.close();
                await().untilAsserted(() -> assertThat(told)
                        .anySatisfy(text -> assertThat(text).contains("the release of key `held` failed. " + where)));
            }
        }
        assertThat(told).noneMatch(text -> text.contains("secret"));
    }
}
