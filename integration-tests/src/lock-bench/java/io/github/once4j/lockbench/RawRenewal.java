package io.github.once4j.lockbench;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The least that renewal can be: one thread goes over a list, so that each key has its turn in a third of the lease. */
final class RawRenewal implements AutoCloseable {
    private static final int TICK_MILLIS = 100;
    private static final long TICKS = Contestant.LEASE_MILLIS / 3 / TICK_MILLIS;
    private static final String RENEW = """
            local renewed = 0
            for i = 1, #KEYS do
              if redis.call('GET', KEYS[i]) == ARGV[i + 1] then
                renewed = renewed + redis.call('PEXPIRE', KEYS[i], ARGV[1])
              end
            end
            return renewed
            """;

    private final RedisClusterAsyncCommands<String, String> redis;
    private final int together;
    private final List<Held> held = new ArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "raw-renewal"));
    private String digest = "";
    private int next;

    RawRenewal(RedisClusterAsyncCommands<String, String> redis, int together) {
        this.redis = redis;
        this.together = together;
    }

    synchronized void add(String key, String token) {
        if (held.isEmpty()) {
            digest = redis.scriptLoad(RENEW).toCompletableFuture().join();
            timer.scheduleAtFixedRate(this::renewSome, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
        held.add(new Held(key, token));
    }

    private synchronized void renewSome() {
        int share = (int) (held.size() / TICKS) + 1;
        for (int left = share; left > 0; left -= together) {
            renew(Math.min(left, together));
        }
    }

    private void renew(int count) {
        var keys = new String[count];
        var values = new String[count + 1];
        values[0] = Long.toString(Contestant.LEASE_MILLIS);
        for (int i = 0; i < count; i++) {
            Held each = held.get(next);
            next = (next + 1) % held.size();
            keys[i] = each.key;
            values[i + 1] = each.token;
        }
        redis.evalsha(digest, ScriptOutputType.INTEGER, keys, values);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private record Held(String key, String token) {}
}
