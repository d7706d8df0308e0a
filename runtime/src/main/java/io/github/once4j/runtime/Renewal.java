package io.github.once4j.runtime;

import java.time.Duration;

/**
 * A request to set the time to live of a key anew, if the key holds a token.
 *
 * @param key the key, in full
 * @param token the token that it must hold
 * @param ttl the time to live, at least a millisecond, from when the backend executes the command
 */
public record Renewal(String key, Token token, Duration ttl) {}
