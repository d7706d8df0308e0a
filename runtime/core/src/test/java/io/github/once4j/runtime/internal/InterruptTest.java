package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.servers.RealRedis;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A thread that is interrupted while it acquires hears of it, keeps its flag, and leaves nothing locked. */
class InterruptTest {
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    private final AtomicBoolean flag = new AtomicBoolean();

    @Test
    void anAcquisitionWhoseAnswerIsOutstandingIsCleanedUp() throws Exception {
        try (var redis = RealRedis.start();
                var guard = OnceGuard.builder()
                        .client(LettuceNxClient.connect(redis.uri()))
                        .build()) {
            assertThat(guard.tryRun("warm-up", () -> {})).isTrue();
            redis.run("CLIENT", "PAUSE", "1500", "WRITE"); // less than a command's time-out
            Thread thread = acquiring(guard);
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            thread.interrupt();
            thread.join();
            assertThat(thrown.get()).isInstanceOf(OnceBackendException.class).hasMessageContaining("interrupted");
            assertThat(flag).isTrue();
            redis.run("CLIENT", "UNPAUSE");
            await().until(() -> !guard.isLocked("k"));
            assertThat(guard.tryRun("k", () -> {})).isTrue();
        }
    }

    @Test
    void anInterruptedThreadAsksForNothing() {
        var client = new CountedClient(new InMemoryNxClient());
        try (var guard = OnceGuard.builder().client(client).build()) {
            Thread.currentThread().interrupt();
            Throwable failure = catchThrowable(() -> guard.tryAcquire("k"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure).isInstanceOf(OnceBackendException.class);
            assertThat(client.acquired).hasValue(0);
        }
    }

    @Test
    void aReleaseIsNotCutShort() throws Exception {
        try (var redis = RealRedis.start();
                var guard = OnceGuard.builder()
                        .client(LettuceNxClient.connect(redis.uri()))
                        .build()) {
            var acquired = new CountDownLatch(1);
            var thread = new Thread(() -> guard.tryRun("k", () -> {
                acquired.countDown();
                Thread.currentThread().interrupt(); // so that it is set when the release begins
            }));
            thread.start();
            acquired.await();
            thread.join();
            assertThat(guard.isLocked("k")).isFalse();
        }
    }

    @Test
    void aLossInterruptsTheBodyAndNothingElse() throws Exception {
        GuardedMethod method = GuardedMethod.builder(InterruptTest.class, "run", "k")
                .interruptOnLost()
                .build();
        try (var guard = OnceGuard.inMemory()) {
            var begun = new CountDownLatch(1);
            var thread = new Thread(() -> {
                thrown.set(catchThrowable(() -> {
                    try (Lease lease = method.acquireOrThrow(guard, "k")) {
                        try {
                            begun.countDown();
                            Thread.sleep(Duration.ofMinutes(5).toMillis());
                        } catch (InterruptedException expected) {
                            // the body obeys
                        } finally {
                            method.bodyEnded(lease);
                        }
                    }
                }));
                flag.set(Thread.currentThread().isInterrupted());
            });
            thread.start();
            begun.await();
            assertThat(guard.release("k")).isTrue();
            thread.join();
            assertThat(thrown.get()).isInstanceOf(OnceLeaseLostException.class);
            assertThat(flag).isFalse();
        }
    }

    private Thread acquiring(OnceGuard guard) {
        var thread = new Thread(() -> {
            thrown.set(catchThrowable(() -> guard.tryAcquire("k")));
            flag.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        return thread;
    }
}
