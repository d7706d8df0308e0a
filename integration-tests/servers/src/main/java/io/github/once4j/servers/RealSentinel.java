package io.github.once4j.servers;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisException;
import java.time.Duration;
import redis.embedded.RedisSentinel;

/** A real master with one replica, watched by one Sentinel, which promotes the replica when the master does not answer. */
public final class RealSentinel implements AutoCloseable {
    private static final String NAME = "mymaster";
    private static final long DOWN_AFTER_MILLIS = 500;

    private final RealRedis master;
    private final RealRedis replica;
    private final RedisSentinel sentinel;
    private final int port = RealRedis.freePort();

    private RealSentinel() {
        master = RealRedis.start("repl-diskless-sync-delay 0");
        replica = RealRedis.start("replicaof 127.0.0.1 " + master.port());
        sentinel = RedisSentinel.builder()
                .redisExecProvider(RealRedis.provider())
                .bind("127.0.0.1")
                .port(port)
                .masterPort(master.port())
                .masterName(NAME)
                .quorumSize(1)
                .downAfterMilliseconds(DOWN_AFTER_MILLIS)
                .failoverTimeout(3_000L)
                .build();
        sentinel.start();
    }

    /** Starts all three, and waits until the replica follows and Sentinel knows of it. */
    public static RealSentinel start() {
        var started = new RealSentinel();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> started.replica.run("INFO", "replication").contains("master_link_status:up")
                        && started.info().contains("slaves=1"));
        return started;
    }

    private String info() {
        return RealRedis.ask("redis://127.0.0.1:" + port, "INFO", "sentinel");
    }

    /** Where Sentinel is: {@code redis-sentinel://127.0.0.1:port#mymaster}. */
    public String uri() {
        return "redis-sentinel://127.0.0.1:" + port + "#" + NAME;
    }

    /** The master of the beginning. */
    public RealRedis master() {
        return master;
    }

    /** The replica of the beginning, which a fail-over promotes. */
    public RealRedis replica() {
        return replica;
    }

    /** Waits until the replica has become the master. Sentinel kills its connections then, perhaps the one that asks. */
    public void awaitPromotion() {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(RedisException.class)
                .until(() -> replica.run("INFO", "replication").contains("role:master"));
    }

    @Override
    public void close() {
        sentinel.stop();
        replica.close();
        master.close();
    }
}
