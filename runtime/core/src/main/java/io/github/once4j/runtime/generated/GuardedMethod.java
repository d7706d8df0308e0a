package io.github.once4j.runtime.generated;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceKeyException;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.OnceNotInitializedException;
import io.github.once4j.runtime.internal.AsyncCall;
import io.github.once4j.runtime.internal.DurationSetting;
import io.github.once4j.runtime.internal.EngineMethod;
import io.github.once4j.runtime.internal.KeyAdmin;
import io.github.once4j.runtime.internal.LockEngine;
import io.github.once4j.runtime.internal.MethodSettings;
import io.github.once4j.runtime.internal.SyncCall;
import io.github.once4j.runtime.internal.text.Surrogates;
import io.github.once4j.runtime.internal.text.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One guarded method, as its generated class calls it. Applications do not use this class. It stays binary compatible: code that
 * one version generated runs on the runtime of the next. Immutable and thread-safe.
 *
 * <p>The guard is an argument and may be {@code null}: a generated class has none while a super constructor runs, and none after
 * deserialisation. Such a call throws an {@link OnceException} that says so.
 */
public final class GuardedMethod extends EngineMethod {
    private final OnceMethod method;
    private final MethodSettings settings;

    private GuardedMethod(MethodSettings settings) {
        super(settings);
        this.method = settings.method();
        this.settings = settings;
    }

    /**
     * Returns a guarded method with the defaults of its guard.
     *
     * @param type the class or interface that declares the method
     * @param name the method's name
     * @param template the key template, as written
     * @return the method
     */
    public static GuardedMethod of(Class<?> type, String name, String template) {
        return new GuardedMethod(new MethodSettings(new OnceMethod(type, name, template)));
    }

    /**
     * Returns a builder for a guarded method with settings of its own.
     *
     * @param type the class or interface that declares the method
     * @param name the method's name
     * @param template the key template, as written
     * @return a builder without settings
     */
    public static Builder builder(Class<?> type, String name, String template) {
        return new Builder(new OnceMethod(type, name, template));
    }

    // ---- synchronous methods

    /**
     * Acquires a key for the calling thread.
     *
     * @param guard the guard of the generated class
     * @param key the key
     * @return the lease, to be closed when the body has ended; {@code null} if the key is held
     * @throws OnceBackendException if the outcome is unknown; nothing is held
     * @throws OnceNotInitializedException if the guard is the global one and was not set
     */
    public @Nullable Lease tryAcquire(@Nullable OnceGuard guard, String key) {
        return SyncCall.acquire(engine(guard), settings, key, false);
    }

    /**
     * Acquires a key for the calling thread, or throws.
     *
     * @param guard the guard of the generated class
     * @param key the key
     * @return the lease, to be closed when the body has ended
     * @throws OnceLockedException if the key is held
     * @throws OnceBackendException if the outcome is unknown; nothing is held
     * @throws OnceNotInitializedException if the guard is the global one and was not set
     */
    @SuppressWarnings("NullAway") // null is returned only where it does not throw
    public Lease acquireOrThrow(@Nullable OnceGuard guard, String key) {
        return SyncCall.acquire(engine(guard), settings, key, true);
    }

    /**
     * Called when the body of a method with {@code interruptOnLost} has ended: from now on, no interrupt reaches its thread.
     *
     * @param lease the lease of the body
     * @throws OnceLeaseLostException if the lease was lost while the body ran
     */
    public void bodyEnded(Lease lease) {
        SyncCall.bodyEnded(lease);
    }

    /**
     * Checks the durations that are configured for the method on a guard, before its first call.
     *
     * @param guard the guard of the generated class
     * @throws OnceException if one cannot be used, as the first call would throw it
     */
    public void checkSettings(@Nullable OnceGuard guard) {
        engine(guard).check(settings);
    }

    // ---- asynchronous methods

    /**
     * Runs a body that returns a stage if its key is free, and holds the key until that stage has completed. Never throws.
     *
     * @param <T> what the stage is completed with
     * @param guard the guard of the generated class
     * @param key renders the key
     * @param body the body; it runs on the guard's executor
     * @param locked what the result is completed with if the key is held
     * @return a future of its own
     */
    public <T extends @Nullable Object> CompletableFuture<T> runAsync(
            @Nullable OnceGuard guard, Supplier<String> key, AsyncBody<T> body, T locked) {
        return start(guard, key, body, locked, false);
    }

