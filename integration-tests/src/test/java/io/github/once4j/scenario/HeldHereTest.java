package io.github.once4j.scenario;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.spi.NxClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that the guard holds itself are answered without the backend; and releases that nobody waits for. */
@OnEachClient
final class HeldHereTest {
    private final Wire client;
    private final NxClient elsewhere;
    private final OnceGuard guard;
    private final OnceGuard otherGuard;
    private final JobsOnce jobs;
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();

    HeldHereTest(Backend backend) {
        client = new Wire(backend.client());
        elsewhere = backend.connect();
        OnceGuard.Builder builder = OnceGuard.builder()
                .sharedClient(client)
                .prefix("here:")
                .releaseWithoutWaiting()
                .listener(new OnceListener() {
                    @Override
                    public void leaseLost(LeaseLost event) {
                        lost.incrementAndGet();
                    }

                    @Override
                    public void released(Released event) {
                        released.incrementAndGet();
                    }
                });
        guard = builder.build();
        otherGuard = OnceGuard.builder().sharedClient(elsewhere).prefix("here:").build();
        jobs = new JobsOnce(guard);
    }

    @AfterEach
    void close() {
        guard.close();
        otherGuard.close();
        elsewhere.close();
    }

    @Test
    void theBackendIsAskedOnceASecondForAKeyThatIsHeldHere() throws Exception {
        var run = Occupied.by(body -> jobs.run("a", body));
        var work = new CompletableFuture<String>();
        CompletableFuture<String> stage = jobs.stage("b", () -> work);
        await().until(() -> jobs.isLockedStage("b").join());
        long begin = System.nanoTime();
        int sent = client.sent();
        for (int i = 0; i < 1000; i++) {
            assertThat(jobs.run("a", () -> {})).isFalse();
            assertThat(jobs.stage("b", CompletableFuture::new).join()).isEqualTo("locked");
        }
        long seconds = NANOSECONDS.toSeconds(System.nanoTime() - begin) + 1;
        assertThat(client.sent() - sent).isLessThanOrEqualTo((int) (2 * seconds));
        work.complete("ran");
        assertThat(stage.join()).isEqualTo("ran");
        assertThat(run.leave()).isTrue();
    }

    @Test
    void aKeyThatWasForcedElsewhereIsSeenFreeAfterASecondAtMost() throws Exception {
        var run = Occupied.by(body -> jobs.run("a", body));
        assertThat(jobs.run("a", () -> {})).isFalse();
        assertThat(otherGuard.release("run-a")).isTrue();
        await().until(() -> jobs.run("a", () -> {}));
        await().until(() -> lost.get() == 1);
        assertThat(run.leave()).isTrue();
    }

    @Test
    void aReleaseThatIsNotWaitedForIsAnsweredAndToldLater() throws Exception {
        assertThat(jobs.run("a", () -> {})).isTrue();
        assertThat(jobs.stage("a", () -> CompletableFuture.completedFuture("ran"))
                        .join())
                .isEqualTo("ran");
        await().until(() -> released.get() == 2);
        assertThat(otherGuard.isLocked("run-a") || otherGuard.isLocked("stage-a"))
                .isFalse();
    }
}
