package io.github.once4j.runtime.internal;

import java.util.concurrent.Executor;

/**
 * What a lease needs of the engine that it belongs to.
 *
 * @param <L> the lease
 */
interface LeaseOwner<L> {
    long nanoTime();

    /** A key without the guard's prefix and suffix. */
    String key(String storedKey);

    /** The wall clock at a time of the monotonic one. */
    long epochMillis(long nanoTime);

    /** The number of the next token, from 1. */
    long nextToken();

    /** The token of an acquisition. */
    String token(long number, long since);

    /** Moves a lease whose time was brought forward. */
    void place(L lease);

    /** Looks at what is due at a time then, and not with a later sweep. */
    void sendBy(long due);

    /** The key of a lease was released, or the lease was lost: the key may be free. */
    void ended(L lease);

    /** Releases a lease, and waits for the reply as configured. */
    void close(L lease);

    /** Runs the user's callbacks. */
    Executor callbacks();
}
