package io.github.once4j.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.reactor.ReactorCalls;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A class whose methods return a {@code Mono} or {@code Flux}, guarded in memory and on Redis. */
@Timeout(60)
@ParameterizedClass
@EnumSource
abstract class ReactorScenario {
    static final Duration LONG = Duration.ofSeconds(30);
    private static final GuardedMethod KEPT = GuardedMethod.builder(Feed.class, "kept", "mono-{id}")
            .keepAfterSuccess(Duration.ofHours(1))
            .build();
    private static final GuardedMethod PATIENT = GuardedMethod.builder(Feed.class, "patient", "mono-{id}")
            .waitAtMost(LONG)
            .build();

    @Parameter
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Keys keys;

    @SuppressWarnings("NullAway.Init")
    OnceGuard guard;

    @SuppressWarnings("NullAway.Init")
    FeedOnce feed;

    @BeforeEach
    void open() {
        guard = keys.guard().build();
        feed = new FeedOnce(guard);
    }

    @AfterEach
    void close() {
        guard.close(Duration.ZERO);
    }

    final Lease hold(String key) {
        return Objects.requireNonNull(guard.tryAcquire(key));
    }

    final Mono<String> kept() {
        return ReactorCalls.mono(KEPT, guard, () -> "mono-a", lease -> feed.mono.of(lease), null);
    }

    final Mono<String> patient() {
        return ReactorCalls.monoOrThrow(PATIENT, guard, () -> "mono-a", lease -> feed.mono.of(lease));
    }

    final void awaitFree(String key) {
        await().atMost(LONG).untilAsserted(() -> assertThat(guard.isLocked(key)).isFalse());
    }

    final void awaitLocked(String key) {
        await().atMost(LONG).untilAsserted(() -> assertThat(guard.isLocked(key)).isTrue());
    }
    /** A source of items without an end, that stops when it is cancelled. */
    static final class Endless implements Publisher<Integer> {
        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            Flux.<Integer>generate(sink -> sink.next(1))
                    .subscribeOn(Schedulers.parallel())
                    .subscribe(subscriber);
        }
    }
}
