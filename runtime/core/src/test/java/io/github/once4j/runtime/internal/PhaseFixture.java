package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * A guard whose clock the test moves and whose replies it gives. The lease is 15 s: a command times out after 1 s, an acquisition
 * after 2 s, a retry pauses 500 ms, a renewal is due after 4.5 to 5.5 s, the deadline is 14.398 s after the command.
 */
abstract class PhaseFixture implements AsyncRun {
    static final Duration LEASE = Duration.ofSeconds(15);
    static final long DEADLINE = 15_000 - 300 - 2 - 300;

    final HandMovedClock clock = new HandMovedClock();
    final ScriptedClient client = new ScriptedClient(clock);
    final List<String> events = new ArrayList<>();
    final Warnings warnings = new Warnings();
    final LockEngine engine = ((EngineGuard) OnceGuard.builder()
                    .client(client)
                    .scheduler(clock)
                    .executor(Runnable::run)
                    .lease(LEASE)
                    .listener(new OnceListener() {
                        @Override
                        public void acquired(Acquired event) {
                            events.add("acquired");
                            whenAcquired.run();
                        }

                        @Override
                        public void released(Released event) {
                            events.add("released");
                        }

                        @Override
                        public void leaseLost(LeaseLost event) {
                            events.add("lost " + event.reason().name());
                        }

                        @Override
                        public void backendFailed(BackendFailed event) {
                            events.add("failed " + event.operation().name());
                        }
                    })
                    .build())
            .engine();
    int settled;
    int released;
    int expired;
    int asked;
    boolean completed;

    /** What a listener does when a key was acquired. */
    Runnable whenAcquired = () -> {};

    /** What {@link #endIfMissed} does, before a lease is renewed. */
    Runnable beforeRenewal = () -> {};

    /** What is thrown by {@link #settled}. */
    @Nullable
    Error thrown;

    @AfterEach
    void restoreTheLog() {
        warnings.close();
    }

    static MethodSettings method(@Nullable Duration atLeast, @Nullable Duration atMost) {
        return method(atLeast, atMost, null);
    }

    /** A method whose calls wait. */
    static MethodSettings waits(long millis) {
        return method(null, null, Duration.ofMillis(millis));
    }

    /** A method with a lease of its own. */
    static MethodSettings leased(Duration lease) {
        return new MethodSettings(
                new OnceMethod(PhaseFixture.class, "run", "k"), setting(lease), null, null, null, null, false, false);
    }

    private static MethodSettings method(
            @Nullable Duration atLeast, @Nullable Duration atMost, @Nullable Duration waits) {
        return new MethodSettings(
                new OnceMethod(PhaseFixture.class, "run", "k"),
                null,
                setting(atLeast),
                setting(atMost),
                setting(waits),
                null,
                false,
                false);
    }

    static @Nullable DurationSetting setting(@Nullable Duration value) {
        return value == null ? null : new DurationSetting(null, value);
    }

    final HeldLease start(MethodSettings method) {
        return start(method, "k");
    }

    final HeldLease start(MethodSettings method, String key) {
        HeldLease lease = engine.attempt(method, "once:" + key, true, this);
        engine.start(lease);
        return lease;
    }

    final HeldLease held(MethodSettings method) {
        return held(method, "k");
    }

    final HeldLease held(MethodSettings method, String key) {
        HeldLease lease = start(method, key);
        grant(client.acquires.size() - 1);
        lease.begin();
        return lease;
    }

    /** Moves the clock until so many renewals were sent; returns when the last one was. */
    final long renewal(int number) {
        for (long now = clock.millis(); client.renewals.size() < number; now++) {
            assertThat(now).isLessThan(60_000);
            clock.moveTo(now);
        }
        return client.renewals.get(number - 1).at();
    }

    final void grant(int attempt) {
        client.acquires.get(attempt).reply().complete(new AcquireResult.Stored(OptionalLong.empty()));
    }

    final void busy(int attempt) {
        client.acquires.get(attempt).reply().complete(new AcquireResult.Busy(stored("another")));
    }

    static StoredLock stored(String value) {
        return new StoredLock("once:k", value, Optional.of(Duration.ofSeconds(3)));
    }

    @Override
    public void settled() {
        settled++;
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public void released() {
        released++;
    }

    @Override
    public void expired() {
        expired++;
    }

    @Override
    public void endIfMissed() {
        asked++;
        beforeRenewal.run();
    }

    @Override
    public boolean isCompleted() {
        return completed;
    }

    @Override
    public @Nullable Thread thread() {
        return null;
    }
}
