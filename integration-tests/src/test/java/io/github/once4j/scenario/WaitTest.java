package io.github.once4j.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code waitAtMost}, and what it asks of the backend. */
@OnEachClient
final class WaitTest {
    private static final LockOptions WAITS = LockOptions.DEFAULTS.waitAtMost(Duration.ofSeconds(20));

    /** For threads that a busy machine lets wait. */
    private static final Duration SLACK = Duration.ofMillis(1500);

    private final Wire wire;
    private final NxClient elsewhere;
    private final OnceGuard guard;
    private final OnceGuard other;

    WaitTest(Backend backend) {
        wire = new Wire(backend.client());
        elsewhere = backend.connect();
        guard = backend.builder().sharedClient(wire).prefix("wait:").build();
        other = backend.builder().sharedClient(elsewhere).prefix("wait:").build();
    }

    @AfterEach
    void close() {
        guard.close();
        other.close();
        elsewhere.close();
    }

    @Test
    void aFreeKeyCostsTheCommandsThatItCostsWithoutWaiting() {
        assertThat(commandsOf(LockOptions.DEFAULTS)).isEqualTo(2);
        assertThat(commandsOf(WAITS)).isEqualTo(2);
    }

    private int commandsOf(LockOptions options) {
        int before = wire.sent();
        assertThat(guard.tryRun("free", options, () -> {})).isTrue();
        return wire.sent() - before;
    }

    @Test
    void waitersOfOneGuardAskTogetherAndSeldomAndAllGetTheirTurn() throws Exception {
        Lease held = acquire(other, "many");
        int before = wire.sent();
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>(List.of(waiting("many")));
        await().until(() -> wire.sent() - before >= 2);
        for (int i = 1; i < 20; i++) {
            waiting.add(waiting("many"));
        }
        Thread.sleep(1200);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(wire.sent() - before)
                .as("pauses of 50 ms that grow to 1 s, of one of them")
                .isBetween(3, 10);
        long released = System.nanoTime();
        held.close();
        for (CompletableFuture<Boolean> each : waiting) {
            assertThat(each.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - released)).isLessThan(SLACK.plusSeconds(1));
        assertThat(other.isLocked("many")).isFalse();
    }

    private CompletableFuture<Boolean> waiting(String key) {
        return CompletableFuture.supplyAsync(
                () -> guard.tryRun(key, WAITS, () -> {}), body -> new Thread(body, "waiter").start());
    }

    @Test
    void aKeyWhoseHolderDiedIsTakenAtItsEnd() throws Exception {
        long begin = System.nanoTime();
        Duration ttl = Duration.ofMillis(600);
        elsewhere
                .acquire(new AcquireRequest("wait:dead", Token.of("of a process that died"), ttl, false))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        Objects.requireNonNull(guard.tryAcquire("dead", WAITS)).close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(ttl.minusMillis(100), ttl.plusMillis(50).plus(SLACK));
    }

    @Test
    void theWaitEndsAtItsBound() {
        try (Lease held = acquire(other, "bound")) {
            long begin = System.nanoTime();
            assertThat(guard.tryAcquire("bound", LockOptions.DEFAULTS.waitAtMost(Duration.ofMillis(400))))
                    .isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(300), Duration.ofMillis(400).plus(SLACK));
            assertThat(held.isHeld()).isTrue();
        }
        assertThat(guard.isLocked("bound")).isFalse();
    }

    private static Lease acquire(OnceGuard guard, String key) {
        return Objects.requireNonNull(guard.tryAcquire(key));
    }
}
