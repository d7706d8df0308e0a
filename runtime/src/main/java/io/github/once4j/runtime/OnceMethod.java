package io.github.once4j.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One guarded method: its settings, and everything that generated code calls. Not meant to be called by hand, and kept
 * binary compatible: code that version N generated runs on version N+1.
 *
 * <p>The guard is an argument, and may be {@code null} here, since a generated class has none yet while a super
 * constructor runs: that is refused with an {@link OnceException} that says so.
 */
public final class OnceMethod {
    private OnceMethod() {}

    public static Builder builder(Class<?> type, String name, String template) {
        throw new UnsupportedOperationException();
    }

    public @Nullable Lease tryAcquire(@Nullable OnceGuard guard, String key) {
        throw new UnsupportedOperationException();
    }

    public Lease acquireOrThrow(@Nullable OnceGuard guard, String key) {
        throw new UnsupportedOperationException();
    }

    public <T extends @Nullable Object> CompletableFuture<T> runAsync(
            @Nullable OnceGuard guard,
            Supplier<String> key,
            Function<? super Lease, ? extends @Nullable CompletionStage<? extends T>> body,
            T locked) {
        throw new UnsupportedOperationException();
    }

    public <T extends @Nullable Object> CompletableFuture<T> runAsyncOrThrow(
            @Nullable OnceGuard guard,
            Supplier<String> key,
            Function<? super Lease, ? extends @Nullable CompletionStage<? extends T>> body) {
        throw new UnsupportedOperationException();
    }

    public boolean isLocked(@Nullable OnceGuard guard, String key) {
        throw new UnsupportedOperationException();
    }

    public CompletableFuture<Boolean> isLockedAsync(@Nullable OnceGuard guard, Supplier<String> key) {
        throw new UnsupportedOperationException();
    }

    public boolean release(@Nullable OnceGuard guard, String key) {
        throw new UnsupportedOperationException();
    }

    public CompletableFuture<Boolean> releaseAsync(@Nullable OnceGuard guard, Supplier<String> key) {
        throw new UnsupportedOperationException();
    }

    public Optional<LockHolder> holder(@Nullable OnceGuard guard, String key) {
        throw new UnsupportedOperationException();
    }

    public CompletableFuture<Optional<LockHolder>> holderAsync(@Nullable OnceGuard guard, Supplier<String> key) {
        throw new UnsupportedOperationException();
    }

    /** The delegate of a generated class for an interface; one that guards with the same guard is refused. */
    public static <T> T delegate(T delegate, @Nullable OnceGuard delegates, OnceGuard own) {
        throw new UnsupportedOperationException();
    }

    /** A step of a property path: {@code value}, or an {@link OnceKeyException} that names the step when it is null. */
    public <T> T at(String path, @Nullable T value) {
        throw new UnsupportedOperationException();
    }

    /** The text of a part, as it is; null and unpaired surrogates are refused. */
    public String text(String path, @Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    public String text(String path, @Nullable Enum<?> value) {
        throw new UnsupportedOperationException();
    }

    public String text(String path, char value) {
        throw new UnsupportedOperationException();
    }

    /** The text of a part that the code point {@code next} follows, with that code point and {@code %} escaped. */
    public String escaped(String path, @Nullable Object value, int next) {
        throw new UnsupportedOperationException();
    }

    public String escaped(String path, @Nullable Enum<?> value, int next) {
        throw new UnsupportedOperationException();
    }

    public static final class Builder {
        private Builder() {}

        public Builder lease(Duration lease) {
            throw new UnsupportedOperationException();
        }

        public Builder holdAtLeast(Duration holdAtLeast) {
            throw new UnsupportedOperationException();
        }

        public Builder holdAtMost(Duration holdAtMost) {
            throw new UnsupportedOperationException();
        }

        public Builder fenced() {
            throw new UnsupportedOperationException();
        }

        public Builder interruptOnLost() {
            throw new UnsupportedOperationException();
        }

        public OnceMethod build() {
            throw new UnsupportedOperationException();
        }
    }
}