    /**
     * As {@link #runAsync}, but the result fails with an {@link OnceLockedException} if the key is held.
     *
     * @param <T> what the stage is completed with
     * @param guard the guard of the generated class
     * @param key renders the key
     * @param body the body; it runs on the guard's executor
     * @return a future of its own
     */
    public <T extends @Nullable Object> CompletableFuture<T> runAsyncOrThrow(
            @Nullable OnceGuard guard, Supplier<String> key, AsyncBody<T> body) {
        return start(guard, key, body, null, true);
    }

    private <T extends @Nullable Object> CompletableFuture<T> start(
            @Nullable OnceGuard guard, Supplier<String> key, AsyncBody<T> body, @Nullable T locked, boolean raise) {
        LockEngine engine;
        try {
            engine = engine(guard);
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
        return AsyncCall.start(engine, settings, key, body::begin, locked, raise);
    }

    // ---- administration

    /**
     * Returns whether a key is held by anyone.
     *
     * @param guard the guard of the generated class
     * @param key the key
     * @return whether it is held
     * @throws OnceBackendException if the backend does not reply
     */
    public boolean isLocked(@Nullable OnceGuard guard, String key) {
        return holder(guard, key).isPresent();
    }

    /**
     * Returns whether a key is held by anyone. Never throws.
     *
     * @param guard the guard of the generated class
     * @param key renders the key
     * @return whether it is held
     */
    public CompletableFuture<Boolean> isLockedAsync(@Nullable OnceGuard guard, Supplier<String> key) {
        return holderAsync(guard, key).thenApply(Optional::isPresent);
    }

    /**
     * Releases a key by force, whoever holds it. The former holder can then neither release nor renew the key of the next one,
     * and is notified that it lost its lease.
     *
     * @param guard the guard of the generated class
     * @param key the key
     * @return whether it was held
     * @throws OnceBackendException if the backend does not reply
     */
    public boolean release(@Nullable OnceGuard guard, String key) {
        return engine(guard).admin.await(key, KeyAdmin::forceRelease);
    }

    /**
     * Releases a key by force, as {@link #release}. Never throws.
     *
     * @param guard the guard of the generated class
     * @param key renders the key
     * @return whether it was held
     */
    public CompletableFuture<Boolean> releaseAsync(@Nullable OnceGuard guard, Supplier<String> key) {
        return ask(guard, key, KeyAdmin::forceRelease);
    }

    /**
     * Returns the holder of a key.
     *
     * @param guard the guard of the generated class
     * @param key the key
     * @return the holder; empty if the key is free
     * @throws OnceBackendException if the backend does not reply
     */
    public Optional<LockHolder> holder(@Nullable OnceGuard guard, String key) {
        return engine(guard).admin.await(key, KeyAdmin::holder);
    }

    /**
     * Returns the holder of a key. Never throws.
     *
     * @param guard the guard of the generated class
     * @param key renders the key
     * @return the holder; empty if the key is free
     */
    public CompletableFuture<Optional<LockHolder>> holderAsync(@Nullable OnceGuard guard, Supplier<String> key) {
        return ask(guard, key, KeyAdmin::holder);
    }

    private <T> CompletableFuture<T> ask(
            @Nullable OnceGuard guard,
            Supplier<String> key,
            BiFunction<KeyAdmin, String, CompletableFuture<T>> question) {
        try {
            return engine(guard).admin.ask(key, question);
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private LockEngine engine(@Nullable OnceGuard guard) {
        return engine(this, guard);
    }

    /**
     * Checks the delegate of a generated class for an interface.
     *
     * @param <T> the interface
     * @param delegate the object to which the generated class passes its calls
     * @param delegates the guard of the delegate, if it is a generated class itself
     * @param own the guard of the generated class
     * @return the delegate
     * @throws OnceException if the delegate guards with the same guard: it would find its own key held
     */
    public static <T> T delegate(T delegate, @Nullable OnceGuard delegates, OnceGuard own) {
        if (delegate == null) {
            throw new OnceException("The delegate is null: pass the object whose calls are to be guarded.");
        }
        if (own.equals(delegates)) {
            throw new OnceException("The delegate " + delegate.getClass().getName()
                    + " already guards with the same guard: each of its calls would find its own key held."
                    + " Use the delegate as it is.");
        }
        return delegate;
    }

    // ---- key parts

    /**
     * Returns a value on the way to a property.
     *
     * @param <T> its type
     * @param path the path up to it
     * @param value the value
     * @return the value
     * @throws OnceKeyException if it is {@code null}
     */
    public <T> T at(String path, @Nullable T value) {
        if (value == null) {
            throw isNull(path);
        }
        return value;
    }

    /**
     * Returns the text of a part as it is.
     *
     * @param path the part's path
     * @param value its value
     * @return its text
     * @throws OnceKeyException if the value or its text is {@code null}, its text cannot be had, or the text has an unpaired
     *     surrogate
     */
    public String text(String path, @Nullable Object value) {
        if (value == null) {
            throw isNull(path);
        }
        String text;
        try {
            text = value.toString();
        } catch (Exception thrown) { // also a checked one, of another language
            throw new OnceKeyException(
                    cannotRender() + "toString() of `" + path + "` threw " + Text.describe(thrown), thrown);
        }
        return encodable(path, text);
    }

    /**
     * Returns the name of an enum constant as it is.
     *
     * @param path the part's path
     * @param value its value
     * @return its name
     * @throws OnceKeyException if the value is {@code null}
     */
    public String text(String path, @Nullable Enum<?> value) {
        return at(path, value).name();
    }

    /**
     * Returns a single character as it is.
     *
     * @param path the part's path
     * @param value its value
     * @return its text
     * @throws OnceKeyException if it is an unpaired surrogate
     */
    public String text(String path, char value) {
        return encodable(path, String.valueOf(value));
    }

    /**
     * Returns the text of a part that another placeholder follows.
     *
     * @param path the part's path
     * @param value its value
     * @param next the first code point of the literal behind the part
     * @return its text, with {@code next} and {@code %} percent-escaped
     * @throws OnceKeyException as {@link #text(String, Object)}
     */
    public String escaped(String path, @Nullable Object value, int next) {
        return KeyEscaper.escape(text(path, value), next);
    }

    /**
     * Returns the name of an enum constant that another placeholder follows.
     *
     * @param path the part's path
     * @param value its value
     * @param next the first code point of the literal behind the part
     * @return its name, with {@code next} and {@code %} percent-escaped
     * @throws OnceKeyException if the value is {@code null}
     */
    public String escaped(String path, @Nullable Enum<?> value, int next) {
        return KeyEscaper.escape(text(path, value), next);
    }

    private String encodable(String path, @Nullable String text) {
        if (text == null) {
            throw new OnceKeyException(cannotRender() + "toString() of `" + path + "` returned null.");
        }
        int unpaired = Surrogates.unpaired(text);
        if (unpaired >= 0) {
            throw new OnceKeyException(cannotRender() + "the text of `" + path + "` has an unpaired surrogate at index "
                    + unpaired + ", which no encoding can represent.");
        }
        return text;
    }

    private OnceKeyException isNull(String path) {
        int dot = path.indexOf('.');
        String part = dot < 0 ? path : path + " in the template";
        return new OnceKeyException(cannotRender() + "`" + path
                + "` is null, and a key has no place for null. Reject it before the call, or use another part than "
                + part
                + ".");
    }

    private String cannotRender() {
        return method + ": key `" + Text.printable(method.template()) + "` cannot be rendered: ";
    }

    /**
     * The body of a guarded asynchronous method.
     *
     * @param <T> what its stage is completed with
     */
    @FunctionalInterface
    public interface AsyncBody<T extends @Nullable Object> {
        /**
         * Begins the work.
         *
         * @param lease the lease of the run
         * @return the stage that completes when the work has ended
         * @throws Throwable whatever the body throws before it returns a stage; the result fails with it
         */
        @Nullable
        CompletionStage<? extends T> begin(Lease lease) throws Throwable;
    }

    /**
     * The body of a guarded reactive method.
     *
     * @param <P> its publisher: a {@code Mono}, {@code Flux}, {@code Uni} or {@code Multi}
     */
    @FunctionalInterface
    public interface ReactiveBody<P> {
        /**
         * Assembles the work; called once for each subscription whose key was acquired.
         *
         * @param lease the lease of the run
         * @return the publisher that does the work
         * @throws Throwable whatever the body throws before it returns a publisher; the subscription fails with it
         */
        @Nullable
        P assemble(Lease lease) throws Throwable;
    }

    /** The settings of a guarded method; one that is not set is that of the guard. Not thread-safe. */
    public static final class Builder {
        private final OnceMethod method;
        private @Nullable DurationSetting lease;
        private @Nullable DurationSetting holdAtLeast;
        private @Nullable DurationSetting holdAtMost;
        private @Nullable DurationSetting waitAtMost;
        private @Nullable DurationSetting keepAfterSuccess;
        private boolean fenced;
        private boolean interruptOnLost;

        private Builder(OnceMethod method) {
            this.method = method;
        }

        /**
         * Sets how long the lock outlives its process.
         *
         * @param lease at least a second
         * @return this
         */
        public Builder lease(Duration lease) {
            this.lease = new DurationSetting(null, lease);
            return this;
        }

        /**
         * Sets how long the lock outlives its process, by a placeholder.
         *
         * @param placeholder the name of the configured value
         * @param byDefault the duration if nothing is configured
         * @return this
         */
        public Builder lease(String placeholder, Duration byDefault) {
            this.lease = new DurationSetting(placeholder, byDefault);
            return this;
        }

        /**
         * Sets the shortest time for which the key is held.
         *
         * @param holdAtLeast counted from the request for the key
         * @return this
         */
        public Builder holdAtLeast(Duration holdAtLeast) {
            this.holdAtLeast = new DurationSetting(null, holdAtLeast);
            return this;
        }

        /**
         * Sets the shortest time for which the key is held, by a placeholder.
         *
         * @param placeholder the name of the configured value
         * @param byDefault the duration if nothing is configured
         * @return this
         */
        public Builder holdAtLeast(String placeholder, Duration byDefault) {
            this.holdAtLeast = new DurationSetting(placeholder, byDefault);
            return this;
        }

        /**
         * Sets the longest time for which the key is held.
         *
         * @param holdAtMost counted from the request for the key
         * @return this
         */
        public Builder holdAtMost(Duration holdAtMost) {
            this.holdAtMost = new DurationSetting(null, holdAtMost);
            return this;
        }

        /**
         * Sets the longest time for which the key is held, by a placeholder.
         *
         * @param placeholder the name of the configured value
         * @param byDefault the duration if nothing is configured
         * @return this
         */
        public Builder holdAtMost(String placeholder, Duration byDefault) {
            this.holdAtMost = new DurationSetting(placeholder, byDefault);
            return this;
        }

        /**
         * Sets how long a call waits for a held key.
         *
         * @param waitAtMost counted from the call
         * @return this
         */
        public Builder waitAtMost(Duration waitAtMost) {
            this.waitAtMost = new DurationSetting(null, waitAtMost);
            return this;
        }

        /**
         * Sets how long a call waits for a held key, by a placeholder.
         *
         * @param placeholder the name of the configured value
         * @param byDefault the duration if nothing is configured
         * @return this
         */
        public Builder waitAtMost(String placeholder, Duration byDefault) {
            this.waitAtMost = new DurationSetting(placeholder, byDefault);
            return this;
        }

        /**
         * Sets how long the key is kept after a body that ended normally.
         *
         * @param keepAfterSuccess counted from the end of the body
         * @return this
         */
        public Builder keepAfterSuccess(Duration keepAfterSuccess) {
            this.keepAfterSuccess = new DurationSetting(null, keepAfterSuccess);
            return this;
        }

        /**
         * Sets how long the key is kept after a body that ended normally, by a placeholder.
         *
         * @param placeholder the name of the configured value
         * @param byDefault the duration if nothing is configured
         * @return this
         */
        public Builder keepAfterSuccess(String placeholder, Duration byDefault) {
            this.keepAfterSuccess = new DurationSetting(placeholder, byDefault);
            return this;
        }

        /**
         * Issues a fencing number with each grant.
         *
         * @return this
         */
        public Builder fenced() {
            this.fenced = true;
            return this;
        }

        /**
         * Stops the body when the lease is lost.
         *
         * @return this
         */
        public Builder interruptOnLost() {
            this.interruptOnLost = true;
            return this;
        }

        /**
         * Builds the method.
         *
         * @return the method
         */
        public GuardedMethod build() {
            return new GuardedMethod(new MethodSettings(
                    method, lease, holdAtLeast, holdAtMost, waitAtMost, keepAfterSuccess, fenced, interruptOnLost));
        }
    }
}
