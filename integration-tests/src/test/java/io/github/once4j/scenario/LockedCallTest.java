package io.github.once4j.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLockedException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key that is free, and what a call answers that finds it held. */
@OnEachClient
final class LockedCallTest {
    private final OnceGuard guard;
    private final Answers answers;

    LockedCallTest(Backend backend) {
        guard = backend.guard();
        answers = new AnswersOnce(guard);
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void freeKeyRunsTheBodyOnceItsResultComesBackTheKeyIsGone() {
        List<Object> results = new ArrayList<>();
        answers.nothing();
        results.add(Objects.requireNonNull(answers.reference()));
        results.add(answers.optional());
        results.add(answers.number());
        results.add(answers.raising());
        results.add(answers.future().join());
        results.add(answers.stage().toCompletableFuture().join());

        assertThat(results).containsExactly("text", Optional.of("text"), 7, 7, 7, "text");
        assertThat(answers.runs).hasValue(7);
        assertThat(guard.isLocked("answer")).isFalse();
    }

    @Test
    void heldKeyWithNothingSetIsSkipped() {
        hold(() -> {
            answers.nothing();
            assertThat(answers.reference()).isNull();
            assertThat(answers.box()).isNull();
            assertThat(answers.optional()).isEmpty();
            assertThat(answers.optionalInt()).isEqualTo(OptionalInt.empty());
            assertThat(answers.list()).isEmpty();
            assertThat(answers.set()).isEmpty();
            assertThat(answers.map()).isEmpty();
            assertThat(answers.collection()).isEmpty();
            assertThat(answers.array()).isEmpty();
            assertThat(answers.futureOfNothing().join()).isNull();
            assertThat(answers.stageOfReference().toCompletableFuture().join()).isNull();
            assertThat(answers.futureOfOptional().join()).isEmpty();
        });
    }

    @Test
    void heldKeyWithReturnOnLockedAnswersThatValueTyped() {
        hold(() -> {
            assertThat(answers.text()).isEqualTo("already running");
            assertThat(answers.emptyText()).isEmpty();
            assertThat(answers.number()).isEqualTo(-1);
            assertThat(answers.longNumber()).isEqualTo(-9_000_000_000L);
            assertThat(answers.truth()).isTrue();
            assertThat(answers.constant()).isEqualTo(DayOfWeek.SUNDAY);
            assertThat(answers.duration()).isEqualTo(Duration.ofSeconds(90));
            assertThat(answers.presentOptional()).contains(-1);
            assertThat(answers.future().join()).isEqualTo(-1);
            assertThat(answers.stage().toCompletableFuture().join()).isEqualTo("busy");
        });
    }

    @Test
    void heldKeyWithRaiseOnLockedTellsWhoHoldsItSinceWhen() {
        hold(() -> {
            assertThatThrownBy(answers::raising).satisfies(LockedCallTest::tellsTheHolder);
            assertThatThrownBy(answers::raisingNothing).satisfies(LockedCallTest::tellsTheHolder);
            assertThatThrownBy(answers.raisingFuture()::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .satisfies(LockedCallTest::tellsTheHolder);
        });
    }

    private static void tellsTheHolder(Throwable thrown) {
        assertThat(thrown).isInstanceOf(OnceLockedException.class);
        var locked = (OnceLockedException) thrown;
        assertThat(locked.key()).isEqualTo("answer");
        LockHolder holder = Objects.requireNonNull(locked.holder());
        assertThat(holder.pid()).hasValue(ProcessHandle.current().pid());
        assertThat(holder.host()).isPresent();
        assertThat(holder.since().orElseThrow())
                .isBetween(Instant.now().minusSeconds(10), Instant.now().plusMillis(1));
        assertThat(locked)
                .hasMessageContaining("answer")
                .hasMessageContaining(Long.toString(holder.pid().orElseThrow()));
    }

    /** Holds the key while the calls are made, none of which may run. */
    private void hold(Runnable calls) {
        assertThat(guard.tryRun("answer", calls)).isTrue();
        assertThat(answers.runs).hasValue(0);
        assertThat(guard.isLocked("answer")).isFalse();
    }
}
