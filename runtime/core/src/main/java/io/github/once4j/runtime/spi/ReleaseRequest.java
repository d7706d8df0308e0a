package io.github.once4j.runtime.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * A request to release a key, if the key holds a token.
 *
 * @param key the key, in full
 * @param token the token that the key must hold
 * @param keep zero to free the key; a positive time to keep it busy for that long, under the value
 *     {@link StoredLock#finished(String) finished(token.text())}, which no later renewal or acquisition matches
 */
public record ReleaseRequest(String key, Token token, Duration keep) {
    /**
     * Creates a request.
     *
     * @param key the key, in full
     * @param token the token that the key must hold
     * @param keep zero to free the key, or how long to keep it busy
     * @throws NullPointerException if one of them is {@code null}
     */
    public ReleaseRequest {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(keep, "keep");
    }

    /**
     * Creates a request that frees the key.
     *
     * @param key the key, in full
     * @param token the token that the key must hold
     */
    public ReleaseRequest(String key, Token token) {
        this(key, token, Duration.ZERO);
    }

    /** {@return what is asked for; the key is a stranger's text, of any length} */
    @Override
    public String toString() {
        return "ReleaseRequest[key of " + key.length() + " characters, keep=" + keep + "]";
    }
}
