package io.github.once4j.runtime;

import java.time.Duration;
import java.util.Optional;

/**
 * A backend whose driver blocks: the operations of {@link NxClient}, answered when they return.
 * {@link NxClient#blocking} makes a client of it. An operation that certainly changed nothing throws
 * {@link NotExecutedException}; any other exception means that its outcome is unknown.
 */
public interface BlockingNxClient extends AutoCloseable {
    /**
     * See {@link NxClient#acquire}.
     *
     * @param request what to store
     * @return whether the key was stored, is the caller's own already, or is busy
     * @throws Exception if it failed
     */
    Acquired acquire(Acquire request) throws Exception;

    /**
     * See {@link NxClient#renew}.
     *
     * @param key the key
     * @param token the token that it must hold
     * @param ttl the time to live
     * @return whether the key held the token
     * @throws Exception if it failed
     */
    boolean renew(String key, Token token, Duration ttl) throws Exception;

    /**
     * See {@link NxClient#release}.
     *
     * @param key the key
     * @param token the token that it must hold
     * @param keep how long the key is to stay busy
     * @return whether the key held the token
     * @throws Exception if it failed
     */
    boolean release(String key, Token token, Duration keep) throws Exception;

    /**
     * See {@link NxClient#holder}.
     *
     * @param key the key
     * @return what the key holds; empty if it is free
     * @throws Exception if it failed
     */
    Optional<Held> holder(String key) throws Exception;

    /**
     * See {@link NxClient#forceRelease}.
     *
     * @param seen what {@link #holder} answered
     * @return whether the key still held that, and is free now
     * @throws Exception if it failed
     */
    boolean forceRelease(Held seen) throws Exception;

    /**
     * See {@link NxClient#toString}.
     *
     * @return the name of the backend
     */
    @Override
    String toString();

    /** See {@link NxClient#close}. */
    @Override
    void close();
}
