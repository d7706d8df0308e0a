package io.github.once4j.runtime.mutiny;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.internal.LockEngine;
import io.github.once4j.runtime.internal.ReactiveRun;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import org.jspecify.annotations.Nullable;

/** One subscription, between the subscriber and the body's {@code Uni}, whose {@code null} item is an empty result here. */
final class UniRun<T> extends ReactiveRun<T> implements UniSubscriber<T>, UniSubscription {
    private final MutinyCall<Uni<? extends T>, T> call;
    private final UniSubscriber<? super T> downstream;

    /** Written and read by the one thread that signals the result. */
    private boolean emitted;

    UniRun(MutinyCall<Uni<? extends T>, T> call, LockEngine engine, UniSubscriber<? super T> downstream) {
        super(call.method(), engine, true, call.locked(), call.raise());
        this.call = call;
        this.downstream = downstream;
    }

    @Override
    protected void subscribeToBody(Lease lease) throws Throwable {
        AbstractUni.subscribe(call.assemble(lease), this);
    }

    // ---- the body's signals

    @Override
    public Context context() {
        return downstream.context();
    }

    @Override
    public void onSubscribe(UniSubscription subscription) {
        subscribed(subscription);
    }

    @Override
    public void onItem(@Nullable T item) {
        if (item != null) {
            item(item);
        }
        ended(null);
    }

    @Override
    public void onFailure(Throwable thrown) {
        ended(thrown);
    }

    // ---- signals to the subscriber

    @Override
    protected void emit(T item) {
        emitted = true;
        downstream.onItem(item);
    }

    @Override
    @SuppressWarnings("NullAway") // null is an item of a Uni
    protected void emitCompletion() {
        if (!emitted) {
            downstream.onItem(null);
        }
    }

    @Override
    protected void emitError(Throwable thrown) {
        downstream.onFailure(thrown);
    }

    @Override
    protected void dropped(Throwable thrown) {
        Infrastructure.handleDroppedException(thrown);
    }
}
