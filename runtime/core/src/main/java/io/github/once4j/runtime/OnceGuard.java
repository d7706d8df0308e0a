package io.github.once4j.runtime;

import io.github.once4j.runtime.internal.EngineGuard;
import io.github.once4j.runtime.internal.GlobalGuard;
import io.github.once4j.runtime.internal.GuardSettings;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Guards methods and keys with one client, one prefix and one set of defaults. An application builds one guard, keeps it for as
 * long as it runs, and closes it at the end. Thread-safe.
 *
 * <p>Generated classes use the {@linkplain #initGlobal global guard} unless a guard is passed to their constructor. A guard is
 * the counterpart of py-cachify's {@code Cachify} instance. Applications do not implement this interface: a generated class
 * accepts only guards that {@link #builder} or {@link #inMemory} created.
 */
public interface OnceGuard extends AutoCloseable {
    /**
     * Returns a new guard whose keys live in this process only: for tests, and for programs of one process.
     *
     * @return a guard, independent of every other
     */
    static OnceGuard inMemory() {
        return builder().client(new InMemoryNxClient()).prefix("").build();
    }

    /**
     * Returns a builder of guards.
     *
     * @return a builder that still needs a client
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Makes a guard the global one, in place of the one that was. Calls that are running end on the guard on which they began.
     *
     * @param guard the guard; the caller closes it
     * @return restores the former global guard when it is closed: for tests
     * @throws OnceException if the guard is {@code null} or the global guard itself
     */
    static Registration initGlobal(OnceGuard guard) {
        return GlobalGuard.init(guard);
    }

    /**
     * Returns the global guard: one object that forwards each call to the guard that is the global one at that time. It can be
     * obtained before {@link #initGlobal}; its methods then throw {@link OnceNotInitializedException}.
     *
     * @return always the same guard
     */
    static OnceGuard global() {
        return GlobalGuard.INSTANCE;
    }

    /**
     * Runs an action if a key is free, and holds the key until the action has ended.
     *
     * @param key the key, without prefix and suffix; the same as that of an annotated method which renders to it
     * @param action the action; what it throws reaches the caller
     * @return whether the action ran; {@code false} if the key is held
     * @throws OnceBackendException if the outcome is unknown; the action did not run
     */
    default boolean tryRun(String key, Runnable action) {
        return tryRun(key, LockOptions.DEFAULTS, action);
    }

    /**
     * As {@link #tryRun(String, Runnable)}, with options.
     *
     * @param key the key, without prefix and suffix
     * @param options the options
     * @param action the action; what it throws reaches the caller
     * @return whether the action ran; {@code false} if the key is held, or was held for as long as the call could wait
     * @throws OnceBackendException if the outcome is unknown; the action did not run
     */
    boolean tryRun(String key, LockOptions options, Runnable action);

    /**
     * Acquires a key, for what {@link #tryRun} cannot do.
     *
     * @param key the key, without prefix and suffix
     * @return the lease, which the caller closes; {@code null} if the key is held
     * @throws OnceBackendException if the outcome is unknown; nothing is held
     */
    default @Nullable Lease tryAcquire(String key) {
        return tryAcquire(key, LockOptions.DEFAULTS);
    }

    /**
     * As {@link #tryAcquire(String)}, with options. Call {@link Lease#succeeded} before the lease is closed to keep the key for
     * {@code keepAfterSuccess}.
     *
     * @param key the key, without prefix and suffix
     * @param options the options
     * @return the lease, which the caller closes; {@code null} if the key is held, or was held for as long as the call could wait
     * @throws OnceBackendException if the outcome is unknown; nothing is held
     */
    @Nullable
    Lease tryAcquire(String key, LockOptions options);

    /**
     * Returns whether a key is held by anyone.
     *
     * @param key the key, without prefix and suffix
     * @return whether it is held
     * @throws OnceBackendException if the backend does not reply
     */
    boolean isLocked(String key);

    /**
     * Returns the holder of a key.
     *
     * @param key the key, without prefix and suffix
     * @return the holder; empty if the key is free
     * @throws OnceBackendException if the backend does not reply
     */
    Optional<LockHolder> holder(String key);

    /**
     * Releases a key by force, whoever holds it. The former holder can then neither release nor renew the key of the next one,
     * and is notified that it lost its lease.
     *
     * @param key the key, without prefix and suffix
     * @return whether the key was held
     * @throws OnceBackendException if the backend does not reply
     */
    boolean release(String key);

    /**
     * Returns the keys that this guard holds now.
     *
     * @return a copy, in no particular order
     */
    List<HeldKey> held();

    /**
     * Closes the guard as {@link #close(Duration)} does, with 20 seconds.
     */
    @Override
    void close();

    /**
     * Closes the guard: takes no new calls, and waits for the running bodies. Bodies that still run after the given time lose
     * their lease: {@link Lease#isHeld} becomes false, {@link Lease#onLost} actions run, and a body with
     * {@code interruptOnLost} is interrupted. Keys of bodies that have ended are released; the key of a body that still runs is
     * left to expire with its lease, never released under it. Closes the client unless it is a
     * {@linkplain Builder#sharedClient shared} one.
     *
     * <p>Called from inside a guarded body, it does not wait for that body. A second call waits for the first.
     *
     * @param timeout how long to wait for running bodies; zero to wait for none
     */
    void close(Duration timeout);

    /**
     * A key that a guard holds.
     *
     * @param method the guarded method
     * @param holder this process, as its token shows it to others
     */
    record HeldKey(OnceMethod method, LockHolder holder) {}

    /** Restores the former global guard; returned by {@link #initGlobal}. */
    interface Registration extends AutoCloseable {
        /**
         * Restores the global guard that was there before, unless that was given up, too, or another was set since. A second
         * call does nothing.
         */
        @Override
        void close();
    }

    /** Builds guards. Not thread-safe. */
    final class Builder {
        private final GuardSettings.Builder settings = new GuardSettings.Builder();

        private Builder() {}

        /**
         * Sets the backend. The guard closes it when the guard is closed.
         *
         * @param client the client
         * @return this
         */
        public Builder client(NxClient client) {
            settings.client(client, true);
            return this;
        }

        /**
         * Sets a backend that others use, too: the guard does not close it.
         *
         * @param client the client
         * @return this
         */
        public Builder sharedClient(NxClient client) {
            settings.client(client, false);
            return this;
        }

        /**
         * Sets the prefix of each key in the backend, so that several applications can share one. The default is {@code once:}.
         *
         * @param prefix the prefix, possibly empty
         * @return this
         */
        public Builder prefix(String prefix) {
            settings.prefix(prefix);
            return this;
        }

        /**
         * Sets the suffix of each key in the backend. The default is empty.
         *
         * @param suffix the suffix
         * @return this
         */
        public Builder suffix(String suffix) {
            settings.suffix(suffix);
            return this;
        }

        /**
         * Shares keys with Python processes that use {@code @once} of py-cachify: sets its prefix {@code PYC-} and suffix
         * {@code -once}, and stores values that it can read. Each side finds the keys of the other held, and neither frees them.
         * Call {@link #prefix} afterwards if the Python side has another prefix.
         *
         * <p>A key is the same on both sides if its template has one placeholder or no part that is escaped, and no part that
         * Python prints differently: {@code boolean}, date-times, enums.
         *
         * @return this
         */
        public Builder pyCachify() {
            settings.pyCachify();
            return this;
        }

        /**
         * Sets the lease of the methods that do not set their own: how long a lock outlives a process that died. The default is
         * 30 seconds.
         *
         * @param lease from one second to 365 days
         * @return this
         * @throws OnceException if the lease is out of range
         */
        public Builder lease(Duration lease) {
            settings.lease(lease);
            return this;
        }

        /**
         * Adds a listener. By default there is none; a lost lease is logged in any case.
         *
         * @param listener the listener
         * @return this
         */
        public Builder listener(OnceListener listener) {
            settings.listener(listener);
            return this;
        }

        /**
         * Lets a synchronous call return when its release was sent, not when the backend has replied: one round trip less. A
         * caller that has just returned may then find its own key still held for a moment. A release that fails is reported to
         * the listener and retried, as always.
         *
         * @return this
         */
        public Builder releaseWithoutWaiting() {
            settings.releaseWithoutWaiting();
            return this;
        }

        /**
         * Sets the executor on which the bodies of asynchronous methods start and their results are completed. By default the
         * guard has a pool of its own: daemon threads, as many as are busy or blocked, up to 64, each of which ends after a
         * minute without work.
         *
         * <p>A task that the executor refuses or drops fails its call. A body that did not start before its lease would have
         * expired does not run.
         *
         * @param executor the executor; the caller closes it
         * @return this
         */
        public Builder executor(Executor executor) {
            settings.executor(executor);
            return this;
        }

        /**
         * Sets a decorator that carries the context of a caller (MDC, tracing) to the executor. It is applied on the caller's
         * thread to each task that runs user code for an asynchronous call. The caller's context class loader is always carried.
         *
         * @param decorator wraps a task
         * @return this
         */
        public Builder taskDecorator(UnaryOperator<Runnable> decorator) {
            settings.decorator(decorator);
            return this;
        }

        /**
         * Sets what keeps keys beyond the bodies of their calls, such as the transactions of a container. By default there is
         * none.
         *
         * @param gate asked at each guarded call
         * @return this
         */
        public Builder releaseGate(ReleaseGate gate) {
            settings.releaseGate(gate);
            return this;
        }

        /**
         * Sets where the values of placeholders such as {@code lease = "${app.import.lease:5m}"} come from. By default each
         * placeholder has the value that is written in it.
         *
         * @param values returns the text for a name such as {@code app.import.lease}; {@code null} for the default
         * @return this
         */
        public Builder placeholders(Function<String, @Nullable String> values) {
            settings.placeholders(values);
            return this;
        }

        /**
         * Sets the clocks and threads of the guard: for test kits and simulations. The default uses the system's clocks and
         * daemon threads that end when the guard holds nothing. The guard closes the scheduler.
         *
         * @param scheduler the scheduler
         * @return this
         */
        public Builder scheduler(GuardScheduler scheduler) {
            settings.scheduler(scheduler);
            return this;
        }

        /**
         * Builds the guard. It starts no thread and sends nothing before its first call.
         *
         * @return the guard
         * @throws OnceException if there is no client
         */
        public OnceGuard build() {
            return new EngineGuard(settings.build());
        }
    }
}
