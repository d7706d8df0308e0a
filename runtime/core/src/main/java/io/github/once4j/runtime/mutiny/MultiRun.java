package io.github.once4j.runtime.mutiny;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.internal.LockEngine;
import io.github.once4j.runtime.internal.ReactiveRun;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.ContextSupport;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow;

/** One subscription, between the subscriber and the body's {@code Multi}. */
final class MultiRun<T> extends ReactiveRun<T> implements MultiSubscriber<T>, ContextSupport {
    private final MutinyCall<Multi<? extends T>, T> call;
    private final MultiSubscriber<? super T> downstream;

    MultiRun(MutinyCall<Multi<? extends T>, T> call, LockEngine engine, MultiSubscriber<? super T> downstream) {
        super(call.method(), engine, false, null, call.raise());
        this.call = call;
        this.downstream = downstream;
    }

    @Override
    protected void subscribeToBody(Lease lease) throws Throwable {
        call.assemble(lease).subscribe().withSubscriber(this);
    }

    // ---- the body's signals

    @Override
    public Context context() {
        return downstream instanceof ContextSupport support ? support.context() : Context.empty();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscribed(subscription);
    }

    @Override
    public void onItem(T item) {
        item(item);
    }

    @Override
    public void onCompletion() {
        ended(null);
    }

    @Override
    public void onFailure(Throwable thrown) {
        ended(thrown);
    }

    // ---- signals to the subscriber

    @Override
    protected void emit(T item) {
        downstream.onItem(item);
    }

    @Override
    protected void emitCompletion() {
        downstream.onCompletion();
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
