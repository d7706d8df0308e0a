package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceLockedException;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that wait for a held key, and keys that are kept after a run that ended normally; in memory and on Redis. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class WaitAndKeepTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final LockOptions WAITS = LockOptions.DEFAULTS.waitAtMost(LONG);

    /** Where the keys are. */
    enum Backend {
        MEMORY,
        REDIS
    }

    @Parameter
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Backend backend;

    private final String key = "wait-" + UUID.randomUUID();
    private final List<OnceGuard> guards = new ArrayList<>();
    private final List<Duration> waited = new CopyOnWriteArrayList<>();
    private final InMemoryNxClient memory = new InMemoryNxClient();

    private NxClient connect() {
        return backend == Backend.MEMORY
                ? memory
                : LettuceNxClient.connect(RealRedis.shared().uri());
    }

    private OnceGuard guard() {
        return guard(connect());
    }

    private OnceGuard guard(NxClient client) {
        var guard = OnceGuard.builder()
                .client(client)
                .listener(new OnceListener() {
                    @Override
                    public void acquired(Acquired event) {
                        waited.add(event.waited());
                    }
                })
                .build();
        guards.add(guard);
        return guard;
    }

    @AfterEach
    void close() {
        guards.forEach(guard -> guard.close(Duration.ZERO));
    }

    private Lease held(OnceGuard guard) {
        return Objects.requireNonNull(guard.tryAcquire(key));
    }

    // ---- waiting

    @Test
    void aWaiterRunsWhenTheRunOfItsGuardEnds() throws Exception {
        OnceGuard guard = guard();
        Lease lease = held(guard);
        Waiter waiter = new Waiter(guard);
        waiter.isWaiting();
        lease.close();
        assertThat(waiter.ran()).isTrue();
        assertThat(waited).hasSize(2);
        assertThat(guard.isLocked(key)).isFalse();
    }

    @Test
    void aWaiterRunsWhenAnotherProcessReleases() throws Exception {
        Lease lease = held(guard());
        OnceGuard other = guard();
        Waiter waiter = new Waiter(other);
        waiter.isWaiting();
        lease.close();
        assertThat(waiter.ran()).isTrue();
    }

    @Test
    void waitersOfOneGuardRunInTheOrderOfTheirCalls() throws Exception {
        OnceGuard guard = guard();
        Lease lease = held(guard);
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            Waiter waiter = new Waiter(guard, () -> order.add(number));
            waiter.isWaiting();
            waiters.add(waiter);
        }
        lease.close();
        for (Waiter waiter : waiters) {
            assertThat(waiter.ran()).isTrue();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aCallIsAnsweredAsLockedAtItsBound() {
        OnceGuard guard = guard();
        try (Lease lease = held(guard())) {
            LockOptions options = WAITS.waitAtMost(Duration.ofMillis(300));
            long begin = System.nanoTime();
            assertThat(guard.tryRun(key, options, () -> {})).isFalse();
            assertThat(System.nanoTime() - begin)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
            assertThat(lease.isHeld()).isTrue();
            assertThat(engine(guard).isIdle()).isTrue();
        }
    }

    @Test
    void anAsyncWaiterHoldsNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        OnceGuard guard = guard();
        GuardedMethod method = GuardedMethod.builder(WaitAndKeepTest.class, "run", "{key}")
                .waitAtMost(LONG)
                .build();
        Lease lease = held(guard);
        var running = new AtomicInteger();
        var overlaps = new AtomicInteger();
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            results.add(method.runAsync(
                    guard,
                    () -> key,
                    own -> {
                        if (running.incrementAndGet() != 1) {
                            overlaps.incrementAndGet();
                        }
                        running.decrementAndGet();
                        return CompletableFuture.completedFuture("ran");
                    },
                    "locked"));
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(each -> each.getName().startsWith("once4j") && !before.contains(each))
                .extracting(Thread::getName)
                .isSubsetOf("once4j-renewal", "once4j-deadline");
        lease.close();
        results.forEach(each -> assertThat(each.join()).isEqualTo("ran"));
        assertThat(overlaps).hasValue(0);
        await().until(() -> engine(guard).isIdle());
    }

    @Test
    void aCancelledWaiterLeavesNoKeyAndItsPlace() throws Exception {
        OnceGuard guard = guard();
        GuardedMethod method = GuardedMethod.builder(WaitAndKeepTest.class, "run", "{key}")
                .waitAtMost(LONG)
                .build();
        Lease lease = held(guard);
        CompletableFuture<String> first =
                method.runAsync(guard, () -> key, own -> CompletableFuture.completedFuture("ran"), "locked");
        CompletableFuture<String> second =
                method.runAsync(guard, () -> key, own -> CompletableFuture.completedFuture("ran"), "locked");
        assertThat(first.cancel(true)).isTrue();
        lease.close();
        assertThat(second.join()).isEqualTo("ran");
        await().until(() -> !guard.isLocked(key) && engine(guard).isIdle());
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        OnceGuard guard = guard();
        try (Lease lease = held(guard())) {
            Waiter waiter = new Waiter(guard);
            waiter.isWaiting();
            waiter.thread.interrupt();
            assertThat(waiter.failure())
                    .isInstanceOf(OnceBackendException.class)
                    .hasMessageContaining("interrupted");
            assertThat(lease.isHeld()).isTrue();
            // an interrupt that meets a request on its way leaves its cleaning up until half the lease is over
            await().atMost(LONG).until(() -> engine(guard).isIdle());
        }
    }

    @Test
    void theCloseOfTheGuardEndsTheWait() throws Exception {
        try (Lease lease = held(guard())) {
            OnceGuard guard = guard();
            Waiter waiter = new Waiter(guard);
            waiter.isWaiting();
            guard.close();
            assertThat(waiter.failure())
                    .isInstanceOf(OnceException.class)
                    .hasMessageContaining("its guard was closed while it waited for key `" + key + "`");
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void theLeaseCountsFromTheGrant() throws Exception {
        OnceGuard guard = guard();
        Lease lease = held(guard);
        var remaining = new AtomicReference<@Nullable Duration>();
        Waiter waiter = new Waiter(guard, WAITS.lease(Duration.ofSeconds(1)), own -> remaining.set(own.remaining()));
        waiter.isWaiting();
        await().pollDelay(Duration.ofMillis(1200)).until(() -> true); // longer than the lease
        lease.close();
        assertThat(waiter.ran()).isTrue();
        assertThat(remaining.get()).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void aKeyThatAFinishedRunKeepsForLongerIsNotWaitedFor() {
        OnceGuard guard = guard();
        assertThat(guard.tryRun(key, LockOptions.DEFAULTS.keepAfterSuccess(Duration.ofMinutes(5)), () -> {}))
                .isTrue();
        long begin = System.nanoTime();
        assertThat(guard.tryRun(key, WAITS, () -> {})).isFalse();
        assertThat(System.nanoTime() - begin).isLessThan(LONG.toNanos() / 2);
    }

    // ---- keeping

    @Test
    void aKeyIsKeptAfterSuccess() {
        OnceGuard guard = guard();
        LockOptions keeps = LockOptions.DEFAULTS.keepAfterSuccess(Duration.ofMinutes(5));
        assertThat(guard.tryRun(key, keeps, () -> {})).isTrue();
        assertThat(guard.isLocked(key)).isTrue();
        LockHolder holder = guard.holder(key).orElseThrow();
        assertThat(holder.finished()).isTrue();
        assertThat(holder.remaining().orElseThrow()).isGreaterThan(Duration.ofMinutes(4));
        assertThat(guard().tryRun(key, keeps, () -> {})).isFalse();
        assertThat(guard.release(key)).isTrue();
        assertThat(guard.tryRun(key, keeps, () -> {})).isTrue();
    }

    @Test
    void aBodyThatThrowsFreesTheKey() {
        OnceGuard guard = guard();
        var failure = new IllegalStateException("the body's");
        assertThatThrownBy(() -> guard.tryRun(key, LockOptions.DEFAULTS.keepAfterSuccess(LONG), () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(guard.isLocked(key)).isFalse();
    }

    @Test
    void anAsyncBodyThatEndsNormallyKeepsTheKeyAndOneThatFailsDoesNot() {
        OnceGuard guard = guard();
        GuardedMethod method = GuardedMethod.builder(WaitAndKeepTest.class, "run", "{key}")
                .keepAfterSuccess(LONG)
                .build();
        CompletableFuture<String> failed = method.runAsync(
                guard, () -> key, own -> CompletableFuture.failedFuture(new IllegalStateException("x")), "locked");
        assertThat(catchThrowable(failed::join)).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(guard.isLocked(key)).isFalse();
        CompletableFuture<String> done =
                method.runAsync(guard, () -> key, own -> CompletableFuture.completedFuture("ran"), "locked");
        assertThat(done.join()).isEqualTo("ran");
        assertThat(guard.holder(key).orElseThrow().finished()).isTrue();
        CompletableFuture<String> again =
                method.runAsyncOrThrow(guard, () -> key, own -> CompletableFuture.completedFuture("ran"));
        assertThat(catchThrowable(again::join))
                .hasCauseInstanceOf(OnceLockedException.class)
                .hasMessageContaining("has been done already");
    }

    @Test
    void aLostLeaseKeepsNothing() {
        OnceGuard guard = guard();
        assertThat(guard.tryRun(key, LockOptions.DEFAULTS.keepAfterSuccess(LONG), () -> guard.release(key)))
                .isTrue();
        assertThat(guard.isLocked(key)).isFalse();
    }

    /** A thread that waits for the key. */
    private final class Waiter {
        final Thread thread;
        private final OnceGuard guard;
        private final CompletableFuture<Boolean> ran = new CompletableFuture<>();

        Waiter(OnceGuard guard) {
            this(guard, () -> {});
        }

        Waiter(OnceGuard guard, Runnable body) {
            this(guard, WAITS, lease -> body.run());
        }

        Waiter(OnceGuard guard, LockOptions options, java.util.function.Consumer<Lease> body) {
            this.guard = guard;
            thread = new Thread(() -> {
                try (Lease lease = guard.tryAcquire(key, options)) {
                    if (lease != null) {
                        body.accept(lease);
                    }
                    ran.complete(lease != null);
                } catch (Throwable thrown) {
                    ran.completeExceptionally(thrown);
                }
            });
            thread.start();
        }

        /** It has asked the backend, and stands in the queue. */
        void isWaiting() {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !engine(guard)
                            .wheel
                            .all(each -> each.isRunOn(thread) && each.state() instanceof State.Waiting)
                            .isEmpty());
        }

        boolean ran() throws Exception {
            boolean answer = ran.get();
            thread.join();
            return answer;
        }

        Throwable failure() {
            return catchThrowable(ran::join).getCause();
        }
    }

    private static LockEngine engine(OnceGuard guard) {
        return ((EngineGuard) guard).engine();
    }
}
