package io.github.once4j.runtime;

import java.time.Duration;

/**
 * A request to store a token under a key that is free.
 *
 * @param key the key, in full
 * @param token what to store
 * @param ttl how long the key lives if nobody renews or releases it; at least a millisecond
 * @param fenced whether to issue a number that is greater than that of every earlier grant of the key
 */
public record Acquire(String key, Token token, Duration ttl, boolean fenced) {}
