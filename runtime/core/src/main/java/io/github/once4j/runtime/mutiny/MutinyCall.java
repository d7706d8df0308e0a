package io.github.once4j.runtime.mutiny;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.generated.GuardedMethod.ReactiveBody;
import io.github.once4j.runtime.internal.EngineMethod;
import io.github.once4j.runtime.internal.LockEngine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of a guarded method before its subscription; each subscriber makes one of its own.
 *
 * @param <P> the body's publisher
 * @param <T> its items
 * @param locked what a single result is if the key is held
 * @param raise whether a key that is held is an error
 */
record MutinyCall<P, T>(
        GuardedMethod method,
        @Nullable OnceGuard guard,
        Supplier<String> key,
        ReactiveBody<? extends P> body,
        @Nullable T locked,
        boolean raise) {

    LockEngine engine() {
        return EngineMethod.engine(method, guard);
    }

    P assemble(Lease lease) throws Throwable {
        P publisher = body.assemble(lease);
        if (publisher == null) {
            throw new OnceException(method + " returned null, but its return type promises a Uni or Multi.");
        }
        return publisher;
    }
}
