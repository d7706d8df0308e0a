package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.servers.RealRedis;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a guard, and the end of an async call whose caller does not want it any more. */
@Timeout(60)
class CloseTest {
    private static final GuardedMethod METHOD = GuardedMethod.of(CloseTest.class, "run", "k");

    private final InMemoryNxClient backend = new InMemoryNxClient();
    private final CountedClient client = new CountedClient(backend);

    private OnceGuard guard(Duration lease) {
        return OnceGuard.builder().client(client).lease(lease).build();
    }

    private Thread closing(OnceGuard guard) {
        var thread = new Thread(guard::close, "closing");
        thread.start();
        await().until(() -> isClosed(guard));
        return thread;
    }

    private static boolean isClosed(OnceGuard guard) {
        try {
            engine(guard).open("any");
            return false;
        } catch (OnceException closed) {
            return true;
        }
    }

    @Test
    void waitsForASyncBody() throws Exception {
        OnceGuard guard = guard(Duration.ofMinutes(5));
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var lost = new AtomicBoolean();
        var body = new Thread(() -> {
            try (Lease lease = Objects.requireNonNull(guard.tryAcquire("k"))) {
                begun.countDown();
                awaitQuietly(end);
                lost.set(!lease.isHeld());
            }
        });
        body.start();
        begun.await();
        Thread closing = closing(guard);
        assertThatThrownBy(() -> guard.tryAcquire("other")).isInstanceOf(OnceException.class);
        assertThat(closing.isAlive()).isTrue();
        assertThat(client.closed).hasValue(0);
        end.countDown();
        closing.join();
        body.join();
        assertThat(lost).isFalse();
        isOver(guard);
    }

    @Test
    void waitsForAnAsyncBody() throws Exception {
        OnceGuard guard = guard(Duration.ofMinutes(5));
        var work = new CompletableFuture<String>();
        CompletableFuture<String> result = running(guard, work);
        Thread closing = closing(guard);
        assertThat(METHOD.runAsync(guard, () -> "other", lease -> work, "locked"))
                .isCompletedExceptionally();
        assertThat(closing.isAlive()).isTrue();
        work.complete("done");
        closing.join();
        assertThat(result.join()).isEqualTo("done");
        isOver(guard);
    }

    @Test
    void aKeyIsNeverReleasedUnderARunningBody() throws Exception {
        OnceGuard guard = guard(Duration.ofMinutes(5));
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var told = new CompletableFuture<String>();
        var wasHeld = new AtomicBoolean(true);
        var body = new Thread(() -> {
            try (Lease lease = Objects.requireNonNull(guard.tryAcquire("k"))) {
                lease.onLost(() -> told.complete("lost"));
                begun.countDown();
                awaitQuietly(end);
                wasHeld.set(lease.isHeld());
            }
        });
        Logger.getLogger("io.github.once4j").setLevel(Level.OFF);
        try {
            body.start();
            begun.await();
            guard.close(Duration.ofMillis(100));
        } finally {
            Logger.getLogger("io.github.once4j").setLevel(null);
        }
        assertThat(told.join()).isEqualTo("lost");
        assertThat(engine(guard).isIdle()).isTrue(); // nothing renews it any more
        assertThat(backend.size()).isOne();
        end.countDown();
        body.join();
        assertThat(wasHeld).isFalse();
        assertThat(backend.size()).isZero(); // released by the end of its body
    }

    @Test
    void theLastReleaseOfABodyThatEndsWhenItIsToldIsWaitedFor() throws Exception {
        var begun = new CountDownLatch(1);
        var wasOpen = new AtomicBoolean();
        var slow = new CountedClient(backend) {
            @Override
            public CompletionStage<Boolean> release(ReleaseRequest request) {
                await().pollDelay(Duration.ofMillis(200)).until(() -> true);
                wasOpen.set(closed.get() == 0);
                return super.release(request);
            }
        };
        OnceGuard guard = OnceGuard.builder().client(slow).build();
        var body = new Thread(() -> {
            try (Lease lease = Objects.requireNonNull(guard.tryAcquire("k"))) {
                begun.countDown();
                await().until(() -> !lease.isHeld());
            }
        });
        Logger.getLogger("io.github.once4j").setLevel(Level.OFF);
        try {
            body.start();
            begun.await();
            guard.close(Duration.ofMillis(100));
        } finally {
            Logger.getLogger("io.github.once4j").setLevel(null);
        }
        assertThat(wasOpen).isTrue();
        assertThat(backend.size()).isZero();
        body.join();
    }

    @Test
    void theReplyToAReleaseThatIsOnItsWayIsWaitedFor() throws Exception {
        var reply = new CompletableFuture<Boolean>();
        var sent = new CountDownLatch(1);
        var slow = new CountedClient(backend) {
            @Override
            public CompletionStage<Boolean> release(ReleaseRequest request) {
                sent.countDown();
                return reply;
            }
        };
        OnceGuard guard = OnceGuard.builder().client(slow).build();
        var body = new Thread(() -> guard.tryRun("k", () -> {}));
        body.start();
        sent.await();
        Thread closing = closing(guard);
        await().during(Duration.ofMillis(200)).until(() -> slow.closed.get() == 0);
        reply.complete(true);
        closing.join();
        body.join();
        assertThat(slow.closed).hasValue(1);
    }

