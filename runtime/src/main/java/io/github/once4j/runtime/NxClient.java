package io.github.once4j.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The backend of a guard: an atomic set-if-not-exists with an owner token and a time to live, and what it takes to renew
 * and to give back. Implement it for a store that has none yet; {@code NxClientContract}, published with the runtime's
 * test kit, proves an implementation.
 *
 * <p>Implementations are thread-safe, never block the calling thread for the backend's answer, and compare keys and
 * tokens byte for byte. Each operation is atomic for its key. A stage that fails with {@link NotExecutedException}
 * promises that nothing was changed; every other failure, and every stage that does not complete in time, means that the
 * outcome is unknown: the command may have been executed, or may still be.
 *
 * <p>A key is free when it was never stored, was released, or when its time to live is over.
 */
public interface NxClient extends AutoCloseable {
    /**
     * Stores the token under the key if the key is free. If the key already holds this very token, its time to live is
     * set anew and the answer is {@link Acquired.Mine}: so a request whose answer was lost can be repeated.
     *
     * @param request what to store
     * @return whether the key was stored, is the caller's own already, or is busy
     */
    CompletionStage<Acquired> acquire(Acquire request);

    /**
     * Sets the time to live of a key anew, if the key holds this token.
     *
     * @param key the key
     * @param token the token that it must hold
     * @param ttl the time to live, at least a millisecond, from when the backend executes the command
     * @return whether the key held the token
     */
    CompletionStage<Boolean> renew(String key, Token token, Duration ttl);

    /**
     * Renews many keys, each as {@link #renew} does. One command for each, if it is not overridden: for a backend that can
     * take many at once, and a guard that holds many.
     *
     * @param renewals what to renew
     * @return the answers, in the order of the renewals; one may fail where another does not
     */
    default List<CompletionStage<Boolean>> renewAll(List<Renewal> renewals) {
        return renewals.stream()
                .map(each -> renew(each.key(), each.token(), each.ttl()))
                .toList();
    }

    /**
     * Gives a key back, if it holds this token. With a positive {@code keep} the key is not freed but kept for so long
     * under the value {@link Held#finished(String) finished(token.text())}, which no later renewal or acquisition takes for its own.
     *
     * @param key the key
     * @param token the token that it must hold
     * @param keep how long the key is to stay busy, {@link Duration#ZERO} to free it now
     * @return whether the key held the token
     */
    CompletionStage<Boolean> release(String key, Token token, Duration keep);

    /**
     * Reads who holds a key.
     *
     * @param key the key
     * @return what the key holds; empty if it is free
     */
    CompletionStage<Optional<Held>> holder(String key);

    /**
     * Frees a key whoever holds it, if it still holds what was seen: so that a second, late or doubled force does not
     * free the key of the next holder.
     *
     * @param seen what {@link #holder} answered
     * @return whether the key still held that, and is free now
     */
    CompletionStage<Boolean> forceRelease(Held seen);

    /**
     * For how long a guard may tell a caller that a key is held which it holds itself, as the backend said last, before it
     * asks again. A key that was freed by force from elsewhere is seen as held for so long. A second if it is not
     * overridden; zero where asking costs no round trip.
     *
     * @return the time
     */
    default Duration trustsHoldFor() {
        return Duration.ofSeconds(1);
    }

    /**
     * Told by the guard that a command was not answered in time. A client whose connection may be half open replaces it
     * after two in a row. Does nothing if it is not overridden.
     */
    default void noAnswer() {}

    /**
     * Whether the calling thread is one that the client's answers come in on, which must not wait for one.
     *
     * @return whether it is; false if it is not overridden
     */
    default boolean isOwnThread() {
        return false;
    }

    /**
     * Makes a client of a backend whose driver blocks.
     *
     * @param backend the backend
     * @param executor where its operations run; it needs as many threads as calls are to be under way at once
     * @return a client that closes the backend when it is closed, and leaves the executor open
     */
    static NxClient blocking(BlockingNxClient backend, Executor executor) {
        return new BlockingAdapter(backend, executor);
    }

    /**
     * Names the backend in the messages of exceptions, so that a person knows where to look.
     *
     * @return such as {@code Redis at redis.example.com:6379}; never a password
     */
    @Override
    String toString();

    /** Ends the connections and threads that the client made itself. A second call does nothing. */
    @Override
    void close();
}
