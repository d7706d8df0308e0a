package io.github.once4j.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.spi.NxClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a key is held, and what its holder knows of it. */
@OnEachClient
final class LeaseTest {
    private final Backend backend;
    private final OnceGuard guard;
    private final JobsOnce jobs;

    LeaseTest(Backend backend) {
        this.backend = backend;
        guard = backend.builder().prefix("lease:").build();
        jobs = new JobsOnce(guard);
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void leaseParameterIsSuppliedCallersUseTheOverloadWithoutIt() throws Exception {
        assertThat(jobs.leased("a", lease -> lease.key() + " " + lease.isHeld()))
                .isEqualTo("leased-a true");
        assertThat(jobs.leasedStage("b").toCompletableFuture().join()).isEqualTo("leased-stage-b");
    }

    @Test
    void leaseParameterOfTheInheritedSignatureIsIgnored() throws Exception {
        Jobs inherited = jobs;
        String key = inherited.leased("a", Lease::key, Lease.unguarded());
        assertThat(key).isEqualTo("leased-a");
    }

    @Test
    void leaseParameterTurnsFalseWhenTheKeyIsForcedFree() throws Exception {
        String seen = jobs.leased("a", lease -> {
            var lost = new CountDownLatch(1);
            lease.onLost(lost::countDown);
            assertThat(jobs.releaseLeased("a")).isTrue();
            assertThat(lost.await(5, TimeUnit.SECONDS)).isTrue();
            return "held: " + lease.isHeld();
        });
        assertThat(seen).isEqualTo("held: false");
    }

    @Test
    void leaseParameterTurnsFalseWhenTheKeyIsForcedFreeByAnotherGuard() throws Exception {
        NxClient elsewhere = backend.connect();
        try (var other =
                backend.builder().sharedClient(elsewhere).prefix("lease:").build()) {
            String seen = jobs.leased("a", lease -> {
                assertThat(other.release("leased-a")).isTrue();
                await().atMost(Duration.ofSeconds(5)).until(() -> !lease.isHeld());
                return "held: " + lease.isHeld();
            });
            assertThat(seen).isEqualTo("held: false");
        } finally {
            elsewhere.close();
        }
    }

    @Test
    void bodyLongerThanTheLeaseIsRenewedNobodyElseEnters() throws Exception {
        var first = Occupied.by(body -> jobs.shortLease("a", body));
        Duration longer = Duration.ofMillis(1300);
        await().pollInterval(Duration.ofMillis(50))
                .during(longer)
                .atMost(longer.plusSeconds(10))
                .until(() -> !jobs.shortLease("a", () -> {}));
        assertThat(first.leave()).isTrue();
        assertThat(jobs.shortLease("a", () -> {})).isTrue();
    }

    @Test
    void releaseWhileTheBodyRunsAnotherEntersTheFirstEndsTheSecondsLockIsUntouched() throws Exception {
        var first = Occupied.by(body -> jobs.run("a", body));
        assertThat(jobs.releaseRun("a")).isTrue();
        var second = Occupied.by(body -> jobs.run("a", body));
        String secondsToken = jobs.holderOfRun("a").orElseThrow().token();

        assertThat(first.leave()).isTrue();
        assertThat(jobs.holderOfRun("a").orElseThrow().token()).isEqualTo(secondsToken);
        assertThat(jobs.run("a", () -> {})).isFalse();

        assertThat(second.leave()).isTrue();
        assertThat(jobs.isLockedRun("a")).isFalse();
    }

    @Test
    void cancelledAsyncCallKeepsTheKeyUntilTheBodysStageHasCompleted() {
        var body = new CompletableFuture<String>();
        CompletableFuture<String> call = Occupied.stage(entered -> jobs.stage("a", entered), body);
        assertThat(call.cancel(true)).isTrue();
        assertThat(body.isDone()).isFalse();
        assertThat(jobs.stage("a", () -> body).join()).isEqualTo("locked");
        body.complete("done");
        await().until(() -> !jobs.isLockedStage("a").join());
    }
}
