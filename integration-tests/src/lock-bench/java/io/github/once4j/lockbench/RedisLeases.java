package io.github.once4j.lockbench;

import io.github.once4j.servers.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanIterator;
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
    private final RedisCommands<String, String> commands = client.connect().sync();

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
        List<Long> left = new ArrayList<>();
        ScanIterator.scan(commands).forEachRemaining(key -> left.add(commands.pttl(key)));
        return left.stream().mapToLong(Long::longValue).filter(each -> each > 0).toArray();
    }

    @Override
    public void close() {
        client.shutdown();
        redis.close();
    }
}
