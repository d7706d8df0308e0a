package io.github.once4j.runtime;

import java.time.Duration;

/**
 * A request to store a token under a key that is free.
 *
 * @param key the key, in full
 * @param token what to store: unique for each attempt to get a key; characters up to U+00FF, each of which is one byte where
 *     the backend stores bytes (ASCII, but for a guard that {@linkplain OnceGuard.Builder#pyCachify shares keys with Python})
 * @param ttl how long the key lives if nobody renews or releases it; at least a millisecond
 * @param fenced whether to issue a number that is greater than that of every earlier grant of the key
 */
public record Acquire(String key, String token, Duration ttl, boolean fenced) {}
