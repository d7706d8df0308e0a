package io.github.once4j.lockbench;

import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The leases on a Redis. */
final class RedisLeases implements LeaseServer {
    /** What clients send for a renewal; a SET that a script does would be counted, but none does. */
    private static final Pattern SENT = Pattern.compile("cmdstat_(?:eval|evalsha|set):calls=(\\d+)");

    private final RealRedis redis = RealRedis.start();
    private final RedisClient client = RedisClient.create(redis.uri());
    private final StatefulRedisConnection<String, String> connection = client.connect();
    private final RedisCommands<String, String> commands = connection.sync();

    @Override
    public String uri() {
        return redis.uri();
    }

    @Override
    public long sent() {
        return SENT.matcher(commands.info("commandstats"))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    @Override
    public long[] timesToLive() {
        List<RedisFuture<Long>> left = new ArrayList<>(); // sent without waiting: a million round trips would take a minute
        ScanIterator.scan(commands, ScanArgs.Builder.limit(1_000))
                .forEachRemaining(key -> left.add(connection.async().pttl(key)));
        return left.stream()
                .mapToLong(each -> each.toCompletableFuture().join())
                .filter(each -> each > 0)
                .toArray();
    }

    @Override
    public void close() {
        client.shutdown();
        redis.close();
    }
}
