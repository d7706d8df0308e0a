package io.github.once4j.runtime.lettuce;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The lock on Redis: each operation is one script, which the server runs as one step. {@code KEYS[1]} is the lock,
 * {@code KEYS[2]} the key of its last fencing number; all keys of a script are in one slot.
 *
 * @param text what the server runs
 * @param digest what it knows the text by, once it has seen it
 */
record LuaScript(String text, String digest) {
    /** Whether the server runs scripts at all. */
    static final LuaScript PROBE = script("return 1");

    /** token, ttl → 1 stored, 2 mine already, or {0, the holder's value, its time to live}: for Redis before 7.0. */
    static final LuaScript ACQUIRE = script("""
            if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
              return 1
            end
            local held = redis.call('GET', KEYS[1])
            if held == ARGV[1] then
              redis.call('PEXPIRE', KEYS[1], ARGV[2])
              return 2
            end
            return {0, held, redis.call('PTTL', KEYS[1])}
            """);

    /**
     * token, ttl, ttl of the fence → {1 or 2, the fencing number}, or busy as in {@link #ACQUIRE}. The number is greater
     * than the last, and never behind the server's clock, so that it also grows when a fail-over has forgotten the last.
     */
    static final LuaScript ACQUIRE_FENCED = script("""
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
            """);

    /** token, ttl → whether the token was there. */
    static final LuaScript RENEW = script("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return 0
            """);

    /**
     * token, ttl, for each key → a text with 1 for each key whose token was there, 0 for each other, and 2 for one that cannot
     * be read, such as a list: the others must not end for its sake.
     */
    static final LuaScript RENEW_ALL = script("""
            local renewed = {}
            for i, key in ipairs(KEYS) do
              local held = redis.pcall('GET', key)
              if held == ARGV[2 * i - 1] then
                renewed[i] = redis.call('PEXPIRE', key, ARGV[2 * i])
              elseif type(held) == 'table' then
                renewed[i] = 2
              else
                renewed[i] = 0
              end
            end
            return table.concat(renewed)
            """);

    /** token → whether the token was there. */
    static final LuaScript RELEASE = script("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """);

    /** token, what takes its place, for how long → whether the token was there. */
    static final LuaScript RELEASE_AND_KEEP = script("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
              return 1
            end
            return 0
            """);

    /** → {the value, its time to live}, or nothing. */
    static final LuaScript HOLDER = script("""
            local held = redis.call('GET', KEYS[1])
            if held then
              return {held, redis.call('PTTL', KEYS[1])}
            end
            return {}
            """);

    private static LuaScript script(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
            return new LuaScript(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) { // each Java platform has it
            throw new IllegalStateException(impossible);
        }
    }
}
