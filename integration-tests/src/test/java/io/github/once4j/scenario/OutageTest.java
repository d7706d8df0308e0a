package io.github.once4j.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A backend that is down. */
@OnEachClient
final class OutageTest {
    private final Backend backend;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final OnceGuard guard;
    private final JobsOnce jobs;

    OutageTest(Backend like) {
        backend = like.another();
        guard = backend.builder()
                .lease(Duration.ofSeconds(1))
                .listener(new OnceListener() {
                    @Override
                    public void backendFailed(BackendFailed event) {
                        failures.add(event.method().name() + " " + event.key());
                    }
                })
                .build();
        jobs = new JobsOnce(guard);
    }

    @AfterEach
    void close() {
        guard.close();
        backend.close();
    }

    @Test
    void backendDownAtTheCallRaisesTheBodyIsNotRun() {
        backend.stop();
        var ran = new AtomicBoolean();

        assertThatThrownBy(() -> jobs.run("a", () -> ran.set(true))).isInstanceOf(OnceBackendException.class);
        assertThatThrownBy(() -> jobs.isLockedRun("a")).isInstanceOf(OnceBackendException.class);
        assertThatThrownBy(jobs.stage("b", () -> null)::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(OnceBackendException.class);

        assertThat(ran).isFalse();
        await().until(() -> failures.containsAll(List.of("run run-a", "stage stage-b")));
    }

    @Test
    void backendDownAtTheReleaseReturnsTheResultTheListenerIsTold() throws Exception {
        assertThat(jobs.run("a", backend::stop)).isTrue();
        await().until(() -> failures.contains("run run-a"));
    }

    @Test
    void backendDownAtTheReleaseKeepsTheExceptionOfTheBody() {
        var thrown = new IllegalStateException("the body's");
        assertThatThrownBy(() -> jobs.run("a", () -> {
                    backend.stop();
                    throw thrown;
                }))
                .isSameAs(thrown);
        await().until(() -> failures.contains("run run-a"));
    }
}
