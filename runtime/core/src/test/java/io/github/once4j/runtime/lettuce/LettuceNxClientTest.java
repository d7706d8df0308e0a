package io.github.once4j.runtime.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.test.NxClientContract;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The client on a real Redis keeps the contract, and what the protocol says about faults. */
class LettuceNxClientTest extends NxClientContract {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Override
    protected NxClient open() {
        return LettuceNxClient.connect(RealRedis.shared().uri());
    }

    @Override
    protected boolean issuesFences() {
        return RealRedis.runsScripts();
    }

    @Test
    void scriptsAreSentAgainWhenTheServerForgotThem() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (NxClient client = open();
                var plain = RedisClient.create(RealRedis.shared().uri());
                var connection = plain.connect()) {
            client.holder("any").toCompletableFuture().get(5, TimeUnit.SECONDS);
            connection.sync().scriptFlush();
            assertThat(client.holder("any").toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .isEmpty();
        }
    }

    @Test
    void aReleaseThatNobodyWaitsForComesBeforeTheNextAcquisitionOnANewServerToo() throws Exception {
        try (var server = RealRedis.start();
                NxClient client = LettuceNxClient.connect(server.uri())) {
            client.acquire(new AcquireRequest("k", Token.of("first"), LONG, false))
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            var release = client.release("k", Token.of("first"), Duration.ZERO);
            assertThat(client.acquire(new AcquireRequest("k", Token.of("second"), LONG, false))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isInstanceOf(AcquireResult.Stored.class);
            assertThat(release.toCompletableFuture().get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aKeyOfAnotherTypeIsAnErrorAndStays() throws Exception {
        try (NxClient client = open();
                var plain = RedisClient.create(RealRedis.shared().uri());
                var connection = plain.connect()) {
            connection.sync().lpush("a-list", "x");
            assertThatThrownBy(() -> client.acquire(new AcquireRequest("a-list", Token.of("t"), LONG, false))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("WRONGTYPE");
            assertThat(connection.sync().llen("a-list")).isEqualTo(1);
        }
    }

    @Test
    void aKeyOfAnotherTypeDoesNotEndTheOthers() throws Exception {
        try (NxClient client = open();
                var plain = RedisClient.create(RealRedis.shared().uri());
                var connection = plain.connect()) {
            connection.sync().lpush("list-among-locks", "x");
            client.acquire(new AcquireRequest("lock-beside-list", Token.of("t"), LONG, false))
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            var answers = client.renewAll(List.of(
                    new RenewRequest("list-among-locks", Token.of("t"), LONG),
                    new RenewRequest("lock-beside-list", Token.of("t"), LONG)));
            assertThatThrownBy(() -> answers.get(0).toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(NotExecutedException.class);
            assertThat(answers.get(1).toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void anAddressWithoutAServerIsToldAtOnce() {
        String nowhere = "127.0.0.1:" + RealRedis.freePort();
        assertThatThrownBy(() -> LettuceNxClient.connect("redis://" + nowhere))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("Cannot connect to Redis at " + nowhere)
                .hasMessageContaining("Is it running");
    }

    @Test
    void aClientOfTheUsersStaysOpen() throws Exception {
        try (var users = RedisClient.create(RealRedis.shared().uri())) {
            NxClient client = LettuceNxClient.of(users);
            client.holder("any").toCompletableFuture().get(5, TimeUnit.SECONDS);
            client.close();
            try (var connection = users.connect()) {
                assertThat(connection.sync().ping()).isEqualTo("PONG");
            }
        }
    }

    @Test
    void theConnectionComesBackAndReplaysNothing() throws Exception {
        try (var server = RealRedis.start();
                NxClient client = LettuceNxClient.connect(server.uri())) {
            client.acquire(new AcquireRequest("k", Token.of("t"), LONG, false))
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            server.stop();
            await().untilAsserted(() -> assertThatThrownBy(
                            () -> client.acquire(new AcquireRequest("lost", Token.of("t"), LONG, false))
                                    .toCompletableFuture()
                                    .join())
                    .isInstanceOf(CompletionException.class));
            server.restart();
            await().ignoreExceptions()
                    .until(() -> client.holder("lost")
                            .toCompletableFuture()
                            .get(1, TimeUnit.SECONDS)
                            .isEmpty());
        }
    }

    /** That the arguments make no key is no failure of the backend. */
    @Test
    void aFencedKeyWithABraceButNoTagIsRefused() {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        OnceMethod method = OnceMethod.builder(LettuceNxClientTest.class, "run", "run-{x}")
                .fenced()
                .build();
        try (OnceGuard guard = OnceGuard.builder().client(open()).build()) {
            assertThatThrownBy(() -> method.tryAcquire(guard, "run-a}b"))
                    .isInstanceOf(OnceKeyException.class)
                    .hasMessageContaining("LettuceNxClientTest.run")
                    .hasMessageContaining("`once:run-a}b`");
            assertThat(method.runAsync(
                                    guard, () -> "run-a}b", lease -> CompletableFuture.completedFuture("ran"), "locked")
                            .handle((ran, thrown) -> thrown)
                            .join())
                    .isInstanceOf(OnceKeyException.class);
        }
    }

    @Test
    void aFenceIsKeptInTheSlotOfItsLock() {
        assertThat(ScriptCommands.fenceKey("plain")).isEqualTo("{plain}:fence");
        assertThat(ScriptCommands.fenceKey("a{tag}b")).isEqualTo("a{tag}b:fence");
        assertThat(ScriptCommands.fenceKey("a}b")).isNull();
        assertThat(ScriptCommands.fenceKey("a{}b")).isNull();
    }
}
