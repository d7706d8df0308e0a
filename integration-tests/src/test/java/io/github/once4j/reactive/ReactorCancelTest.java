package io.github.once4j.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceLeaseLostException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What ends a run that returns a {@code Mono} or {@code Flux} early, and what its settings make of its end. */
class ReactorCancelTest extends ReactorScenario {
    // ---- cancellation

    @Test
    void aSubscriberThatCancelsAtOnceCallsNothing() throws Exception {
        var ran = new AtomicBoolean();
        feed.mono = lease -> Mono.fromRunnable(() -> ran.set(true));
        feed.item("a").subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.cancel();
            }
        });
        assertThat(guard.isLocked("mono-a")).isFalse();
        assertThat(ran).isFalse();
    }

    @Test
    void theCancelOfARunCancelsUpstreamAndGivesTheKeyBack() throws Exception {
        var lockedAtCancel = new CompletableFuture<Boolean>();
        feed.mono = lease -> Mono.<String>never().doOnCancel(() -> lockedAtCancel.complete(lease.isHeld()));
        Disposable run = feed.item("a").subscribe();
        awaitLocked("mono-a");
        await().atMost(LONG).until(() -> {
            run.dispose();
            return lockedAtCancel.isDone();
        });
        assertThat(lockedAtCancel).isCompletedWithValue(true);
        awaitFree("mono-a");
    }

    @Test
    void aSubscriberThatHasSeenEnoughFreesTheKey() throws Exception {
        feed.flux = lease -> Flux.from(new Endless());
        StepVerifier.create(feed.items("a").take(3))
                .expectNextCount(3)
                .expectComplete()
                .verify(LONG);
        awaitFree("flux-a");
    }

    @Test
    void aSourceThatIgnoresTheCancelIsNotWaitedForAndNotHeard() throws Exception {
        var deaf = new AtomicReference<Subscriber<? super Integer>>();
        Publisher<Integer> source = subscriber -> {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
            deaf.set(subscriber);
        };
        List<Integer> seen = new CopyOnWriteArrayList<>();
        feed.flux = lease -> Flux.from(source);
        Disposable run = feed.items("a").subscribe(seen::add);
        await().atMost(LONG).until(() -> deaf.get() != null);
        run.dispose();
        awaitFree("flux-a");
        Subscriber<? super Integer> subscriber = Objects.requireNonNull(deaf.get());
        subscriber.onNext(1);
        subscriber.onComplete();
        assertThat(seen).isEmpty();
    }

    @Test
    void aCallThatWaitsIsCancelled() throws Exception {
        try (var held = hold("mono-a")) {
            Disposable waiting = patient().subscribe();
            waiting.dispose();
            assertThat(held.isHeld()).isTrue();
        }
        StepVerifier.create(feed.strict("a")).expectNext("ran").expectComplete().verify(LONG);
    }

    @Test
    void aCancelledResultThrowsNothing() throws Exception {
        feed.mono = lease -> Mono.never();
        CompletableFuture<String> result = feed.item("a").toFuture();
        awaitLocked("mono-a");
        result.cancel(true);
        assertThatThrownBy(result::join).isInstanceOf(CancellationException.class);
        awaitFree("mono-a");
    }
    // ---- settings

    @Test
    void aCallWaitsForAHeldKey() throws Exception {
        CompletableFuture<String> waiting;
        try (var held = hold("mono-a")) {
            waiting = patient().toFuture();
            assertThat(waiting).isNotDone();
            assertThat(held.isHeld()).isTrue();
        }
        assertThat(waiting).succeedsWithin(LONG).isEqualTo("ran");
    }

    @Test
    void aKeyIsKeptAfterSuccessAloneAndACancelIsNone() throws Exception {
        feed.mono = lease -> Mono.error(new IOException("broken"));
        assertThat(kept().onErrorReturn("failed").block(LONG)).isEqualTo("failed");
        assertThat(guard.isLocked("mono-a")).isFalse();
        var begun = new CountDownLatch(1);
        feed.mono = lease -> Mono.<String>never().doOnSubscribe(subscription -> begun.countDown());
        Disposable run = kept().subscribe();
        begun.await();
        run.dispose();
        awaitFree("mono-a");
        feed.mono = lease -> Mono.just("ran");
        assertThat(kept().block(LONG)).isEqualTo("ran");
        assertThat(guard.isLocked("mono-a")).isTrue();
    }

    @Test
    void aLostLeaseStopsTheBody() throws Exception {
        var cancelled = new CountDownLatch(2);
        feed.mono = lease -> Mono.<String>never().doOnCancel(cancelled::countDown);
        feed.flux = lease -> Flux.from(new Endless()).doOnCancel(cancelled::countDown);
        CompletableFuture<String> stopped = feed.stoppable("a").toFuture();
        CompletableFuture<Void> stream = feed.strictItems("a").then().toFuture();
        awaitLocked("mono-a");
        awaitLocked("flux-a");
        guard.release("mono-a");
        guard.release("flux-a");
        assertThat(stopped).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(OnceLeaseLostException.class);
        assertThat(stream).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(OnceLeaseLostException.class);
        cancelled.await();
    }
}
