package io.github.once4j.runtime.mutiny;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.generated.GuardedMethod.ReactiveBody;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Guarded methods that return Mutiny's types, as their generated classes call them. Applications do not use this class. As
 * {@link GuardedMethod}, it stays binary compatible.
 *
 * <p>Nothing happens before the subscription, and each subscription is one call: it renders the key, acquires it, assembles and
 * subscribes to the body on the guard's executor, and gives the key back when the body has completed, failed or been cancelled.
 * The item, failure or completion follows the reply to the release.
 */
public final class MutinyCalls {
    private MutinyCalls() {}

    /**
     * Guards a body that returns a {@code Uni}.
     *
     * @param <T> the item
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @param body assembles the work
     * @param locked the item if the key is held
     * @return a {@code Uni}, each subscription to which is a call
     */
    public static <T> Uni<T> uni(
            GuardedMethod method,
            @Nullable OnceGuard guard,
            Supplier<String> key,
            ReactiveBody<? extends Uni<? extends T>> body,
            @Nullable T locked) {
        return Infrastructure.onUniCreation(
                new GuardedUni<>(new MutinyCall<>(method, guard, key, body, locked, false)));
    }

    /**
     * As {@link #uni}, but fails with an {@link OnceLockedException} if the key is held.
     *
     * @param <T> the item
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @param body assembles the work
     * @return a {@code Uni}, each subscription to which is a call
     */
    public static <T> Uni<T> uniOrThrow(
            GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key, ReactiveBody<? extends Uni<? extends T>> body) {
        return Infrastructure.onUniCreation(new GuardedUni<>(new MutinyCall<>(method, guard, key, body, null, true)));
    }

    /**
     * Guards a body that returns a {@code Multi}; empty if the key is held.
     *
     * @param <T> the items
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @param body assembles the work
     * @return a {@code Multi}, each subscription to which is a call
     */
    public static <T> Multi<T> multi(
            GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key, ReactiveBody<? extends Multi<? extends T>> body) {
        return Infrastructure.onMultiCreation(
                new GuardedMulti<>(new MutinyCall<>(method, guard, key, body, null, false)));
    }

    /**
     * As {@link #multi}, but fails with an {@link OnceLockedException} if the key is held.
     *
     * @param <T> the items
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @param body assembles the work
     * @return a {@code Multi}, each subscription to which is a call
     */
    public static <T> Multi<T> multiOrThrow(
            GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key, ReactiveBody<? extends Multi<? extends T>> body) {
        return Infrastructure.onMultiCreation(
                new GuardedMulti<>(new MutinyCall<>(method, guard, key, body, null, true)));
    }

    /**
     * Returns whether a key is held by anyone.
     *
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @return a {@code Uni} that asks at each subscription
     */
    public static Uni<Boolean> isLocked(GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key) {
        return Uni.createFrom().completionStage(() -> method.isLockedAsync(guard, key));
    }

    /**
     * Releases a key by force, whoever holds it.
     *
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @return a {@code Uni} that releases at each subscription, and has whether the key was held
     */
    public static Uni<Boolean> release(GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key) {
        return Uni.createFrom().completionStage(() -> method.releaseAsync(guard, key));
    }

    /**
     * Returns the holder of a key.
     *
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @return a {@code Uni} that asks at each subscription
     */
    public static Uni<Optional<LockHolder>> holder(
            GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key) {
        return Uni.createFrom().completionStage(() -> method.holderAsync(guard, key));
    }
}
