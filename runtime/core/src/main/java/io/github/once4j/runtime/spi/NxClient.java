package io.github.once4j.runtime.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The backend of a guard: an atomic set-if-not-exists with an owner token and a time to live, and the commands that renew and
 * release what was stored. Implement it for a store that has no client yet; {@code NxClientContract} of the test kit checks an
 * implementation.
 *
 * <p>Implementations are thread-safe, never block the calling thread, and compare keys and tokens byte for byte. Each operation
 * is atomic for its key. A stage that fails with {@link NotExecutedException} promises that nothing was changed; after every
 * other failure, and when a stage does not complete in time, the outcome is unknown: the command may have been executed, or may
 * be executed later.
 *
 * <p>A key is free if it was never stored, was released, or its time to live is over.
 */
public interface NxClient extends AutoCloseable {
    /**
     * Stores the token under the key if the key is free. If the key already holds this very token, its time to live is set
     * again and the result is {@link AcquireResult.AlreadyOwned}, so that a request whose reply was lost can be repeated.
     *
     * @param request what to store
     * @return whether the key was stored, is already owned, or is busy
     */
    CompletionStage<AcquireResult> acquire(AcquireRequest request);

    /**
     * Sets the time to live of a key, if the key holds the token.
     *
     * @param request the key, the token, the time to live
     * @return whether the key held the token
     */
    CompletionStage<Boolean> renew(RenewRequest request);

    /**
     * Renews many keys, each as {@link #renew} does. The default sends one command for each key; override it if the backend can
     * renew many keys with one command.
     *
     * @param requests what to renew
     * @return the results, in the order of the requests; one may fail while others succeed
     */
    default List<CompletionStage<Boolean>> renewAll(List<RenewRequest> requests) {
        List<CompletionStage<Boolean>> results = new ArrayList<>(requests.size());
        for (RenewRequest request : requests) {
            results.add(renew(request));
        }
        return results;
    }

    /**
     * Releases a key, if the key holds the token. A forced release is a request with {@link Token#of Token.of} the value that
     * {@link #holder} returned: a late or repeated one does not free the key of the next holder.
     *
     * @param request the key, the token, and for how long the key is kept busy
     * @return whether the key held the token
     */
    CompletionStage<Boolean> release(ReleaseRequest request);

    /**
     * Reads the holder of a key.
     *
     * @param key the key
     * @return what the key holds; empty if it is free
     */
    CompletionStage<Optional<StoredLock>> holder(String key);

    /**
     * Returns whether a key is held, if this client can tell at once. A guard asks before it acquires a key for a call that is
     * merely skipped if the key is held.
     *
     * @param key the key
     * @return {@code false} by default, and whenever the key may be free or the backend would have to be asked
     */
    default boolean isKnownHeld(String key) {
        return false;
    }

    /**
     * Returns for how long after its last successful command a lease of this process counts as held without asking the backend
     * again. Later, one call asks; the keys that others have met are asked for together, once in that time. A key that another
     * process releases by force may appear held here for that long after the first call that met it.
     *
     * @return one second by default; zero if asking costs no round trip
     */
    default Duration localHoldCacheTime() {
        return Duration.ofSeconds(1);
    }

    /**
     * Called by the guard when a command did not complete in time. A client whose connection may be half open replaces it after
     * two such commands of which the second was sent after the first had timed out. The default does nothing.
     *
     * @param key the key of the command
     * @param waited the time since the command was sent
     */
    default void onTimeout(String key, Duration waited) {}

    /**
     * Returns whether the calling thread completes the stages of this client, and therefore must not wait for one.
     *
     * @return {@code false} by default
     */
    default boolean isCallbackThread() {
        return false;
    }

    /**
     * Returns a client for a backend whose driver blocks.
     *
     * @param backend the backend
     * @param executor runs its operations; it needs one thread for each operation that is to run at the same time
     * @return a client that closes the backend when it is closed, and does not close the executor
     */
    static NxClient blocking(BlockingNxClient backend, Executor executor) {
        return new BlockingAdapter(backend, executor);
    }

    /**
     * Returns the name of the backend for messages.
     *
     * @return for example {@code Redis at redis.example.com:6379}; never a password
     */
    @Override
    String toString();

    /** Closes the connections and threads that the client created. A second call does nothing. */
    @Override
    void close();
}
