package io.github.once4j.runtime.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * A request to store a token under a key that is free.
 *
 * @param key the key, in full
 * @param token what to store
 * @param ttl how long the key lives if it is neither renewed nor released; at least a millisecond
 * @param fenced whether to issue a fencing number, greater than that of every earlier grant of the key
 * @param wantsRemaining whether {@link StoredLock#remaining} of a busy key will be read; if not, a backend may save the
 *     command that reads it, and leave it empty
 */
public record AcquireRequest(String key, Token token, Duration ttl, boolean fenced, boolean wantsRemaining) {
    /**
     * Creates a request.
     *
     * @param key the key, in full
     * @param token what to store
     * @param ttl how long the key lives if it is neither renewed nor released; at least a millisecond
     * @param fenced whether to issue a fencing number
     * @param wantsRemaining whether {@link StoredLock#remaining} of a busy key will be read
     * @throws NullPointerException if one of them is {@code null}
     */
    public AcquireRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(ttl, "ttl");
    }

    /**
     * Creates a request whose result is read in full.
     *
     * @param key the key, in full
     * @param token what to store
     * @param ttl how long the key lives if it is neither renewed nor released; at least a millisecond
     * @param fenced whether to issue a fencing number
     */
    public AcquireRequest(String key, Token token, Duration ttl, boolean fenced) {
        this(key, token, ttl, fenced, true);
    }

    /** {@return what is asked for; the key is a stranger's text, of any length} */
    @Override
    public String toString() {
        return "AcquireRequest[key of " + key.length() + " characters, ttl=" + ttl + ", fenced=" + fenced
                + ", wantsRemaining=" + wantsRemaining + "]";
    }
}
