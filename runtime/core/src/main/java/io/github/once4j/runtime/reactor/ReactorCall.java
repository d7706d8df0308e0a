package io.github.once4j.runtime.reactor;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.generated.GuardedMethod.ReactiveBody;
import io.github.once4j.runtime.internal.EngineMethod;
import io.github.once4j.runtime.internal.LockEngine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * A call of a guarded method before its subscription; each subscriber makes one of its own.
 *
 * @param single whether the body has one item at most
 * @param locked what a single result is if the key is held; {@code null} for an empty one
 * @param raise whether a key that is held is an error
 */
record ReactorCall<T>(
        GuardedMethod method,
        @Nullable OnceGuard guard,
        Supplier<String> key,
        ReactiveBody<? extends Publisher<? extends T>> body,
        boolean single,
        @Nullable T locked,
        boolean raise) {

    void subscribe(CoreSubscriber<? super T> downstream) {
        LockEngine engine;
        try {
            engine = EngineMethod.engine(method, guard);
        } catch (RuntimeException | Error thrown) {
            Operators.error(downstream, thrown);
            return;
        }
        var run = new ReactorRun<T>(this, engine, downstream);
        downstream.onSubscribe(run);
        run.start(key);
    }
}
