package io.github.once4j.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.OnceNotInitializedException;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.reactor.ReactorCalls;
import io.github.once4j.runtime.spi.NxClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Guarded methods that return a {@code Mono} or {@code Flux}, in memory and on Redis. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class ReactorTest {
    private static final Duration LONG = Duration.ofSeconds(30);
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
    private OnceGuard guard;

    @SuppressWarnings("NullAway.Init")
    private FeedOnce feed;

    @BeforeEach
    void open() {
        guard = keys.guard().build();
        feed = new FeedOnce(guard);
    }

    @AfterEach
    void close() {
        guard.close(Duration.ZERO);
    }

    private Lease hold(String key) {
        return Objects.requireNonNull(guard.tryAcquire(key));
    }

    private Mono<String> kept() {
        return ReactorCalls.mono(KEPT, guard, () -> "mono-a", lease -> feed.mono.of(lease), null);
    }

    private Mono<String> patient() {
        return ReactorCalls.monoOrThrow(PATIENT, guard, () -> "mono-a", lease -> feed.mono.of(lease));
    }

    private void awaitFree(String key) {
        await().atMost(LONG).untilAsserted(() -> assertThat(guard.isLocked(key)).isFalse());
    }

    private void awaitLocked(String key) {
        await().atMost(LONG).untilAsserted(() -> assertThat(guard.isLocked(key)).isTrue());
    }

    // ---- a call for each subscription

    @Test
    void nothingHappensBeforeTheSubscription() {
        var rendered = new AtomicInteger();
        var assembled = new AtomicInteger();
        var mono = ReactorCalls.mono(
                GuardedMethod.of(ReactorTest.class, "lazy", "lazy"),
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

    // ---- the key is held for as long as the body runs

    @Test
    void theKeyIsFreeAtTheTerminalSignal() throws Exception {
        assertThat(feed.item("a").then(feed.isLockedItem("a")).block(LONG)).isFalse();
        assertThat(feed.items("a").collectList().then(feed.isLockedItems("a")).block(LONG))
                .isFalse();
        feed.mono = lease -> Mono.error(new IOException("broken"));
        assertThat(feed.item("a")
                        .thenReturn(true)
                        .onErrorResume(thrown -> feed.isLockedItem("a"))
                        .block(LONG))
                .isFalse();
    }

    @Test
    void itemsPassWithTheDemandThatIsThereAndTheKeyIsHeldUntilTheEnd() throws Exception {
        List<Long> demand = new CopyOnWriteArrayList<>();
        feed.flux = lease -> Flux.range(1, 10).doOnRequest(demand::add);
        StepVerifier.create(feed.items("a"), 2)
                .expectNext(1, 2)
                .then(() -> assertThat(guard.isLocked("flux-a")).isTrue())
                .thenRequest(3)
                .expectNext(3, 4, 5)
                .then(() -> assertThat(guard.isLocked("flux-a")).isTrue())
                .thenRequest(5)
                .expectNextCount(5)
                .expectComplete()
                .verify(LONG);
        assertThat(demand).containsExactly(2L, 3L, 5L);
        assertThat(guard.isLocked("flux-a")).isFalse();
    }

    @Test
    void itemsComeOnTheThreadsOfTheirSource() throws Exception {
        feed.flux = lease -> Flux.range(1, 3).publishOn(Schedulers.parallel());
        List<String> threads = feed.items("a")
                .map(item -> Thread.currentThread().getName())
                .collectList()
                .block(LONG);
        assertThat(threads).hasSize(3).allSatisfy(name -> assertThat(name).startsWith("parallel-"));
    }

    @Test
    void theLeaseOfTheBodyIsHeld() throws Exception {
        feed.mono = lease -> Mono.fromSupplier(() -> lease.key() + " " + lease.isHeld());
        StepVerifier.create(feed.item("a"))
                .expectNext("mono-a true")
                .expectComplete()
                .verify(LONG);
    }

    // ---- errors

    @Test
    void whatTheBodyThrowsOrSignalsArrivesAsItIs() throws Exception {
        var signalled = new IOException("signalled");
        feed.mono = lease -> Mono.error(signalled);
        assertThat(feed.item("a")
                        .materialize()
                        .map(signal -> signal.getThrowable())
                        .block(LONG))
                .isSameAs(signalled);
        var thrown = new IOException("thrown in the assembly");
        feed.mono = lease -> {
            throw thrown;
        };
        assertThat(feed.item("a")
                        .materialize()
                        .map(signal -> signal.getThrowable())
                        .block(LONG))
                .isSameAs(thrown);
        assertThat(feed.item("a")
                        .contextWrite(context -> context.put("a", "context"))
                        .materialize()
                        .map(signal -> signal.getThrowable())
                        .block(LONG))
                .isSameAs(thrown);
        feed.flux = lease -> Flux.concat(Flux.just(1), Flux.error(signalled));
        StepVerifier.create(feed.items("a"))
                .expectNext(1)
                .expectErrorSatisfies(error -> assertThat(error).isSameAs(signalled))
                .verify(LONG);
        assertThat(guard.held()).isEmpty();
    }

    @Test
    void nullInsteadOfAPublisherIsAnError() throws Exception {
        feed.mono = lease -> null;
        StepVerifier.create(feed.item("a"))
                .expectErrorSatisfies(thrown ->
                        assertThat(thrown).isInstanceOf(OnceException.class).hasMessageContaining("returned null"))
                .verify(LONG);
        assertThat(guard.isLocked("mono-a")).isFalse();
    }

    @Test
    void aSubscriberThatThrowsEndsTheRun() throws Exception {
        feed.flux = lease -> Flux.from(new Endless());
        feed.items("a").subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(Integer item) {
                throw new StackOverflowError("a subscriber's mistake");
            }
        });
        awaitFree("flux-a");
    }

    /** The source emits within {@code request}, whose failure has no subscriber any more. */
    @Test
    void whatASubscriberThrowsAtASynchronousSourceIsNotLost() throws Exception {
        var dropped = new CopyOnWriteArrayList<Throwable>();
        Hooks.onErrorDropped(dropped::add);
        try {
            var mistake = new StackOverflowError("a subscriber's mistake");
            feed.flux = lease -> Flux.range(1, 5);
            feed.items("a").subscribe(new BaseSubscriber<>() {
                @Override
                protected void hookOnNext(Integer item) {
                    throw mistake;
                }
            });
            awaitFree("flux-a");
            await().atMost(LONG).untilAsserted(() -> assertThat(dropped).containsExactly(mistake));
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    void anExecutorThatRefusesIsTheError() throws Exception {
        try (OnceGuard refusing = keys.guard()
                .executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .build()) {
            StepVerifier.create(new FeedOnce(refusing).item("a"))
                    .expectErrorSatisfies(thrown ->
                            assertThat(thrown).isInstanceOf(OnceException.class).hasMessageContaining("full"))
                    .verify(LONG);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(refusing.isLocked("mono-a")).isFalse());
        }
    }

    @Test
    void aDecoratorThatThrowsIsTheError() throws Exception {
        var broken = new IllegalStateException("broken");
        try (OnceGuard decorated = keys.guard()
                .taskDecorator(task -> {
                    throw broken;
                })
                .build()) {
            assertThatThrownBy(() -> new FeedOnce(decorated).item("a").block(LONG))
                    .isSameAs(broken);
            assertThat(decorated.isLocked("mono-a")).isFalse();
        }
    }

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

    // ---- threads and context

    @Test
    void nothingRunsOnAThreadOfTheClient() throws Exception {
        List<String> threads = new CopyOnWriteArrayList<>();
        feed.mono = lease -> {
            threads.add(Thread.currentThread().getName());
            return Mono.just("ran");
        };
        try (NxClient client = keys.open();
                OnceGuard own =
                        OnceGuard.builder().sharedClient(client).prefix("own:").build()) {
            var ours = new FeedOnce(own);
            ours.mono = feed.mono;
            String id = "threads-" + System.nanoTime();
            var done = new CompletableFuture<Void>();
            client.holder("any").whenComplete((holder, thrown) -> subscribeEach(ours, id, threads, done));
            assertThat(done).succeedsWithin(LONG);
        }
        assertThat(threads)
                .hasSize(4)
                .allSatisfy(name ->
                        assertThat(name).doesNotContainIgnoringCase("lettuce").doesNotContainIgnoringCase("nio"));
    }

    /** A run with its result, a call whose key cannot be rendered, and a question. */
    @SuppressWarnings("NullAway")
    private static void subscribeEach(FeedOnce ours, String id, List<String> threads, CompletableFuture<Void> done) {
        try {
            Runnable note = () -> threads.add(Thread.currentThread().getName());
            Mono<?> ran = ours.item(id).doOnTerminate(note);
            Mono<?> noKey = ours.item(null).doOnTerminate(note).onErrorComplete();
            Mono<?> administration = ours.isLockedItem(id).doOnTerminate(note);
            Mono.when(ran, noKey, administration)
                    .subscribe(null, done::completeExceptionally, () -> done.complete(null));
        } catch (Exception thrown) {
            done.completeExceptionally(thrown);
        }
    }

    @Test
    void theContextReachesTheBody() throws Exception {
        feed.mono = lease -> Mono.deferContextual(context -> Mono.just(context.get("user")));
        feed.flux = lease -> Flux.deferContextual(context -> Flux.just(context.<Integer>get("user")));
        assertThat(feed.item("a")
                        .contextWrite(context -> context.put("user", "ada"))
                        .block(LONG))
                .isEqualTo("ada");
        assertThat(feed.items("a")
                        .contextWrite(context -> context.put("user", 7))
                        .blockLast(LONG))
                .isEqualTo(7);
    }

    /** A source of items without an end, that stops when it is cancelled. */
    private static final class Endless implements Publisher<Integer> {
        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            Flux.<Integer>generate(sink -> sink.next(1))
                    .subscribeOn(Schedulers.parallel())
                    .subscribe(subscriber);
        }
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
}
