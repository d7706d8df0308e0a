package io.github.once4j.runtime.mutiny;

import io.github.once4j.runtime.internal.LockEngine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/** The result of a guarded method that returns a {@code Multi}. */
final class GuardedMulti<T> extends AbstractMulti<T> {
    private final MutinyCall<Multi<? extends T>, T> call;

    GuardedMulti(MutinyCall<Multi<? extends T>, T> call) {
        this.call = call;
    }

    @Override
    public void subscribe(MultiSubscriber<? super T> downstream) {
        LockEngine engine;
        try {
            engine = call.engine();
        } catch (RuntimeException | Error thrown) {
            Subscriptions.fail(downstream, thrown);
            return;
        }
        var run = new MultiRun<T>(call, engine, downstream);
        downstream.onSubscribe(run);
        run.start(call.key());
    }
}
