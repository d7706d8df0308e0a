package io.github.once4j.runtime.reactor;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.internal.LockEngine;
import io.github.once4j.runtime.internal.ReactiveRun;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** One subscription, between Reactor's subscriber and the body's {@code Mono} or {@code Flux}. */
final class ReactorRun<T> extends ReactiveRun<T> implements CoreSubscriber<T>, Subscription {
    private final ReactorCall<T> call;
    private final CoreSubscriber<? super T> downstream;

    ReactorRun(ReactorCall<T> call, LockEngine engine, CoreSubscriber<? super T> downstream) {
        super(call.method(), engine, call.single(), call.locked(), call.raise());
        this.call = call;
        this.downstream = downstream;
    }

    /**
     * With automatic context propagation, {@code contextWrite} is what restores the thread locals of the subscriber's context:
     * for the body's own code, too, as it is called at the subscription.
     */
    @Override
    protected void subscribeToBody(Lease lease) throws Throwable {
        if (currentContext().isEmpty()) {
            assemble(lease).subscribe(this);
        } else if (call.single()) {
            Mono.defer(() -> Mono.fromDirect(assembled(lease)))
                    .contextWrite(same -> same)
                    .subscribe(this);
        } else {
            Flux.defer(() -> assembled(lease)).contextWrite(same -> same).subscribe(this);
        }
    }

    private Publisher<? extends T> assemble(Lease lease) throws Throwable {
        Publisher<? extends T> publisher = call.body().assemble(lease);
        if (publisher == null) {
            throw new OnceException(call.method() + " returned null, but its return type promises a "
                    + (call.single() ? "Mono." : "Flux."));
        }
        return publisher;
    }

    private Publisher<? extends T> assembled(Lease lease) {
        try {
            return assemble(lease);
        } catch (Throwable thrown) { // whatever the body throws is the error of the subscription
            return call.single() ? Mono.error(thrown) : Flux.error(thrown);
        }
    }

    // ---- the body's signals

    @Override
    public Context currentContext() {
        return downstream.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscribed(new BodySubscription(subscription));
    }

    @Override
    public void onNext(T item) {
        item(item);
    }

    @Override
    public void onComplete() {
        ended(null);
    }

    @Override
    public void onError(Throwable thrown) {
        ended(thrown);
    }

    // ---- signals to the subscriber

    @Override
    protected void emit(T item) {
        downstream.onNext(item);
    }

    @Override
    protected void emitCompletion() {
        downstream.onComplete();
    }

    @Override
    protected void emitError(Throwable thrown) {
        downstream.onError(thrown);
    }

    @Override
    protected void dropped(Throwable thrown) {
        Operators.onErrorDropped(thrown, currentContext());
    }

    private record BodySubscription(Subscription subscription) implements Flow.Subscription {
        @Override
        public void request(long n) {
            subscription.request(n);
        }

        @Override
        public void cancel() {
            subscription.cancel();
        }
    }
}
