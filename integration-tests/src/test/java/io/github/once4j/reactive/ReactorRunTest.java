package io.github.once4j.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.spi.NxClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A run that returns a {@code Mono} or {@code Flux}: until when it holds its key, what it signals, on which threads. */
class ReactorRunTest extends ReactorScenario {
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
}
