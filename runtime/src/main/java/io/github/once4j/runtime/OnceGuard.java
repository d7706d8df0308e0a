package io.github.once4j.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Guards methods and keys with one client, one prefix and one set of defaults. Thread-safe. An application builds one, keeps
 * it for as long as it runs, and closes it at the end.
 *
 * <p>The generated classes use the global guard, unless they were built with one of their own. It is the counterpart of a
 * {@code Cachify} instance of py-cachify.
 */
public final class OnceGuard implements AutoCloseable {
    private static final AtomicReference<@Nullable OnceGuard> GLOBAL = new AtomicReference<>();
    private static final OnceGuard GLOBAL_HANDLE = new OnceGuard();

    private final @Nullable Engine engine;
    private final @Nullable Executor executor;
    private final @Nullable ExecutorService ownExecutor;
    private final @Nullable UnaryOperator<Runnable> decorator;
    private final boolean closesClient;

    private OnceGuard() {
        this.engine = null;
        this.executor = null;
        this.ownExecutor = null;
        this.decorator = null;
        this.closesClient = false;
    }

    private OnceGuard(Builder from, NxClient client) {
        this.engine = new Engine(client, from);
        this.ownExecutor = from.executor == null ? Workers.pool() : null;
        this.executor = from.executor == null ? ownExecutor : from.executor;
        this.decorator = from.decorator;
        this.closesClient = from.closesClient;
    }

    /**
     * A guard whose keys live in this process only: for tests, and for programs of one process.
     *
     * @return a new guard, independent of every other
     */
    public static OnceGuard inMemory() {
        return builder().client(new InMemoryNxClient()).prefix("").build();
    }

    /**
     * Starts a guard.
     *
     * @return a builder that still needs a client
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes a guard the global one, in place of the one that was. Calls that are running end on the guard that they began
     * with.
     *
     * @param guard the guard; closing it stays the caller's task
     * @return restores what was there, when it is closed: for tests
     */
    public static Registration initGlobal(OnceGuard guard) {
        if (guard == null) {
            throw new OnceException(
                    "There is no guard to make the global one: give initGlobal a guard that was built.");
        }
        if (guard == GLOBAL_HANDLE) {
            throw new OnceException("The global guard cannot be its own: give initGlobal a guard that was built.");
        }
        OnceGuard former = GLOBAL.getAndSet(guard);
        return () -> GLOBAL.compareAndSet(guard, former);
    }

    /**
     * The global guard, as it is at each call: it may be asked for before {@link #initGlobal}.
     *
     * @return one and the same guard, which forwards to the global one
     */
    public static OnceGuard global() {
        return GLOBAL_HANDLE;
    }

    /** The guard itself; for the global one, what it stands for now. */
    OnceGuard current() {
        if (engine != null) {
            return this;
        }
        OnceGuard global = GLOBAL.get();
        if (global == null) {
            throw new OnceNotInitializedException();
        }
        return global;
    }

    Engine engine() {
        Engine own = engine;
        return own != null ? own : current().engine();
    }

    Runnable decorated(Runnable task) {
        return decorator == null ? task : decorator.apply(task);
    }

    /** Runs a task that is decorated already. */
    void execute(Runnable task, Consumer<Throwable> refused) {
        try {
            Objects.requireNonNull(executor).execute(task);
        } catch (RejectedExecutionException full) {
            refused.accept(full);
        }
    }

    // ---- by key

    /**
     * Runs an action if a key is free, and holds the key until it has ended.
     *
     * @param key the key, without prefix and suffix; the same as of an annotated method that renders to it
     * @param action what to run; what it throws reaches the caller
     * @return whether it ran; false if the key is held
     * @throws OnceBackendException if the outcome is not known; the action did not run
     */
    public boolean tryRun(String key, Runnable action) {
        try (Lease lease = tryAcquire(key)) {
            if (lease == null) {
                return false;
            }
            action.run();
            return true;
        }
    }

    /**
     * Acquires a key, for what {@link #tryRun} cannot do.
     *
     * @param key the key, without prefix and suffix
     * @return the lease, which the caller closes; {@code null} if the key is held
     * @throws OnceBackendException if the outcome is not known; nothing is held
     */
    public @Nullable Lease tryAcquire(String key) {
        return engine().tryAcquire(OnceMethod.BY_KEY, checked(key));
    }

    /**
     * Whether a key is held, by anybody.
     *
     * @param key the key, without prefix and suffix
     * @return whether it is
     * @throws OnceBackendException if the backend does not answer
     */
    public boolean isLocked(String key) {
        return OnceMethod.BY_KEY.isLocked(this, checked(key));
    }

    /**
     * Who holds a key.
     *
     * @param key the key, without prefix and suffix
     * @return the holder; empty if the key is free
     * @throws OnceBackendException if the backend does not answer
     */
    public Optional<LockHolder> holder(String key) {
        return OnceMethod.BY_KEY.holder(this, checked(key));
    }

    /**
     * Frees a key, whoever holds it. The holder can then neither free nor renew the key of the next one, and is told that it
     * lost its lease.
     *
     * @param key the key, without prefix and suffix
     * @return whether it was held
     * @throws OnceBackendException if the backend does not answer
     */
    public boolean release(String key) {
        return OnceMethod.BY_KEY.release(this, checked(key));
    }

