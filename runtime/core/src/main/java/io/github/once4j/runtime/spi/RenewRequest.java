package io.github.once4j.runtime.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * A request to set the time to live of a key, if the key holds a token.
 *
 * @param key the key, in full
 * @param token the token that the key must hold
 * @param ttl the time to live, at least a millisecond, counted from when the backend executes the command
 */
public record RenewRequest(String key, Token token, Duration ttl) {
    /**
     * Creates a request.
     *
     * @param key the key, in full
     * @param token the token that the key must hold
     * @param ttl the time to live, at least a millisecond
     * @throws NullPointerException if one of them is {@code null}
     */
    public RenewRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(ttl, "ttl");
    }

    /** {@return what is asked for; the key is a stranger's text, of any length} */
    @Override
    public String toString() {
        return "RenewRequest[key of " + key.length() + " characters, ttl=" + ttl + "]";
    }
}
