package io.github.once4j.runtime.reactor;

import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.generated.GuardedMethod.ReactiveBody;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Guarded methods that return Reactor's types, as their generated classes call them. Applications do not use this class. As
 * {@link GuardedMethod}, it stays binary compatible.
 *
 * <p>Nothing happens before the subscription, and each subscription is one call: it renders the key, acquires it, assembles and
 * subscribes to the body on the guard's executor, and gives the key back when the body has completed, failed or been cancelled.
 * The terminal signal follows the reply to the release.
 */
public final class ReactorCalls {
    private ReactorCalls() {}

    /**
     * Guards a body that returns a {@code Mono}.
     *
     * @param <T> the item
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @param body assembles the work
     * @param locked the item if the key is held; {@code null} for none
     * @return a {@code Mono}, each subscription to which is a call
     */
    public static <T> Mono<T> mono(
            GuardedMethod method,
            @Nullable OnceGuard guard,
            Supplier<String> key,
            ReactiveBody<? extends Mono<? extends T>> body,
            @Nullable T locked) {
        return GuardedMono.of(new ReactorCall<>(method, guard, key, body, true, locked, false));
    }

    /**
     * As {@link #mono}, but fails with an {@link OnceLockedException} if the key is held.
     *
     * @param <T> the item
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @param body assembles the work
     * @return a {@code Mono}, each subscription to which is a call
     */
    public static <T> Mono<T> monoOrThrow(
            GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key, ReactiveBody<? extends Mono<? extends T>> body) {
        return GuardedMono.of(new ReactorCall<>(method, guard, key, body, true, null, true));
    }

    /**
     * Guards a body that returns a {@code Flux}; empty if the key is held.
     *
     * @param <T> the items
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @param body assembles the work
     * @return a {@code Flux}, each subscription to which is a call
     */
    public static <T> Flux<T> flux(
            GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key, ReactiveBody<? extends Flux<? extends T>> body) {
        return GuardedFlux.of(new ReactorCall<>(method, guard, key, body, false, null, false));
    }

    /**
     * As {@link #flux}, but fails with an {@link OnceLockedException} if the key is held.
     *
     * @param <T> the items
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @param body assembles the work
     * @return a {@code Flux}, each subscription to which is a call
     */
    public static <T> Flux<T> fluxOrThrow(
            GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key, ReactiveBody<? extends Flux<? extends T>> body) {
        return GuardedFlux.of(new ReactorCall<>(method, guard, key, body, false, null, true));
    }

    /**
     * Returns whether a key is held by anyone.
     *
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @return a {@code Mono} that asks at each subscription
     */
    public static Mono<Boolean> isLocked(GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key) {
        return Mono.fromFuture(() -> method.isLockedAsync(guard, key));
    }

    /**
     * Releases a key by force, whoever holds it.
     *
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @return a {@code Mono} that releases at each subscription, and has whether the key was held
     */
    public static Mono<Boolean> release(GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key) {
        return Mono.fromFuture(() -> method.releaseAsync(guard, key));
    }

    /**
     * Returns the holder of a key.
     *
     * @param method the guarded method
     * @param guard the guard of the generated class
     * @param key renders the key
     * @return a {@code Mono} that asks at each subscription; empty if the key is free
     */
    public static Mono<LockHolder> holder(GuardedMethod method, @Nullable OnceGuard guard, Supplier<String> key) {
        return Mono.fromFuture(() -> method.holderAsync(guard, key)).flatMap(Mono::justOrEmpty);
    }
}
