package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is over leaves nothing: no renewal, no table entry, no planned task, no thread, no key. {@code -Dleak.keys=1000000} for
 * many keys.
 */
class LeakTest {
    private static final int CYCLES = 10_000;
    private static final int KEYS = Integer.getInteger("leak.keys", 20_000);
    private static final GuardedMethod METHOD = GuardedMethod.of(LeakTest.class, "run", "{key}");

    private final CountedScheduler time = new CountedScheduler();

    /** Where the keys are. */
    enum Backend {
        MEMORY,
        REDIS;

        NxClient open() {
            return this == MEMORY
                    ? new InMemoryNxClient()
                    : LettuceNxClient.connect(RealRedis.shared().uri());
        }
    }

    private OnceGuard guard(CountedClient client, Duration lease) {
        return OnceGuard.builder()
                .client(client)
                .prefix("leak:")
                .lease(lease)
                .scheduler(time)
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void onlyLeasesThatAreAliveAreRenewed(Backend backend) {
        var client = new CountedClient(backend.open());
        try (OnceGuard guard = guard(client, Duration.ofSeconds(9))) {
            List<Lease> alive = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                alive.add(Objects.requireNonNull(guard.tryAcquire("alive" + i)));
            }
            for (int i = 0; i < CYCLES; i++) {
                assertThat(guard.tryRun("k", () -> {})).isTrue();
            }
            assertThat(engine(guard).wheel.size()).isEqualTo(3);
            Set<String> tokens = alive.stream().map(Lease::token).collect(Collectors.toSet());
            await().until(() -> client.renewed.containsAll(tokens));
            assertThat(client.renewed).isEqualTo(tokens);
            alive.forEach(Lease::close);
            nothingStays(guard);
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyKeysLeaveNothing(Backend backend) {
        var memory = backend == Backend.MEMORY ? new InMemoryNxClient() : null;
        var client = new CountedClient(memory == null ? backend.open() : memory);
        try (OnceGuard guard = guard(client, Duration.ofSeconds(60))) {
            for (int i = 0; i < KEYS; ) {
                List<CompletableFuture<String>> wave = new ArrayList<>();
                for (int last = i + 1000; i < last; i++) {
                    String key = "key" + i;
                    wave.add(METHOD.runAsync(
                            guard, () -> key, lease -> CompletableFuture.completedFuture("ran"), "locked"));
                }
                wave.forEach(each -> assertThat(each.join()).isEqualTo("ran"));
            }
            assertThat(client.acquired).hasValue(KEYS);
            assertThat(client.renewed).isEmpty();
            nothingStays(guard);
            if (memory != null) {
                assertThat(memory.size()).isZero();
            } else {
                assertThat(RealRedis.shared().run("KEYS", "leak:*")).isBlank();
            }
        }
    }

    @Test
    void threadsEndWithoutWork() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        var client = new CountedClient(Backend.REDIS.open());
        try (OnceGuard guard = guard(client, Duration.ofSeconds(60))) {
            try (Lease lease = guard.tryAcquire("k")) {
                Objects.requireNonNull(lease).onLost(() -> {});
                await().until(() -> newThreads(before).contains("once4j-deadline"));
            }
            await().untilAsserted(() -> assertThat(newThreads(before)).doesNotContainAnyElementsOf(ENGINE));
            METHOD.runAsync(guard, () -> "k", lease -> CompletableFuture.completedFuture("ran"), "locked")
                    .join();
            assertThat(newThreads(before)).contains("once4j-worker");
        }
        await().untilAsserted(() -> assertThat(newThreads(before)).noneMatch(name -> name.startsWith("once4j")));
    }

    private static final List<String> ENGINE = List.of("once4j-renewal", "once4j-deadline", "once4j-callback");

    private static List<String> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread))
                .map(Thread::getName)
                .toList();
    }

    private void nothingStays(OnceGuard guard) {
        assertThat(engine(guard).isIdle()).isTrue();
        await().untilAsserted(() -> assertThat(time.planned).hasValue(0));
    }

    private static LockEngine engine(OnceGuard guard) {
        return ((EngineGuard) guard).engine();
    }
}
