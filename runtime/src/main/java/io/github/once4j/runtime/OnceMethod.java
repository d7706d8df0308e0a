package io.github.once4j.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One guarded method: its settings, and everything that generated code calls. Applications meet it in
 * {@link OnceListener}, where {@link #type}, {@link #name} and {@link #template} say which method it is; they do not call the
 * rest. It is kept binary compatible: code that one version generated runs on the next. Immutable and thread-safe.
 *
 * <p>The guard is an argument, and may be {@code null} there: a generated class has none yet while a super constructor runs,
 * and none any more when it was deserialised. That is refused with an {@link OnceException} that says so.
 */
public final class OnceMethod {
    /** Stands for the calls by key, without a method. */
    static final OnceMethod BY_KEY = builder(OnceGuard.class, "tryRun", "").build();

    private final Class<?> type;
    private final String name;
    private final String template;
    private final @Nullable Duration lease;
    private final @Nullable Duration holdAtLeast;
    private final @Nullable Duration holdAtMost;
    private final boolean fenced;
    private final boolean interruptOnLost;
    private final LeaseTimes.@Nullable Formulas formulas;
    private volatile @Nullable LeaseTimes times;

    private OnceMethod(Builder from) {
        this.type = from.type;
        this.name = from.name;
        this.template = from.template;
        this.lease = from.lease;
        this.holdAtLeast = from.holdAtLeast;
        this.holdAtMost = from.holdAtMost;
        this.fenced = from.fenced;
        this.interruptOnLost = from.interruptOnLost;
        this.formulas = from.formulas;
    }

    /**
     * Starts the description of a guarded method.
     *
     * @param type the class or interface whose method it is
     * @param name the method's name
     * @param template the key template, as it is written
     * @return a builder without any other setting
     */
    public static Builder builder(Class<?> type, String name, String template) {
        return new Builder(type, name, template);
    }

    /**
     * The type whose method is guarded.
     *
     * @return a class or an interface; {@link OnceGuard} for calls by key
     */
    public Class<?> type() {
        return type;
    }

    /**
     * The method's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The key template.
     *
     * @return the template, as it is written
     */
    public String template() {
        return template;
    }

    boolean fenced() {
        return fenced;
    }

    boolean interruptOnLost() {
        return interruptOnLost;
    }

    /** The times on a guard; nearly always those of the call before. */
    LeaseTimes times(Duration guardLease) {
        LeaseTimes known = times;
        if (known == null || !known.guardLease.equals(guardLease)) {
            known = formulas == null
                    ? new LeaseTimes(guardLease, lease, holdAtLeast, holdAtMost)
                    : formulas.of(guardLease, lease, holdAtLeast, holdAtMost);
            times = known;
        }
        return known;
    }

    // ---- sync methods

    /**
     * Acquires a key for the calling thread.
     *
     * @param guard the guard of the generated class
     * @param key the key
     * @return the lease, to be closed when the body has ended; {@code null} if the key is held
     * @throws OnceBackendException if the outcome is not known; nothing is held then
     * @throws OnceNotInitializedException if the guard is the global one, and there is none
     */
    public @Nullable Lease tryAcquire(@Nullable OnceGuard guard, String key) {
        return stoppable(engine(guard).tryAcquire(this, key));
    }

    /**
     * Acquires a key for the calling thread, or throws.
     *
     * @param guard the guard of the generated class
     * @param key the key
     * @return the lease, to be closed when the body has ended
     * @throws OnceLockedException if the key is held
     * @throws OnceBackendException if the outcome is not known; nothing is held then
     * @throws OnceNotInitializedException if the guard is the global one, and there is none
     */
    public Lease acquireOrThrow(@Nullable OnceGuard guard, String key) {
        HeldLease held = engine(guard).acquireOrThrow(this, key);
        stoppable(held);
        return held;
    }

    private @Nullable Lease stoppable(@Nullable HeldLease held) {
        if (interruptOnLost && held != null) {
            held.interrupt(Thread.currentThread());
        }
        return held;
    }

    /**
     * Called when the body of a method with {@code interruptOnLost} has ended, however: from here on, no interrupt reaches
     * its thread.
     *
     * @param lease the lease of the body
     * @throws OnceLeaseLostException if the lease was lost while the body ran
     */
    public void bodyEnded(Lease lease) {
        ((HeldLease) lease).endBody();
    }

    // ---- async methods

    /**
     * Runs a body that answers a stage, if its key is free, and holds the key until that stage has completed. Never throws.
     *
     * @param <T> what the stage is completed with
     * @param guard the guard of the generated class
     * @param key makes the key
     * @param body the body; it runs on the guard's executor
     * @param locked what the result is completed with if the key is held
     * @return a future of its own; cancelling it cancels the body's stage
     */
    public <T extends @Nullable Object> CompletableFuture<T> runAsync(
            @Nullable OnceGuard guard, Supplier<String> key, AsyncBody<T> body, T locked) {
        return AsyncCall.start(this, guard, key, body, locked, false);
    }

    /**
     * Like {@link #runAsync}, but the result fails with an {@link OnceLockedException} if the key is held.
     *
     * @param <T> what the stage is completed with
     * @param guard the guard of the generated class
     * @param key makes the key
     * @param body the body; it runs on the guard's executor
     * @return a future of its own; cancelling it cancels the body's stage
     */
    public <T extends @Nullable Object> CompletableFuture<T> runAsyncOrThrow(
            @Nullable OnceGuard guard, Supplier<String> key, AsyncBody<T> body) {
        return AsyncCall.start(this, guard, key, body, null, true);
    }

    // ---- administration

    /**
     * Whether a key is held, by anybody.
     *
     * @param guard the guard of the generated class
     * @param key the key
     * @return whether it is
     * @throws OnceBackendException if the backend does not answer
     */
    public boolean isLocked(@Nullable OnceGuard guard, String key) {
        return holder(guard, key).isPresent();
    }

    /**
     * Whether a key is held, by anybody. Never throws.
     *
     * @param guard the guard of the generated class
     * @param key makes the key
     * @return whether it is
     */
    public CompletableFuture<Boolean> isLockedAsync(@Nullable OnceGuard guard, Supplier<String> key) {
        return holderAsync(guard, key).thenApply(Optional::isPresent);
    }

    /**
     * Frees a key, whoever holds it. The holder can then neither free nor renew the key of the next one, and is told that it
     * lost its lease.
     *
     * @param guard the guard of the generated class
     * @param key the key
     * @return whether it was held
     * @throws OnceBackendException if the backend does not answer
     */
    public boolean release(@Nullable OnceGuard guard, String key) {
        Administration administration = engine(guard).administration;
        return administration.answer(administration.forceRelease(key), key);
    }

    /**
     * Frees a key, whoever holds it, like {@link #release}. Never throws.
     *
     * @param guard the guard of the generated class
     * @param key makes the key
     * @return whether it was held
     */
    public CompletableFuture<Boolean> releaseAsync(@Nullable OnceGuard guard, Supplier<String> key) {
        return AsyncCall.ask(this, guard, key, Administration::forceRelease);
    }

    /**
     * Who holds a key.
     *
     * @param guard the guard of the generated class
     * @param key the key
     * @return the holder; empty if the key is free
     * @throws OnceBackendException if the backend does not answer
     */
    public Optional<LockHolder> holder(@Nullable OnceGuard guard, String key) {
        Administration administration = engine(guard).administration;
        return administration.answer(administration.holder(key), key);
    }

    /**
     * Who holds a key. Never throws.
     *
     * @param guard the guard of the generated class
     * @param key makes the key
     * @return the holder; empty if the key is free
     */
    public CompletableFuture<Optional<LockHolder>> holderAsync(@Nullable OnceGuard guard, Supplier<String> key) {
        return AsyncCall.ask(this, guard, key, Administration::holder);
    }

    Engine engine(@Nullable OnceGuard guard) {
        return guarded(guard).engine();
    }

    OnceGuard guarded(@Nullable OnceGuard guard) {
        if (guard == null) {
            throw new OnceException(
                    this + " was called before its object had a guard: by a super constructor (call it when"
                            + " the object is built), after deserialisation (build the object anew), or since null was given"
                            + " for the guard.");
        }
        return guard;
    }

    /**
     * Checks the delegate of a generated class for an interface.
     *
     * @param <T> the interface
     * @param delegate what the generated class passes its calls on to
     * @param delegates the guard of the delegate, if it is a generated class itself
     * @param own the guard of the generated class
     * @return the delegate
     * @throws OnceException if the delegate guards with the same guard: it would find its own key held
     */
    public static <T> T delegate(T delegate, @Nullable OnceGuard delegates, OnceGuard own) {
        if (delegate == null) {
            throw new OnceException("The delegate is null: give the generated class the object whose calls it guards.");
        }
        if (delegates == own) {
            throw new OnceException("The delegate " + delegate.getClass().getName()
                    + " guards with this very guard already: each of its calls would find its own key held."
                    + " Use the delegate as it is.");
        }
        return delegate;
    }

    // ---- keys

    /**
     * A value on the way to a property.
     *
     * @param <T> its type
     * @param path the path up to it
     * @param value the value
     * @return the value
     * @throws OnceKeyException if it is null
     */
    public <T> T at(String path, @Nullable T value) {
        if (value == null) {
            throw isNull(path);
        }
        return value;
    }

    /**
     * The text of a part, as it is.
     *
     * @param path the part's path
     * @param value its value
     * @return its text
     * @throws OnceKeyException if the value or its text is null, or the text has half a surrogate pair
     */
    public String text(String path, @Nullable Object value) {
        if (value == null) {
            throw isNull(path);
        }
        return encodable(path, value.toString());
    }

    /**
     * The name of an enum constant, as it is.
     *
     * @param path the part's path
     * @param value its value
     * @return its name
     * @throws OnceKeyException if the value is null
     */
    public String text(String path, @Nullable Enum<?> value) {
        return at(path, value).name();
    }

    /**
     * A single character, as it is.
     *
     * @param path the part's path
     * @param value its value
     * @return its text
     * @throws OnceKeyException if it is half of a surrogate pair
     */
    public String text(String path, char value) {
        return encodable(path, String.valueOf(value));
    }

    /**
     * The text of a part that another placeholder follows.
     *
     * @param path the part's path
     * @param value its value
     * @param next the first code point of the literal behind the part
     * @return its text, with {@code next} and {@code %} percent-escaped
     * @throws OnceKeyException if the value or its text is null, or the text has half a surrogate pair
     */
    public String escaped(String path, @Nullable Object value, int next) {
        return KeyText.escaped(text(path, value), next);
    }

    /**
     * The name of an enum constant that another placeholder follows.
     *
     * @param path the part's path
     * @param value its value
     * @param next the first code point of the literal behind the part
     * @return its name, with {@code next} and {@code %} percent-escaped
     * @throws OnceKeyException if the value is null
     */
    public String escaped(String path, @Nullable Enum<?> value, int next) {
        return KeyText.escaped(text(path, value), next);
    }

    private String encodable(String path, @Nullable String text) {
        if (text == null) {
            throw new OnceKeyException(this + ": key `" + template + "` cannot be made: the text of `" + path
                    + "` is null (its toString() answers null).");
        }
        int unpaired = KeyText.unpairedSurrogate(text);
        if (unpaired >= 0) {
            throw new OnceKeyException(this + ": key `" + template + "` cannot be made: the text of `" + path
                    + "` has half a surrogate pair at " + unpaired + ", which no encoding can hold.");
        }
        return text;
    }

    private OnceKeyException isNull(String path) {
        int dot = path.indexOf('.');
        String part = dot < 0 ? path : path + " in the template";
        return new OnceKeyException(this + ": key `" + template + "` cannot be made: `" + path
                + "` is null. A null has no place in a key: refuse" + " it before the call, or take another part than "
                + part + ".");
    }

    /** {@return the method, as a person writes it: {@code ReportService.build}} */
    @Override
    public String toString() {
        return type.getSimpleName() + "." + name;
    }

    /**
     * The body of a guarded async method.
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

    /** The settings of a guarded method; one that is not set is the guard's. Not thread-safe. */
    public static final class Builder {
        private final Class<?> type;
        private final String name;
        private final String template;
        private @Nullable Duration lease;
        private @Nullable Duration holdAtLeast;
        private @Nullable Duration holdAtMost;
        private boolean fenced;
        private boolean interruptOnLost;
        private LeaseTimes.@Nullable Formulas formulas;

        private Builder(Class<?> type, String name, String template) {
            this.type = type;
            this.name = name;
            this.template = template;
        }

        /**
         * Sets how long the lock outlives its process.
         *
         * @param lease at least a second
         * @return this
         */
        public Builder lease(Duration lease) {
            this.lease = lease;
            return this;
        }

        /**
         * Sets how long the key is kept at least.
         *
         * @param holdAtLeast from when the key was asked for
         * @return this
         */
        public Builder holdAtLeast(Duration holdAtLeast) {
            this.holdAtLeast = holdAtLeast;
            return this;
        }

        /**
         * Sets when the key is given up.
         *
         * @param holdAtMost from when the key was asked for
         * @return this
         */
        public Builder holdAtMost(Duration holdAtMost) {
            this.holdAtMost = holdAtMost;
            return this;
        }

        /**
         * Numbers the grants of the key.
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

        Builder formulas(LeaseTimes.Formulas formulas) {
            this.formulas = formulas;
            return this;
        }

        /**
         * Ends the description.
         *
         * @return the method
         */
        public OnceMethod build() {
            return new OnceMethod(this);
        }
    }
}
