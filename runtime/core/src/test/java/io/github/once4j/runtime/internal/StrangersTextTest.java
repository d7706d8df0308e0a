package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceListener.BackendFailed.Operation;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, values and texts from outside are escaped and bounded in messages and in the log. */
class StrangersTextTest {
    private static final GuardedMethod METHOD = GuardedMethod.of(StrangersTextTest.class, "run", "{key}");

    private final InMemoryNxClient memory = new InMemoryNxClient();

    static List<String> strangers() {
        return List.of(
                "a\u001b[31mred",
                "a\r\n2026-01-01 forged line",
                "bidi\u202e\u0085\u2028",
                "x".repeat(1_000_000),
                "\u001b".repeat(5_000_000),
                "漢".repeat(5_000_000));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("strangers")
    void aKey(String key) {
        try (var warnings = new Warnings();
                OnceGuard guard = OnceGuard.builder().client(memory).build()) {
            Lease lease = Objects.requireNonNull(guard.tryAcquire(key));
            isHarmless(lease.toString());
            Throwable locked = catchThrowable(() -> METHOD.acquireOrThrow(guard, key));
            assertThat(locked).isInstanceOf(OnceLockedException.class);
            isHarmless(locked.getMessage());
            assertThat(guard.release(key)).isTrue();
            await().until(() -> !warnings.texts().isEmpty());
            warnings.texts().forEach(StrangersTextTest::isHarmless);
            lease.close();
            Thread.currentThread().interrupt();
            Throwable interrupted = catchThrowable(() -> guard.tryAcquire(key));
            assertThat(Thread.interrupted()).isTrue();
            isHarmless(interrupted.getMessage());
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("strangers")
    void aValue(String value) {
        memory.acquire(new AcquireRequest("once:k", Token.of(value), Duration.ofMinutes(1), false));
        try (OnceGuard guard = OnceGuard.builder().client(memory).build()) {
            Throwable locked = catchThrowable(() -> METHOD.acquireOrThrow(guard, "k"));
            assertThat(locked).isInstanceOf(OnceLockedException.class).hasMessageContaining("did not write");
            isHarmless(locked.getMessage());
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("strangers")
    void theStringFormsOfEventsAndHolders(String text) {
        var stored = new StoredLock(text, text, Optional.empty());
        LockHolder holder = TokenFormat.holder(text, stored);
        OnceMethod method = EngineMethod.settings(METHOD).method();
        isHarmless(stored.toString());
        isHarmless(new AcquireResult.Busy(stored).toString());
        Token token = Token.of(text);
        isHarmless(token.toString());
        isHarmless(new AcquireRequest(text, token, Duration.ZERO, false).toString());
        isHarmless(new RenewRequest(text, token, Duration.ZERO).toString());
        isHarmless(new ReleaseRequest(text, token).toString());
        isHarmless(new OnceGuard.HeldKey(method, holder).toString());
        isHarmless(holder.toString());
        isHarmless(new OnceListener.Locked(method, text, holder, Duration.ZERO).toString());
        var failure = new OnceBackendException("no reply", null);
        isHarmless(new OnceListener.BackendFailed(method, text, Operation.RENEW, failure).toString());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("strangers")
    void whatAClientThrows(String message) {
        var failing = new CountedClient(memory) {
            @Override
            void fail() {
                throw new IllegalStateException(message);
            }
        };
        try (OnceGuard guard =
                OnceGuard.builder().client(failing).lease(Duration.ofSeconds(1)).build()) {
            Throwable failed = catchThrowable(() -> guard.tryAcquire("k"));
            assertThat(failed).isInstanceOf(OnceBackendException.class);
            isHarmless(failed.getMessage());
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("strangers")
    void whatAKeyPartThrows(String message) {
        Object part = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException(message);
            }
        };
        Throwable thrown = catchThrowable(() -> METHOD.text("order.customer", part));
        assertThat(thrown).isInstanceOf(OnceKeyException.class).hasMessageContaining("order.customer");
        isHarmless(thrown.getMessage());
        try (OnceGuard guard = OnceGuard.inMemory()) {
            CompletableFuture<@Nullable String> result = METHOD.runAsync(
                    guard,
                    () -> METHOD.text("order.customer", part),
                    lease -> CompletableFuture.completedFuture("ran"),
                    null);
            assertThat(result).isCompletedExceptionally();
            assertThat(METHOD.isLockedAsync(guard, () -> METHOD.text("order.customer", part)))
                    .isCompletedExceptionally();
        }
    }

    @Test
    void aCheckedExceptionOfAKeyPartIsWrapped() {
        Object part = new Object() {
            @Override
            public String toString() {
                throw StrangersTextTest.<RuntimeException>sneaky(new Exception("checked"));
            }
        };
        assertThatThrownBy(() -> METHOD.text("part", part))
                .isInstanceOf(OnceKeyException.class)
                .hasMessageContaining("`part`")
                .hasCauseExactlyInstanceOf(Exception.class);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tested
    void aNullSettingIsNamed() {
        assertThatThrownBy(() -> OnceGuard.builder().prefix(null))
                .isInstanceOf(OnceException.class)
                .hasMessageContaining("prefix(null)");
        assertThatThrownBy(() -> OnceGuard.builder().suffix("a\ud800"))
                .isInstanceOf(OnceException.class)
                .hasMessageContaining("suffix(`a\\uD800`) has an unpaired surrogate");
        assertThatThrownBy(() -> OnceGuard.builder().suffix(null)).hasMessageContaining("suffix(null)");
        assertThatThrownBy(() -> OnceGuard.builder().listener(null)).hasMessageContaining("listener(null)");
        assertThatThrownBy(() -> OnceGuard.builder().lease(null)).hasMessageContaining("lease(null)");
        try (OnceGuard guard = OnceGuard.inMemory()) {
            assertThatThrownBy(() -> guard.close(null)).isInstanceOf(OnceException.class);
            assertThatThrownBy(() -> guard.tryAcquire(null)).isInstanceOf(OnceKeyException.class);
            assertThat(METHOD.runAsync(guard, () -> null, lease -> CompletableFuture.completedFuture("ran"), "locked"))
                    .isCompletedExceptionally();
        }
    }

    @Test
    void aForeignKeyWithoutAnExpiryIsReportedOnce() {
        RealRedis redis = RealRedis.shared();
        redis.run("SET", "strangers:k", "some one else's");
        try (var warnings = new Warnings();
                OnceGuard guard = OnceGuard.builder()
                        .client(LettuceNxClient.connect(redis.uri()))
                        .prefix("strangers:")
                        .build()) {
            for (int i = 0; i < 50; i++) {
                assertThat(guard.tryRun("k", () -> {})).isFalse();
            }
            await().until(() -> !warnings.texts().isEmpty());
            assertThat(guard.holder("k").orElseThrow().remaining()).isEmpty();
            assertThat(guard.tryRun("k", () -> {})).isFalse();
            assertThat(warnings.texts()).singleElement().asString().contains("some one else's", "does not expire");
        } finally {
            redis.run("SET", "strangers:k", "gone", "PX", "1");
        }
    }

    private static void isHarmless(String message) {
        assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4096);
        assertThat(message.codePoints())
                .noneMatch(point -> Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.LINE_SEPARATOR);
    }
}
