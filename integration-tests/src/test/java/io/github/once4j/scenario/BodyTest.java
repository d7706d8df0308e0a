package io.github.once4j.scenario;

import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLockedException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What bodies throw, and what they call. */
@OnEachClient
final class BodyTest {
    private final OnceGuard guard;
    private final JobsOnce jobs;

    BodyTest(Backend backend) {
        guard = backend.guard();
        jobs = new JobsOnce(guard);
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void bodyThatThrowsTheSameExceptionUnwrappedTheKeyIsFree() {
        Stream.of(new IOException("checked"), new IllegalStateException("unchecked"), new LinkageError("error"))
                .forEach(thrown -> {
                    Throwable caught = catchThrowable(() -> jobs.run("a", () -> sneakyThrow(thrown)));
                    assertThat(caught).isSameAs(thrown).hasNoSuppressedExceptions();
                    assertThat(jobs.isLockedRun("a")).isFalse();
                });
    }

    @Test
    void bodyThatThrowsTheOnceLockedExceptionOfANestedGuardItPassesThrough() throws Exception {
        try (var nested = OnceGuard.inMemory()) {
            var others = new JobsOnce(nested);
            var other = Occupied.by(body -> others.raise("b", body));

            // The outer method answers false when it is locked itself: which it is not.
            assertThatThrownBy(() -> jobs.run("a", () -> others.raise("b", () -> {})))
                    .isInstanceOfSatisfying(
                            OnceLockedException.class,
                            locked -> assertThat(locked.key()).isEqualTo("raise-b"));
            assertThat(jobs.isLockedRun("a")).isFalse();
            other.leave();
        }
    }

    @Test
    void asyncBodyFailsTheStageFailsTheKeyIsFree() {
        var thrown = new IOException("failed");
        assertThatThrownBy(jobs.stage("a", () -> failedFuture(thrown))::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(thrown);
        assertThat(jobs.isLockedStage("a").join()).isFalse();
    }

    @Test
    void asyncBodyThrowsBeforeItReturnsAStageTheStageFailsTheKeyIsFree() {
        var thrown = new IllegalStateException("thrown");
        CompletableFuture<String> result = jobs.stage("a", () -> {
            throw thrown;
        });
        assertThatThrownBy(result::join).cause().isSameAs(thrown);
        assertThat(jobs.isLockedStage("a").join()).isFalse();
    }

    @Test
    void asyncBodyThatAnswersNoStageTheStageFailsTheKeyIsFree() {
        assertThatThrownBy(jobs.stage("a", () -> null)::join)
                .cause()
                .isInstanceOf(OnceException.class)
                .hasMessageContaining("null");
        assertThat(jobs.isLockedStage("a").join()).isFalse();
    }

    @Test
    void asyncBodyHoldsItsKeyUntilItsStageCompletes() {
        var body = new CompletableFuture<String>();
        CompletableFuture<String> first = Occupied.stage(entered -> jobs.stage("a", entered), body);
        assertThat(jobs.stage("a", () -> body).join()).isEqualTo("locked");
        assertThat(jobs.isLockedStage("a").join()).isTrue();
        assertThat(first).isNotDone();

        body.complete("done");
        assertThat(first.join()).isEqualTo("done");
        assertThat(jobs.isLockedStage("a").join()).isFalse();
    }

    @Test
    void recursionAndSelfCallsFindTheKeyLocked() {
        assertThat(jobs.recursive("a")).isEqualTo(1);
        assertThat(jobs.outer("a")).isEqualTo(1);
        assertThat(jobs.inner("a")).isEqualTo(1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakyThrow(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
