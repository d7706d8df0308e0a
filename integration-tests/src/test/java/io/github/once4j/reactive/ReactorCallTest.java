package io.github.once4j.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.OnceNotInitializedException;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.reactor.ReactorCalls;
import io.github.once4j.runtime.spi.NxClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** A call of a method that returns a {@code Mono} or {@code Flux}: one for each subscription, with the answers of a locked one. */
class ReactorCallTest extends ReactorScenario {
    // ---- a call for each subscription

    @Test
    void nothingHappensBeforeTheSubscription() {
        var rendered = new AtomicInteger();
        var assembled = new AtomicInteger();
        var mono = ReactorCalls.mono(
                GuardedMethod.of(ReactorCallTest.class, "lazy", "lazy"),
                guard,
                () -> "lazy" + rendered.incrementAndGet(),
                lease -> Mono.just(assembled.incrementAndGet()),
                null);
        assertThat(rendered).hasValue(0);
        assertThat(mono.block(LONG)).isEqualTo(1);
        assertThat(mono.block(LONG)).isEqualTo(2);
        assertThat(rendered).hasValue(2);
    }

    @Test
    @SuppressWarnings("NullAway") // a test of null
    void aKeyThatCannotBeRenderedIsTheErrorOfTheSubscription() throws Exception {
        StepVerifier.create(feed.item(null)).expectError(OnceKeyException.class).verify(LONG);
        StepVerifier.create(feed.items(null))
                .expectError(OnceKeyException.class)
                .verify(LONG);
    }

    @Test
    void aGuardThatIsMissingIsTheErrorOfTheSubscription() throws Exception {
        StepVerifier.create(new FeedOnce().item("a"))
                .expectError(OnceNotInitializedException.class)
                .verify(LONG);
    }

    @Test
    void aClosedGuardIsTheErrorOfTheSubscription() throws Exception {
        var mono = feed.item("a");
        guard.close();
        StepVerifier.create(mono).expectError(OnceException.class).verify(LONG);
    }

    @Test
    void repeatsAndRetriesAreCallsOfTheirOwnAndFindTheKeyFree() throws Exception {
        StepVerifier.create(feed.strict("a").repeat(50))
                .expectNextCount(51)
                .expectComplete()
                .verify(LONG);
        StepVerifier.create(feed.strictItems("a").repeat(50))
                .expectNextCount(153)
                .expectComplete()
                .verify(LONG);
        var tries = new AtomicInteger();
        feed.mono = lease -> tries.incrementAndGet() < 20 ? Mono.error(new IOException("again")) : Mono.just("ran");
        StepVerifier.create(feed.strict("a").retry(20))
                .expectNext("ran")
                .expectComplete()
                .verify(LONG);
        assertThat(tries).hasValue(20);
    }

    @Test
    void ofTwoSubscribersAtATimeOneRuns() throws Exception {
        Sinks.One<String> end = Sinks.one();
        feed.mono = lease -> end.asMono();
        Mono<String> one = feed.valued("a");
        CompletableFuture<String> first = one.toFuture();
        awaitLocked("mono-a");
        StepVerifier.create(one).expectNext("busy").expectComplete().verify(LONG);
        end.tryEmitValue("ran");
        assertThat(first).succeedsWithin(LONG).isEqualTo("ran");
        StepVerifier.create(one).expectNext("ran").expectComplete().verify(LONG);
    }

    // ---- locked

    @Test
    void aLockedCallIsEmptyOrTheValueOrTheError() throws Exception {
        try (var one = hold("mono-a");
                var other = hold("flux-a")) {
            StepVerifier.create(feed.item("a")).expectComplete().verify(LONG);
            StepVerifier.create(feed.valued("a"))
                    .expectNext("busy")
                    .expectComplete()
                    .verify(LONG);
            StepVerifier.create(feed.strict("a"))
                    .expectErrorSatisfies(thrown -> assertThat(thrown)
                            .isInstanceOfSatisfying(
                                    OnceLockedException.class,
                                    locked -> assertThat(locked.key()).isEqualTo("mono-a")))
                    .verify(LONG);
            StepVerifier.create(feed.items("a")).expectComplete().verify(LONG);
            StepVerifier.create(feed.strictItems("a"))
                    .expectError(OnceLockedException.class)
                    .verify(LONG);
            assertThat(one.isHeld()).isTrue();
            assertThat(other.isHeld()).isTrue();
        }
    }

    @Test
    void aCallThatIsLockedByAnotherProcessIsAnsweredAsWell() throws Exception {
        try (NxClient client = keys.open();
                OnceGuard one =
                        OnceGuard.builder().sharedClient(client).prefix("p:").build();
                OnceGuard other =
                        OnceGuard.builder().sharedClient(client).prefix("p:").build()) {
            String id = "shared-" + System.nanoTime();
            try (var held = one.tryAcquire("mono-" + id)) {
                assertThat(held).isNotNull();
                var theirs = new FeedOnce(other);
                StepVerifier.create(theirs.valued(id), 0)
                        .thenAwait(Duration.ofMillis(50))
                        .thenRequest(1)
                        .expectNext("busy")
                        .expectComplete()
                        .verify(LONG);
                StepVerifier.create(theirs.strict(id))
                        .expectError(OnceLockedException.class)
                        .verify(LONG);
                StepVerifier.create(theirs.item(id)).expectComplete().verify(LONG);
            }
        }
    }

    @Test
    void administration() throws Exception {
        assertThat(feed.isLockedItem("a").block(LONG)).isFalse();
        assertThat(feed.holderOfItem("a").block(LONG)).isNull();
        Lease lease = hold("mono-a");
        assertThat(feed.isLockedItem("a").block(LONG)).isTrue();
        assertThat(Objects.requireNonNull(feed.holderOfItem("a").block(LONG)).token())
                .isEqualTo(lease.token());
        assertThat(feed.releaseItem("a").block(LONG)).isTrue();
        assertThat(feed.releaseItem("a").block(LONG)).isFalse();
        assertThat(lease.isHeld()).isFalse();
    }
}
