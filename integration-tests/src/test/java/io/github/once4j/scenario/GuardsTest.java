package io.github.once4j.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceNotInitializedException;
import org.junit.jupiter.api.Test;

/** Which calls share a key, and which guard a call is on. */
@OnEachClient
final class GuardsTest {
    private final Backend backend;

    GuardsTest(Backend backend) {
        this.backend = backend;
    }

    @Test
    void twoMethodsWithOneTemplateShareTheKey() {
        try (var guard = backend.guard()) {
            var answers = new AnswersOnce(guard);
            var jobs = new JobsOnce(guard);
            assertThat(jobs.outer("a")).as("whose body calls inner()").isEqualTo(1);
            assertThat(guard.tryRun(
                            "answer",
                            () -> assertThat(answers.isLockedText() && answers.isLockedNumber())
                                    .isTrue()))
                    .isTrue();
        }
    }

    @Test
    void twoTemplatesDoNotShareTheKey() throws Exception {
        try (var guard = backend.guard()) {
            var jobs = new JobsOnce(guard);
            var run = Occupied.by(body -> jobs.run("a", body));
            assertThat(jobs.raise("a", () -> {})).isEqualTo("ran");
            run.leave();
        }
    }

    @Test
    void twoGuardsWithDifferentPrefixesOnOneBackendAreIndependent() throws Exception {
        try (var guard = backend.guard();
                var other = backend.guard()) {
            requireIndependent(guard, other);
        }
    }

    @Test
    void twoBackendsAreIndependent() throws Exception {
        try (var elsewhere = backend.another();
                var guard = backend.builder().prefix("same:").build();
                var other = elsewhere.builder().prefix("same:").build()) {
            requireIndependent(guard, other);
        }
    }

    private static void requireIndependent(OnceGuard guard, OnceGuard other) throws Exception {
        var jobs = new JobsOnce(guard);
        var otherJobs = new JobsOnce(other);
        var run = Occupied.by(body -> jobs.run("a", body));
        assertThat(otherJobs.isLockedRun("a")).isFalse();
        assertThat(otherJobs.run("a", () -> {})).isTrue();
        assertThat(otherJobs.releaseRun("a")).isFalse();
        assertThat(jobs.isLockedRun("a")).isTrue();
        run.leave();
    }

    @Test
    void globalGuardNotSetRaisesAtTheCallSayingHowToSetItInstancesDoNotNeedIt() throws Exception {
        var jobs = new JobsOnce();
        assertThatThrownBy(() -> jobs.run("a", () -> {}))
                .isInstanceOf(OnceNotInitializedException.class)
                .hasMessageContaining("OnceGuard.initGlobal(");
        assertThatThrownBy(() -> jobs.isLockedRun("a")).isInstanceOf(OnceNotInitializedException.class);
        assertThatThrownBy(jobs.stage("a", () -> null)::join).hasCauseInstanceOf(OnceNotInitializedException.class);
        try (var guard = backend.guard()) {
            assertThat(new JobsOnce(guard).run("a", () -> {})).isTrue();
        }
    }

    @Test
    void globalGuardReplacedWhileACallRunsTheRunningCallEndsOnTheGuardThatItBeganWith() throws Exception {
        var jobs = new JobsOnce();
        try (var former = backend.guard();
                var latter = backend.guard()) {
            OnceGuard.Registration first = OnceGuard.initGlobal(former);
            var run = Occupied.by(body -> jobs.run("a", body));
            OnceGuard.Registration second = OnceGuard.initGlobal(latter);
            assertThat(jobs.isLockedRun("a")).isFalse();
            var anotherRun = Occupied.by(body -> jobs.run("a", body));

            assertThat(run.leave()).isTrue();
            assertThat(former.isLocked("run-a")).isFalse();
            assertThat(latter.isLocked("run-a")).isTrue();
            assertThat(anotherRun.leave()).isTrue();
            assertThat(latter.isLocked("run-a")).isFalse();
            second.close();
            first.close();
        }
        assertThatThrownBy(() -> jobs.run("a", () -> {})).isInstanceOf(OnceNotInitializedException.class);
    }
}
