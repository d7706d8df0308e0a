package io.github.once4j.runtime;

/**
 * The lock on Redis: each operation is one script, which the server runs as one step. {@code KEYS[1]} is the lock,
 * {@code KEYS[2]} the key of its last fencing number; all keys of a script are in one slot.
 */
final class LettuceScripts {
    /** token, ttl → 1 stored, 2 mine already, or 0 busy with the holder's value and time to live. */
    static final String ACQUIRE = """
            local held = redis.call('GET', KEYS[1])
            if held == ARGV[1] then
              redis.call('PEXPIRE', KEYS[1], ARGV[2])
              return {2}
            end
            if held then
              return {0, held, redis.call('PTTL', KEYS[1])}
            end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return {1}
            """;

    /**
     * token, ttl, ttl of the fence → like {@link #ACQUIRE}, with the fencing number: greater than the last, and never behind
     * the server's clock, so that it also grows when a fail-over has forgotten the last.
     */
    static final String ACQUIRE_FENCED = """
            local held = redis.call('GET', KEYS[1])
            if held == ARGV[1] then
              redis.call('PEXPIRE', KEYS[1], ARGV[2])
              return {2, redis.call('GET', KEYS[2])}
            end
            if held then
              return {0, held, redis.call('PTTL', KEYS[1])}
            end
            local time = redis.call('TIME')
            local last = tonumber(redis.call('GET', KEYS[2]) or '0')
            local fence = string.format('%.0f', math.max(last + 1, time[1] * 1000000 + time[2]))
            redis.call('SET', KEYS[2], fence, 'PX', ARGV[3])
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return {1, fence}
            """;

    /** token, ttl → whether the token was there. */
    static final String RENEW = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return 0
            """;

    /** token → whether the token was there. */
    static final String RELEASE = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """;

    /** token, what takes its place, for how long → whether the token was there. */
    static final String RELEASE_AND_KEEP = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
              return 1
            end
            return 0
            """;

    /** → the value and its time to live, or nothing. */
    static final String HOLDER = """
            local held = redis.call('GET', KEYS[1])
            if held then
              return {held, redis.call('PTTL', KEYS[1])}
            end
            return {}
            """;

    private LettuceScripts() {}
}