    private static String checked(String key) {
        return OnceMethod.BY_KEY.text("key", key);
    }

    /**
     * How many calls were skipped since the guard was built, because their key was held.
     *
     * @return the number, for each method that was skipped at all; a copy
     */
    public Map<OnceMethod, Long> skips() {
        return engine().events.skips();
    }

    /**
     * Takes no new calls, waits for the running bodies (for the guard's lease at most), gives back what is still held, ends
     * the guard's threads, and closes the client unless it is a {@linkplain Builder#sharedClient shared} one. A second call
     * does nothing.
     */
    @Override
    public void close() {
        if (engine == null) {
            throw new OnceException("The global guard is closed where it was built: call close() on that one.");
        }
        engine.close(closesClient);
        if (ownExecutor != null) {
            ownExecutor.shutdown();
        }
    }

    /** What {@link #initGlobal} gives back. */
    public interface Registration extends AutoCloseable {
        /** Restores the global guard that was there before, unless another was set since. */
        @Override
        void close();
    }

    /** Builds a guard. Not thread-safe. */
    public static final class Builder {
        private @Nullable NxClient client;
        private boolean closesClient;
        String prefix = "once:";
        String suffix = "";
        String tokenStart = "";
        Duration lease = Duration.ofSeconds(30);
        boolean waitsForRelease = true;
        OnceListener listener = Events.NoListener.INSTANCE;
        private @Nullable Executor executor;
        private @Nullable UnaryOperator<Runnable> decorator;

        @Nullable
        Time time;

        private Builder() {}

        /**
         * Sets the backend. The guard closes it when it is closed itself.
         *
         * @param client the client
         * @return this
         */
        public Builder client(NxClient client) {
            this.client = client;
            this.closesClient = true;
            return this;
        }

        /**
         * Sets the backend, which others use too: the guard does not close it.
         *
         * @param client the client
         * @return this
         */
        public Builder sharedClient(NxClient client) {
            this.client = client;
            this.closesClient = false;
            return this;
        }

        /**
         * Sets what stands before each key in the backend, so that two applications can share one. {@code once:} if not set.
         *
         * @param prefix the text, or {@code ""}
         * @return this
         */
        public Builder prefix(String prefix) {
            this.prefix = prefix;
            return this;
        }

        /**
         * Sets what stands behind each key in the backend. Nothing if not set.
         *
         * @param suffix the text
         * @return this
         */
        public Builder suffix(String suffix) {
            this.suffix = suffix;
            return this;
        }

        /**
         * Shares keys with Python processes that use {@code @once} of py-cachify: sets its prefix {@code PYC-} and its suffix
         * {@code -once}, and stores what it can read. Each side finds the keys of the other held, and neither frees them. Call
         * {@link #prefix} after it if the Python side has another one.
         *
         * <p>A key is the same on both sides if its template has one placeholder, or no part that is escaped, and no part that
         * Python prints in another way: {@code boolean}, dates with a time, enums.
         *
         * @return this
         */
        public Builder pyCachify() {
            this.tokenStart = Tokens.PICKLED_ONE;
            return prefix("PYC-").suffix("-once");
        }

        /**
         * Sets the lease of the methods that do not say their own: how long a lock outlives a process that died. 30 seconds if
         * not set.
         *
         * @param lease at least a second
         * @return this
         */
        public Builder lease(Duration lease) {
            if (lease.compareTo(Duration.ofSeconds(1)) < 0 || lease.compareTo(Duration.ofDays(365)) > 0) {
                throw new OnceException(
                        "A lease of " + lease + " cannot be kept: it is between 1 second and 365 days.");
            }
            this.lease = lease;
            return this;
        }

        /**
         * Sets who is told what happens. Nobody if not set; a lost lease is logged in any case.
         *
         * @param listener the listener
         * @return this
         */
        public Builder listener(OnceListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Lets a sync call return when its release was sent, instead of when that was answered: a round trip less, for methods
         * that are called often. What changes: a caller who has just come back may find its own key still held for a moment.
         * A release that fails is told to the listener and sent again, as ever.
         *
         * @return this
         */
        public Builder releaseWithoutWaiting() {
            this.waitsForRelease = false;
            return this;
        }

        /**
         * Sets where the bodies of async methods start, and where their results are completed. If not set, a pool of the
         * guard's own: daemon threads, as many as are busy or blocked, up to 64, each of which ends after a minute without work.
         *
         * @param executor the executor; closing it stays the caller's task
         * @return this
         */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /**
         * Sets what carries the context of a caller (MDC, tracing) to the executor: it is applied on the caller's thread to each
         * task that runs user code for an async call.
         *
         * @param decorator wraps a task
         * @return this
         */
        public Builder taskDecorator(UnaryOperator<Runnable> decorator) {
            this.decorator = decorator;
            return this;
        }

        Builder time(Time time) {
            this.time = time;
            return this;
        }

        /**
         * Builds the guard. No thread is started and nothing is sent before its first call.
         *
         * @return the guard
         * @throws OnceException if there is no client
         */
        public OnceGuard build() {
            if (client == null) {
                throw new OnceException(
                        "A guard needs a client: client(LettuceNxClient.connect(\"redis://localhost\")) for all"
                                + " processes, or OnceGuard.inMemory() for this one alone.");
            }
            return new OnceGuard(this, client);
        }
    }
}
