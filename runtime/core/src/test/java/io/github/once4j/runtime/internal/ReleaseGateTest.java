package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.ReleaseGate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that outlive their bodies, until their gate has opened. */
@Timeout(60)
class ReleaseGateTest {
    private static final GuardedMethod METHOD = GuardedMethod.of(ReleaseGateTest.class, "run", "k");

    private final InMemoryNxClient backend = new InMemoryNxClient();
    private final List<ReleaseGate.Run> kept = new CopyOnWriteArrayList<>();
    private final List<OnceListener.Released> released = new CopyOnWriteArrayList<>();
    private final OnceGuard guard = OnceGuard.builder()
            .sharedClient(backend)
            .releaseGate(kept::add)
            .listener(new OnceListener() {
                @Override
                public void released(Released event) {
                    released.add(event);
                }
            })
            .build();
    private final OnceGuard other = OnceGuard.builder().client(backend).build();

    @AfterEach
    void close() {
        kept.forEach(run -> run.release(true));
        guard.close();
        other.close();
    }

    @Test
    void keyOfASyncCallIsKeptUntilTheGateOpens() {
        assertThat(guard.tryRun("k", () -> {})).isTrue();
        assertThat(other.isLocked("k")).isTrue();
        assertThat(guard.held()).hasSize(1);
        assertThat(released).isEmpty();

        kept.get(0).check();
        kept.get(0).release(true);
        kept.get(0).release(true);

        await().until(() -> !other.isLocked("k"));
        assertThat(released).hasSize(1);
    }

    @Test
    void gateThatOpensFirstLeavesTheKeyToTheBody() {
        assertThat(guard.tryRun("k", () -> {
                    kept.get(0).release(true);
                    assertThat(other.isLocked("k")).isTrue();
                }))
                .isTrue();
        assertThat(other.isLocked("k")).isFalse();
    }

    @Test
    void gateThatIsSetLaterIsAskedUnlessThereIsOne() {
        ((ReleaseGate.Target) other).setGateIfAbsent(kept::add);
        ((ReleaseGate.Target) other).setGateIfAbsent(run -> {
            throw new IllegalStateException("a second one");
        });
        assertThat(other.tryRun("k", () -> {})).isTrue();
        assertThat(other.isLocked("k")).isTrue();
        kept.get(0).release(true);
        await().until(() -> !other.isLocked("k"));
    }

    @Test
    void keyOfAnAsyncCallIsKeptUntilBothHaveEnded() {
        var work = new CompletableFuture<String>();
        CompletableFuture<String> result = METHOD.runAsync(guard, () -> "k", lease -> work, "locked");
        await().until(() -> other.isLocked("k"));
        work.complete("done");
        assertThat(result.join()).as("does not wait for the gate").isEqualTo("done");
        assertThat(other.isLocked("k")).isTrue();
        kept.get(0).release(true);
        await().until(() -> !other.isLocked("k"));

        var later = new CompletableFuture<String>();
        CompletableFuture<String> second = METHOD.runAsync(guard, () -> "k", lease -> later, "locked");
        await().until(() -> other.isLocked("k"));
        kept.get(1).release(true);
        assertThat(other.isLocked("k")).isTrue();
        later.complete("done");
        assertThat(second.join()).isEqualTo("done");
        assertThat(other.isLocked("k")).isFalse();
        assertThat(released).hasSize(2);
    }

    @Test
    void lockedCallHasNothingToReleaseOrToLose() {
        try (var held = other.tryAcquire("k")) {
            assertThat(METHOD.runAsync(guard, () -> "k", lease -> CompletableFuture.completedFuture(""), "locked")
                            .join())
                    .isEqualTo("locked");
            assertThatCode(kept.get(0)::check).doesNotThrowAnyException();
            kept.get(0).release(true);
            assertThat(held).matches(lease -> lease.isHeld());
        }
    }

    @Test
    void keyThatAnotherGuardReleasedByForceFailsTheCheck() {
        guard.tryRun("k", () -> {});
        other.release("k");
        assertThatThrownBy(kept.get(0)::check)
                .isInstanceOf(OnceLeaseLostException.class)
                .hasMessageContaining("`k`")
                .hasMessageContaining("rolled back");
        try (var next = other.tryAcquire("k")) {
            kept.get(0).release(true);
            assertThat(next).matches(lease -> lease.isHeld());
            assertThat(other.isLocked("k")).isTrue();
        }
    }

    @Test
    void keyIsKeptAfterSuccessOnlyIfTheGateSaysSo() {
        LockOptions onceAMinute = LockOptions.DEFAULTS.keepAfterSuccess(Duration.ofMinutes(1));
        guard.tryRun("k", onceAMinute, () -> {});
        kept.get(0).release(false);
        await().until(() -> !other.isLocked("k"));

        guard.tryRun("k", onceAMinute, () -> {});
        kept.get(1).release(true);
        await().until(() -> guard.held().isEmpty());
        assertThat(other.holder("k"))
                .hasValueSatisfying(holder -> assertThat(holder.finished()).isTrue());
    }

    @Test
    void gateThatThrowsFailsTheCallAndReleasesTheKey() {
        try (var broken = OnceGuard.builder()
                .sharedClient(backend)
                .releaseGate(run -> {
                    throw new IllegalStateException("broken");
                })
                .build()) {
            assertThatThrownBy(() -> broken.tryRun("k", () -> {})).hasMessage("broken");
            assertThat(METHOD.runAsync(broken, () -> "k", lease -> CompletableFuture.completedFuture(""), "locked"))
                    .isCompletedExceptionally();
            await().until(() -> !other.isLocked("k"));
            assertThat(broken.held()).isEmpty();
        }
    }
}
