package io.github.once4j.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.spi.NxClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who holds a key, and how it is freed: by method and by key, here and elsewhere. */
@OnEachClient
final class AdministrationTest {
    private final NxClient elsewhere;
    private final OnceGuard guard;
    private final OnceGuard otherGuard;
    private final JobsOnce jobs;
    private final JobsOnce otherJobs;

    AdministrationTest(Backend backend) {
        elsewhere = backend.connect();
        guard = backend.builder().prefix("administration:").build();
        otherGuard = backend.builder()
                .sharedClient(elsewhere)
                .prefix("administration:")
                .build();
        jobs = new JobsOnce(guard);
        otherJobs = new JobsOnce(otherGuard);
    }

    @AfterEach
    void close() {
        guard.close();
        otherGuard.close();
        elsewhere.close();
    }

    @Test
    void isLockedAndReleaseBeforeDuringAfterFromAnotherGuardOnTheSameBackend() throws Exception {
        assertThat(jobs.isLockedRun("a") || otherJobs.isLockedRun("a")).isFalse();
        assertThat(jobs.releaseRun("a") || otherJobs.releaseRun("a")).isFalse();
        assertThat(otherJobs.holderOfRun("a")).isEmpty();

        var run = Occupied.by(body -> jobs.run("a", body));
        assertThat(jobs.isLockedRun("a") && otherJobs.isLockedRun("a")).isTrue();
        assertThat(jobs.isLockedRun("b")).isFalse();
        assertThat(otherJobs.holderOfRun("a").orElseThrow().pid())
                .hasValue(ProcessHandle.current().pid());
        assertThat(otherJobs.releaseRun("a")).isTrue();
        assertThat(jobs.isLockedRun("a") || jobs.releaseRun("a")).isFalse();

        run.leave();
        assertThat(jobs.isLockedRun("a") || otherJobs.isLockedRun("a")).isFalse();
    }

    @Test
    void isLockedAndReleaseOfAsyncMethodsAreAsync() {
        var body = new CompletableFuture<String>();
        CompletableFuture<Boolean> before = otherJobs.isLockedStage("a");
        assertThat(before.join()).isFalse();

        CompletableFuture<String> call = Occupied.stage(entered -> jobs.stage("a", entered), body);
        assertThat(jobs.stage("a", () -> body).join()).isEqualTo("locked");
        CompletableFuture<Optional<LockHolder>> holder = otherJobs.holderOfStage("a");
        assertThat(holder.join()).isPresent();
        CompletableFuture<Boolean> released = otherJobs.releaseStage("a");
        assertThat(released.join()).isTrue();
        assertThat(jobs.isLockedStage("a").join()).isFalse();

        body.complete("done");
        assertThat(call.join()).isEqualTo("done");
        assertThat(jobs.releaseStage("a").join()).isFalse();
    }

    @Test
    void guardByKeyHasTheSameKeysAsTheAnnotatedMethods() throws Exception {
        var ran = new AtomicBoolean();
        var run = Occupied.by(body -> jobs.run("a", body));
        assertThat(otherGuard.isLocked("run-a")).isTrue();
        assertThat(otherGuard.tryRun("run-a", () -> ran.set(true))).isFalse();
        assertThat(otherGuard.holder("run-a")).map(LockHolder::key).contains("run-a");
        assertThat(otherGuard.release("run-a")).isTrue();
        run.leave();

        assertThat(ran).isFalse();
        assertThat(otherGuard.tryRun("run-a", () -> {
                    ran.set(true);
                    assertThat(jobs.isLockedRun("a")).isTrue();
                }))
                .isTrue();
        assertThat(ran).isTrue();
    }
}
