package io.github.once4j.runtime.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.reactor.ReactorCalls;
import io.github.once4j.runtime.spi.GuardScheduler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** The two threads that look after leases: what happens if one cannot be started, or dies. */
@Execution(ExecutionMode.CONCURRENT)
class SweeperTest {
    /** Its deadline and its commands' time-outs are long enough for a busy machine. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final InMemoryNxClient memory = new InMemoryNxClient();
    private final Threads threads = new Threads();
    private final OnceGuard guard =
            OnceGuard.builder().client(memory).lease(LEASE).scheduler(threads).build();

    enum Role {
        SENDER,
        WATCHER
    }

    @BeforeAll
    static void quiet() {
        Logger.getLogger("io.github.once4j").setLevel(Level.OFF);
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @AfterAll
    static void loud() {
        Logger.getLogger("io.github.once4j").setLevel(null);
    }

    @ParameterizedTest
    @EnumSource
    void aThreadThatCannotBeStartedFailsTheCallAndIsStartedByTheNext(Role role) {
        threads.refuse(role, 1);
        assertThatThrownBy(() -> guard.tryAcquire("k")).isInstanceOf(OutOfMemoryError.class);
        assertThat(((EngineGuard) guard).engine().isIdle()).isTrue();
        assertThat(memory.size()).isZero();
        isRenewed();
    }

    @ParameterizedTest
    @EnumSource
    void aThreadThatCannotBeStartedFailsAnAsynchronousAndAReactiveCall(Role role) {
        GuardedMethod method = GuardedMethod.of(SweeperTest.class, "run", "k");
        threads.refuse(role, 2);
        assertThat(method.runAsync(guard, () -> "k", lease -> null, null))
                .failsWithin(LEASE)
                .withThrowableThat()
                .withCauseInstanceOf(OutOfMemoryError.class);
        Flux<String> flux = ReactorCalls.flux(method, guard, () -> "k", lease -> Flux.just("ran"));
        assertThat(flux.collectList().toFuture())
                .failsWithin(LEASE)
                .withThrowableThat()
                .withCauseInstanceOf(OutOfMemoryError.class);
        assertThat(((EngineGuard) guard).engine().isIdle()).isTrue();
        isRenewed();
    }

    @ParameterizedTest
    @EnumSource
    void aThreadThatCannotGoOnIsStartedByTheOther(Role role) {
        try (Lease lease = Objects.requireNonNull(guard.tryAcquire("long"))) {
            threads.refuse(role, 1);
            await().until(() -> threads.refusals(role) == 0);
            staysHeld(lease);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aThreadThatDiesWithItsTaskIsStartedByTheOther(Role role) {
        try (Lease lease = Objects.requireNonNull(guard.tryAcquire("long"))) {
            threads.drop(role, 1);
            await().until(() -> threads.drops(role) == 0);
            staysHeld(lease);
            assertThat(guard.release("long")).isTrue();
            await().until(() -> !lease.isHeld());
        }
    }

    private void isRenewed() {
        try (Lease lease = Objects.requireNonNull(guard.tryAcquire("k"))) {
            staysHeld(lease);
        }
    }

    private static void staysHeld(Lease lease) {
        long begin = System.nanoTime();
        await().atMost(20, SECONDS)
                .until(() -> System.nanoTime() - begin
                        > LEASE.multipliedBy(3).dividedBy(2).toNanos());
        assertThat(lease.isHeld()).isTrue();
    }

    /** Threads that cannot be started for some time, or die with the task that they have taken. */
    private static final class Threads implements GuardScheduler {
        private final SystemScheduler scheduler = new SystemScheduler();
        private final AtomicInteger[] refusals = {new AtomicInteger(), new AtomicInteger()};
        private final AtomicInteger[] drops = {new AtomicInteger(), new AtomicInteger()};

        void refuse(Role role, int times) {
            refusals[role.ordinal()].set(times);
        }

        int refusals(Role role) {
            return refusals[role.ordinal()].get();
        }

        void drop(Role role, int times) {
            drops[role.ordinal()].set(times);
        }

        int drops(Role role) {
            return drops[role.ordinal()].get();
        }

        private boolean runs(Role role) {
            if (taken(refusals[role.ordinal()])) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return !taken(drops[role.ordinal()]);
        }

        private static boolean taken(AtomicInteger left) {
            return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long currentTimeMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public void scheduleSend(long delayNanos, Runnable task) {
            if (runs(Role.SENDER)) {
                scheduler.scheduleSend(delayNanos, task);
            }
        }

        @Override
        public void scheduleDeadline(long delayNanos, Runnable task) {
            if (runs(Role.WATCHER)) {
                scheduler.scheduleDeadline(delayNanos, task);
            }
        }

        @Override
        public void runCallback(Runnable callback) {
            scheduler.runCallback(callback);
        }

        @Override
        public void close() {
            scheduler.close();
        }
    }
}
