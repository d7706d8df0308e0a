package io.github.once4j.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.servers.RealRedis;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code holdAtLeast}, {@code holdAtMost}, {@code fenced}, {@code interruptOnLost}. */
@OnEachClient
final class TimedTest {
    private final OnceGuard guard;
    private final TimedOnce timed;

    TimedTest(Backend backend) {
        guard = backend.guard();
        timed = new TimedOnce(guard);
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void holdAtLeastKeepsTheKeyWhenTheBodyEndsSoonerOrThrows() throws Exception {
        assertThat(timed.atLeast("a", () -> {})).isTrue();
        assertThatThrownBy(() -> timed.atLeast("b", () -> {
                    throw new IllegalStateException("thrown");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(timed.holderOfAtLeast("a")).map(LockHolder::finished).contains(true);
        assertThat(timed.holderOfAtLeast("b")).map(LockHolder::finished).contains(true);
        assertThat(timed.atLeast("a", () -> {})).isFalse();
        await().until(() -> !timed.isLockedAtLeast("a") && !timed.isLockedAtLeast("b"));
    }

    @Test
    void holdAtLeastEndsWithAForcedRelease() throws Exception {
        assertThat(timed.atLeast("a", () -> {})).isTrue();
        assertThat(timed.releaseAtLeast("a")).isTrue();
        assertThat(timed.atLeast("a", () -> {})).isTrue();
    }

    @Test
    void holdAtMostGivesTheKeyUpWhileTheBodyRuns() throws Exception {
        var first = Occupied.by(body -> timed.atMost("a", body));
        assertThat(timed.atMost("a", () -> {})).isFalse();
        await().until(() -> !timed.isLockedAtMost("a"));

        var second = Occupied.by(body -> timed.atMost("a", body));
        assertThat(first.leave()).isTrue();
        assertThat(timed.isLockedAtMost("a")).isTrue();
        assertThat(second.leave()).isTrue();
    }

    @Test
    void fencedNumbersGrowWithEachGrant() {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        long first = timed.fenced("a");
        long second = timed.fenced("a");
        assertThat(first).isPositive();
        assertThat(second).isGreaterThan(first);
    }

    @Test
    void interruptOnLostInterruptsTheBodyTheCallerIsToldOfTheLoss() throws Exception {
        var run = Occupied.by(body -> timed.stopped("a", body));
        assertThat(timed.releaseStopped("a")).isTrue();
        assertThatThrownBy(run::result).isInstanceOf(OnceLeaseLostException.class);
        assertThat(timed.stopped("a", () -> {})).isTrue();
    }

    @Test
    void interruptOnLostCancelsTheStageTheCallerIsToldOfTheLoss() {
        var body = new CompletableFuture<String>();
        CompletableFuture<String> call = Occupied.stage(entered -> timed.stoppedStage("a", entered), body);
        assertThat(timed.releaseStoppedStage("a").join()).isTrue();
        assertThatThrownBy(call::join).hasCauseInstanceOf(OnceLeaseLostException.class);
        assertThat(body).isCancelled();
    }
}
