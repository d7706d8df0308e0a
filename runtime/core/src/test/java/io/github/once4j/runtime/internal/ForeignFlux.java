package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.generated.GuardedMethod.ReactiveBody;
import io.github.once4j.runtime.reactor.ReactorCalls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** A guarded stream of two items, whose body, publisher, subscription and subscriber may fail. */
final class ForeignFlux {
    /** The interfaces of Reactive Streams that a user may implement: no signature of this project names them. */
    static final String[] PLACES = {"BodyPublisher", "BodySubscription", "Subscriber"};

    private static final int ITEMS = 2;

    private final Faulty faulty;
    private final Executor bodies;
    private final CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();

    ForeignFlux(Faulty faulty, Executor bodies) {
        this.faulty = faulty;
        this.bodies = bodies;
    }

    /** Subscribes, and returns what completes with the terminal signal. */
    @SuppressWarnings("unchecked")
    CompletableFuture<@Nullable Void> subscribe(GuardedMethod method, OnceGuard guard, Supplier<String> key) {
        ReactiveBody<Flux<String>> body =
                lease -> Flux.from(faulty.wrap("BodyPublisher", Publisher.class, publisher()));
        ReactorCalls.flux(method, guard, key, faulty.wrap("ReactiveBody", ReactiveBody.class, body))
                .subscribe(faulty.wrap("Subscriber", CoreSubscriber.class, new Terminal()));
        // a subscriber that fails gets no more signals
        return faulty.is("Subscriber") ? CompletableFuture.completedFuture(null) : outcome;
    }

    private Publisher<String> publisher() {
        return subscriber ->
                subscriber.onSubscribe(faulty.wrap("BodySubscription", Subscription.class, new Items(subscriber)));
    }

    /** Emits on threads of its own, one item for each request. */
    private final class Items implements Subscription {
        private final Subscriber<? super String> subscriber;
        private final AtomicLong left = new AtomicLong(ITEMS);

        Items(Subscriber<? super String> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            bodies.execute(() -> {
                if (left.getAndDecrement() > 0) {
                    subscriber.onNext("item");
                } else {
                    subscriber.onComplete();
                }
            });
        }

        @Override
        public void cancel() {
            left.set(Long.MIN_VALUE);
        }
    }

    private final class Terminal implements CoreSubscriber<String> {
        private @Nullable Subscription subscription;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(String item) {
            if (subscription != null) {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            outcome.complete(null);
        }

        @Override
        public void onComplete() {
            outcome.complete(null);
        }
    }
}
