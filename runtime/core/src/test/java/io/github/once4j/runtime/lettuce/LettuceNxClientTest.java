package io.github.once4j.runtime.lettuce;

import static io.github.once4j.runtime.lettuce.Replies.LONG;
import static io.github.once4j.runtime.lettuce.Replies.acquire;
import static io.github.once4j.runtime.lettuce.Replies.acquireFenced;
import static io.github.once4j.runtime.lettuce.Replies.get;
import static io.github.once4j.runtime.lettuce.Replies.release;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.internal.Warnings;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The client on one Redis: what the protocol says about scripts, types of keys, reconnects and fences. */
class LettuceNxClientTest {
    private static NxClient open() {
        return LettuceNxClient.connect(RealRedis.shared().uri());
    }

    @Test
    void scriptsAreSentAgainWhenTheServerForgotThem() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (NxClient client = open();
                var plain = RedisClient.create(RealRedis.shared().uri());
                var connection = plain.connect()) {
            get(client.holder("any"));
            connection.sync().scriptFlush();
            assertThat(get(client.holder("any"))).isEmpty();
        }
    }

    @Test
    void aReleaseThatNobodyWaitsForComesBeforeTheNextAcquisitionOnANewServerToo() throws Exception {
        try (var server = RealRedis.start();
                NxClient client = LettuceNxClient.connect(server.uri())) {
            acquire(client, "k", "first");
            var release = client.release(new ReleaseRequest("k", Token.of("first")));
            assertThat(acquire(client, "k", "second")).isInstanceOf(AcquireResult.Stored.class);
            assertThat(get(release)).isTrue();
        }
    }

    @Test
    void aKeyOfAnotherTypeIsAnErrorAndStays() throws Exception {
        try (NxClient client = open();
                var plain = RedisClient.create(RealRedis.shared().uri());
                var connection = plain.connect()) {
            connection.sync().lpush("a-list", "x");
            assertThatThrownBy(() -> acquire(client, "a-list", "t"))
                    .cause()
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageMatching("(?s).*WRONGTYPE.*[^.]\\. Another program uses this key: .*[^.]");
            assertThat(connection.sync().llen("a-list")).isEqualTo(1);
        }
    }

    @Test
    void aKeyOfAnotherTypeDoesNotEndTheOthers() throws Exception {
        try (NxClient client = open();
                var plain = RedisClient.create(RealRedis.shared().uri());
                var connection = plain.connect()) {
            connection.sync().lpush("list-among-locks", "x");
            acquire(client, "lock-beside-list", "t");
            var results = client.renewAll(List.of(
                    new RenewRequest("list-among-locks", Token.of("t"), LONG),
                    new RenewRequest("lock-beside-list", Token.of("t"), LONG)));
            assertThatThrownBy(() -> get(results.get(0))).cause().isInstanceOf(NotExecutedException.class);
            assertThat(get(results.get(1))).isTrue();
        }
    }

    @Test
    void aClientOfTheUsersStaysOpen() throws Exception {
        try (var users = RedisClient.create(RealRedis.shared().uri())) {
            NxClient client = LettuceNxClient.of(users);
            get(client.holder("any"));
            client.close();
            try (var connection = users.connect()) {
                assertThat(connection.sync().ping()).isEqualTo("PONG");
            }
        }
    }

    @Test
    void threadsThatAGuardDoesNotRecognizeAreReported() {
        ClientResources resources = ClientResources.builder()
                .threadFactoryProvider(pool -> task -> new Thread(task, "mine"))
                .build();
        try (var warnings = new Warnings();
                var plain = RedisClient.create(resources, RealRedis.shared().uri())) {
            LettuceNxClient.of(plain).close();
            assertThat(warnings.texts())
                    .anyMatch(text -> text.contains("thread `mine`") && text.contains("`lettuce-`"));
        } finally {
            resources.shutdown(0, 2, SECONDS);
        }
    }

    @Test
    void theConnectionComesBackAndReplaysNothing() throws Exception {
        try (var server = RealRedis.start();
                NxClient client = LettuceNxClient.connect(server.uri())) {
            acquire(client, "k", "t");
            server.stop();
            await().untilAsserted(() -> assertThatThrownBy(() -> acquire(client, "lost", "t")));
            server.restart();
            await().ignoreExceptions().until(() -> get(client.holder("lost")).isEmpty());
        }
    }

    // ---- fences

    /** That the arguments make no key is no failure of the backend. */
    @Test
    void aFencedKeyWithABraceButNoTagIsRefused() {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        GuardedMethod method = GuardedMethod.builder(LettuceNxClientTest.class, "run", "run-{x}")
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
    void aFenceIsStoredInTheSlotOfItsLock() {
        for (String key : List.of("plain", "a{tag}b", "a{b", "{}x{", "ключ")) {
            byte[] fence = ScriptCommands.fenceKey(key);
            if (fence != null) {
                assertThat(SlotHash.getSlot(fence)).as(key).isEqualTo(SlotHash.getSlot(key));
                assertThat(fence).as("no text in UTF-8").endsWith(0xFF);
            }
        }
        assertThat(ScriptCommands.fenceKey("a{b")).isNotNull();
        assertThat(ScriptCommands.fenceKey("a}b")).isNull();
        assertThat(ScriptCommands.fenceKey("a{}b")).isNull();
    }

    @Test
    void noKeyOfAUserIsAFence() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (NxClient client = open()) {
            for (String key : List.of("{jobs}:zoe", "zoe")) {
                assertThat(acquireFenced(client, key, "a")).isInstanceOf(AcquireResult.Stored.class);
                for (String other : List.of(key + ":fence", "{" + key + "}:fence", key + "\u00FF", key + "\uFFFD")) {
                    assertThat(acquireFenced(client, other, "b")).as(other).isInstanceOf(AcquireResult.Stored.class);
                    assertThat(release(client, other, "b")).isTrue();
                }
                assertThat(release(client, key, "a")).isTrue();
                assertThat(acquireFenced(client, key, "c")).isInstanceOf(AcquireResult.Stored.class);
                assertThat(release(client, key, "c")).isTrue();
            }
        }
    }

    @Test
    void aKeyThatLooksLikeAFenceOfOldIsAcquiredBeforeItsLock() throws Exception {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (NxClient client = open()) {
            assertThat(acquireFenced(client, "{jobs}:bob:fence", "a")).isInstanceOf(AcquireResult.Stored.class);
            var stored = (AcquireResult.Stored) acquireFenced(client, "{jobs}:bob", "b");
            assertThat(stored.fence()).isPresent();
            assertThat(Objects.requireNonNull(
                                    get(client.holder("{jobs}:bob:fence")).orElseThrow())
                            .value())
                    .isEqualTo("a");
            assertThat(release(client, "{jobs}:bob:fence", "a")).isTrue();
            assertThat(release(client, "{jobs}:bob", "b")).isTrue();
        }
    }

    @Test
    void anAcquisitionWithoutAFenceThatIsRepeatedIsOwned() throws Exception {
        try (NxClient client = open()) {
            var request = new AcquireRequest("repeated", Token.of("t"), LONG, false);
            assertThat(get(client.acquire(request))).isInstanceOf(AcquireResult.Stored.class);
            assertThat(get(client.acquire(request))).isInstanceOf(AcquireResult.AlreadyOwned.class);
            assertThat(release(client, "repeated", "t")).isTrue();
        }
    }
}
