package io.github.once4j.runtime.mutiny;

import io.github.once4j.runtime.internal.LockEngine;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.EmptyUniSubscription;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;

/** The result of a guarded method that returns a {@code Uni}. */
final class GuardedUni<T> extends AbstractUni<T> {
    private final MutinyCall<Uni<? extends T>, T> call;

    GuardedUni(MutinyCall<Uni<? extends T>, T> call) {
        this.call = call;
    }

    @Override
    public void subscribe(UniSubscriber<? super T> downstream) {
        LockEngine engine;
        try {
            engine = call.engine();
        } catch (RuntimeException | Error thrown) {
            EmptyUniSubscription.propagateFailureEvent(downstream, thrown);
            return;
        }
        var run = new UniRun<T>(call, engine, downstream);
        run.request(1);
        downstream.onSubscribe(run);
        run.start(call.key());
    }
}
