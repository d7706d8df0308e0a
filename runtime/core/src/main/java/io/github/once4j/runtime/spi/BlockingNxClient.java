package io.github.once4j.runtime.spi;

import java.util.Optional;

/**
 * A backend whose driver blocks: the operations of {@link NxClient}, each of which returns when it is complete.
 * {@link NxClient#blocking} makes a client of it. An operation that certainly changed nothing throws
 * {@link NotExecutedException}; after any other exception its outcome is unknown. Thread-safe.
 */
public interface BlockingNxClient extends AutoCloseable {
    /**
     * See {@link NxClient#acquire}.
     *
     * @param request what to store
     * @return whether the key was stored, is already owned, or is busy
     * @throws Exception if it failed
     */
    AcquireResult acquire(AcquireRequest request) throws Exception;

    /**
     * See {@link NxClient#renew}.
     *
     * @param request the key, the token, the time to live
     * @return whether the key held the token
     * @throws Exception if it failed
     */
    boolean renew(RenewRequest request) throws Exception;

    /**
     * See {@link NxClient#release}.
     *
     * @param request the key, the token, and for how long the key is kept busy
     * @return whether the key held the token
     * @throws Exception if it failed
     */
    boolean release(ReleaseRequest request) throws Exception;

    /**
     * See {@link NxClient#holder}.
     *
     * @param key the key
     * @return what the key holds; empty if it is free
     * @throws Exception if it failed
     */
    Optional<StoredLock> holder(String key) throws Exception;

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