    @Test
    void aClientThatItsOwnerClosedBeforeIsNotWaitedFor() {
        NxClient redis = LettuceNxClient.connect(RealRedis.shared().uri());
        OnceGuard guard = OnceGuard.builder().sharedClient(redis).build();
        Lease released = Objects.requireNonNull(guard.tryAcquire("closed-before"));
        CompletableFuture<String> begins = new CompletableFuture<>();
        CompletableFuture<String> result = METHOD.runAsync(
                guard,
                () -> "closed-before-async",
                lease -> {
                    begins.complete("begun");
                    return new CompletableFuture<>();
                },
                "locked");
        begins.join();
        redis.close();
        long begin = System.nanoTime();
        released.close();
        guard.close(Duration.ofMillis(200));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        assertThat(result).isNotDone(); // its body runs
        assertThat(engine(guard).isIdle()).isTrue();
    }

    @Test
    void fromInsideABodyItDoesNotWaitForThatBody() {
        OnceGuard guard = guard(Duration.ofMinutes(5));
        long begin = System.nanoTime();
        Logger.getLogger("io.github.once4j").setLevel(Level.OFF);
        try {
            assertThat(guard.tryRun("k", () -> {
                        guard.close();
                        assertThat(backend.size()).isOne();
                        guard.close(); // a second one does not wait for the first, in which it is
                    }))
                    .isTrue();
        } finally {
            Logger.getLogger("io.github.once4j").setLevel(null);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(client.closed).hasValue(1);
    }

    @Test
    void aSecondCloseWaitsForTheFirst() throws Exception {
        OnceGuard guard = guard(Duration.ofMinutes(5));
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var body = new Thread(() -> guard.tryRun("k", () -> {
            begun.countDown();
            awaitQuietly(end);
        }));
        body.start();
        begun.await();
        Thread first = closing(guard);
        Thread second = closing(guard);
        await().until(() -> second.getState() == Thread.State.WAITING);
        end.countDown();
        first.join();
        second.join();
        body.join();
        isOver(guard);
    }

    @Test
    void aSecondCloseDoesNothingAndASharedClientStaysOpen() {
        var guard = OnceGuard.builder().sharedClient(client).build();
        assertThat(guard.tryRun("k", () -> {})).isTrue();
        guard.close();
        guard.close();
        assertThat(client.closed).hasValue(0);
    }

    @Test
    void aCancelledResultDoesNotFreeTheKeyOfARunningBody() throws Exception {
        try (OnceGuard guard = guard(Duration.ofMinutes(5))) {
            var work = new CompletableFuture<String>();
            CompletableFuture<String> result = running(guard, work);
            assertThat(result.cancel(true)).isTrue();
            assertThat(work.isDone()).isFalse();
            assertThat(guard.isLocked("k")).isTrue();
            assertThat(METHOD.runAsync(guard, () -> "k", lease -> work, "locked")
                            .join())
                    .isEqualTo("locked");
            work.complete("done");
            await().until(() -> backend.size() == 0);
        }
    }

    /** As seconds: what the caller computed may be any number. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
    void tellsTheBodiesHoweverShortTheTimeIs(long seconds) {
        OnceGuard guard = guard(Duration.ofSeconds(1));
        try (Lease lease = Objects.requireNonNull(guard.tryAcquire("k"))) {
            CompletableFuture.runAsync(() -> guard.close(Duration.ofSeconds(seconds)))
                    .join();
            assertThat(lease.isHeld()).isFalse();
        }
        isOver(guard);
    }

    @Test
    void waitsForABodyHoweverLongTheTimeIs() throws Exception {
        OnceGuard guard = guard(Duration.ofMinutes(5));
        Lease lease = Objects.requireNonNull(guard.tryAcquire("k"));
        var closing = new Thread(() -> guard.close(Duration.ofSeconds(Long.MAX_VALUE)));
        closing.start();
        await().until(() -> isClosed(guard));
        assertThat(lease.isHeld()).isTrue();
        lease.close();
        closing.join();
        isOver(guard);
    }

    private static CompletableFuture<String> running(OnceGuard guard, CompletableFuture<String> work)
            throws InterruptedException {
        var begun = new CountDownLatch(1);
        CompletableFuture<String> result = METHOD.runAsync(
                guard,
                () -> "k",
                lease -> {
                    begun.countDown();
                    return work;
                },
                "locked");
        begun.await();
        return result;
    }

    private void isOver(OnceGuard guard) {
        assertThat(engine(guard).isIdle()).isTrue();
        assertThat(backend.size()).isZero();
        assertThat(client.closed).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static LockEngine engine(OnceGuard guard) {
        return ((EngineGuard) guard).engine();
    }
}
