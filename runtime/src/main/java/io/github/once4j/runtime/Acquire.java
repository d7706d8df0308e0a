package io.github.once4j.runtime;

import java.time.Duration;

/**
 * A request to store a token under a key that is free.
 *
 * @param key the key, in full
 * @param token what to store
 * @param ttl how long the key lives if nobody renews or releases it; at least a millisecond
 * @param fenced whether to issue a number that is greater than that of every earlier grant of the key
 * @param asksRemaining whether somebody will read {@link Held#remaining} if the key is busy: a backend that would have to look
 *     again for it need not, if nobody does
 */
public record Acquire(String key, Token token, Duration ttl, boolean fenced, boolean asksRemaining) {
    /**
     * A request of one who reads all of the answer.
     *
     * @param key the key, in full
     * @param token what to store
     * @param ttl how long the key lives if nobody renews or releases it; at least a millisecond
     * @param fenced whether to issue a number that is greater than that of every earlier grant of the key
     */
    public Acquire(String key, Token token, Duration ttl, boolean fenced) {
        this(key, token, ttl, fenced, true);
    }
}
