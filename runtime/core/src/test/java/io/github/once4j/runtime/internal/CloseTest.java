package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a guard, and the end of an async call whose caller does not want it any more. */
@Timeout(60)
class CloseTest {
    private static final OnceMethod METHOD =
            OnceMethod.builder(CloseTest.class, "run", "k").build();

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
            guard.engine().refuseIfClosed();
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
    void waitsNoLongerThanALeaseAndGivesBackWhatIsLeft() {
        Logger.getLogger("io.github.once4j").setLevel(Level.OFF);
        try {
            OnceGuard guard = guard(Duration.ofSeconds(1));
            Lease lease = Objects.requireNonNull(guard.tryAcquire("k"));
            var told = new CompletableFuture<String>();
            lease.onLost(() -> told.complete("lost"));
            guard.close();
            assertThat(lease.isHeld()).isFalse();
            assertThat(told.join()).isEqualTo("lost");
            isOver(guard);
            lease.close(); // the body ends late: nothing is sent, nothing is thrown
        } finally {
            Logger.getLogger("io.github.once4j").setLevel(null);
        }
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
    void cancellingAResultCancelsTheBody() throws Exception {
        try (OnceGuard guard = guard(Duration.ofMinutes(5))) {
            var work = new CompletableFuture<String>();
            CompletableFuture<String> result = running(guard, work);
            assertThat(result.cancel(true)).isTrue();
            await().until(work::isCancelled);
            await().until(() -> backend.size() == 0);
        }
    }

    @Test
    void theKeyIsKeptUntilABodyThatCannotBeCancelledHasEnded() throws Exception {
        try (OnceGuard guard = guard(Duration.ofMinutes(5))) {
            var work = new CompletableFuture<String>() {
                @Override
                public boolean cancel(boolean mayInterrupt) {
                    return false;
                }
            };
            CompletableFuture<String> result = running(guard, work);
            assertThat(result.cancel(true)).isTrue();
            assertThat(guard.isLocked("k")).isTrue();
            work.complete("done");
            await().until(() -> backend.size() == 0);
        }
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
        assertThat(guard.engine().table.isEmpty()).isTrue();
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
}
