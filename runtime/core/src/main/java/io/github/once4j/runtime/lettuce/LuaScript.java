package io.github.once4j.runtime.lettuce;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The scripts of the lock, each of which the server executes atomically. {@code KEYS[1]} is the lock, {@code KEYS[2]} the key
 * of its last fencing number. A comment says which arguments a script takes and what it replies.
 *
 * @param text the source
 * @param digest the SHA-1 digest of the source, by which a server that knows the script can be told to run it
 */
record LuaScript(String text, String digest) {
    /**
     * a key that does not exist → a line for each command of the other scripts that fails: its name, and the error. Changes
     * nothing.
     */
    static final LuaScript PROBE = script("""
            local failed = {}
            local function probe(...)
              local reply = redis.pcall(...)
              if type(reply) == 'table' and reply.err then
                failed[#failed + 1] = (...) .. ' ' .. reply.err
              end
            end
            probe('get', ARGV[1])
            probe('set', ARGV[1], '', 'XX')
            probe('pttl', ARGV[1])
            probe('pexpire', ARGV[1], 1)
            probe('del', ARGV[1])
            probe('time')
            return table.concat(failed, '\\n')
            """);

    /** token, ttl → 1 stored, 2 already owned, or {0, the holder's value, its time to live}: for Redis before 7.0. */
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
     * than the last one, and not less than the server's clock, so that it grows even if a fail-over has lost the last one.
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

    /** token, ttl → 1 if the key held the token, else 0. */
    static final LuaScript RENEW = script("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return 0
            """);

    /**
     * token, ttl, for each key → a text with a character for each key: 1 if it held the token, 2 if it cannot be read because it
     * is of another type, else 0.
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

    /** token → 1 if the key held the token, else 0. */
    static final LuaScript RELEASE = script("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """);

    /** token, the value that replaces it, its time to live → 1 if the key held the token, else 0. */
    static final LuaScript RELEASE_AND_KEEP = script("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
              return 1
            end
            return 0
            """);

    /** → {the value, its time to live}, or nothing if the key is free. */
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
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has SHA-1
            throw new IllegalStateException(impossible);
        }
    }
}
