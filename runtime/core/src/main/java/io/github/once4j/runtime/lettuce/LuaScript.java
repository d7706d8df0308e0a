package io.github.once4j.runtime.lettuce;

/**
 * The scripts of the lock, each of which the server executes atomically. {@code KEYS[1]} is the lock, {@code KEYS[2]} the key
 * of its last fencing number. A comment says which arguments a script takes and what it replies.
 *
 * @param digest the SHA-1 digest of the source, by which a server that knows the script can be told to run it; not computed, since
 *     the first digest of a JVM takes 20 ms
 * @param text the source
 */
record LuaScript(String digest, String text) {
    /**
     * a key that does not exist → a line for each command of the other scripts that fails: its name, and the error. Changes
     * nothing.
     */
    static final LuaScript PROBE = new LuaScript("d0aa0e02240265c45e27d2fcd8c20aeba1240efd", """
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
    static final LuaScript ACQUIRE = new LuaScript("93e4392579c9b79e6302c0ef710bf544a778a629", """
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
    static final LuaScript ACQUIRE_FENCED = new LuaScript("73a07665040656dbcda7cd2d5d77470f78f85371", """
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
    static final LuaScript RENEW = new LuaScript("3a32323a05c08607e6bc7842cfeea9552d0b61f5", """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return 0
            """);

    /**
     * token, ttl, for each key → a text with a character for each key: 1 if it held the token, 2 if it cannot be read because it
     * is of another type, else 0.
     */
    static final LuaScript RENEW_ALL = new LuaScript("a677563d43781c642330772ad59888541b80e868", """
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
    static final LuaScript RELEASE = new LuaScript("c89cee65b7ab260d98c281f3c3eb6fa7c992cdd2", """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """);

    /** token, the value that replaces it, its time to live → 1 if the key held the token, else 0. */
    static final LuaScript RELEASE_AND_KEEP = new LuaScript("909c526804bfe7ebf6cbaa542182852f5b7727a7", """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
              return 1
            end
            return 0
            """);

    /** → {the value, its time to live}, or nothing if the key is free. */
    static final LuaScript HOLDER = new LuaScript("9e795f1a8698d1871eeb7c681fc691ef0814b7c3", """
            local held = redis.call('GET', KEYS[1])
            if held then
              return {held, redis.call('PTTL', KEYS[1])}
            end
            return {}
            """);
}
