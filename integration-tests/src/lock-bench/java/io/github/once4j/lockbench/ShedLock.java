package io.github.once4j.lockbench;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.servers.RealDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;
import org.springframework.jdbc.core.JdbcTemplate;

/** ShedLock: its provider of Spring Data Redis, which runs on Lettuce, and that of Spring's JdbcTemplate. */
final class ShedLock implements Contestant {
    private final AutoCloseable connections;
    private final LockProvider provider;
    private final LockProvider renewing;
    private final ScheduledExecutorService renewal = Executors.newScheduledThreadPool(4);
    private final Queue<SimpleLock> held = new ConcurrentLinkedQueue<>();

    private ShedLock(AutoCloseable connections, ExtensibleLockProvider provider) {
        this.connections = connections;
        this.provider = provider;
        this.renewing = new KeepAliveLockProvider(provider, renewal);
    }

    private static Contestant onRedis(SpringRedis redis, boolean safe) {
        return new ShedLock(
                redis,
                new RedisLockProvider.Builder(redis.connections())
                        .safeUpdate(safe)
                        .build());
    }

    /** As it comes: the release deletes the key, whoever's it is. */
    static Contestant plain(String uri) {
        return onRedis(new SpringRedis(uri), false);
    }

    /** As it comes. */
    static Contestant onCluster(String uri) {
        return onRedis(SpringRedis.onCluster(uri), false);
    }

    /** Compares before it deletes. */
    static Contestant safe(String uri) {
        return onRedis(new SpringRedis(uri), true);
    }

    /** Its provider of Spring's JdbcTemplate; as once4j does, it asks the database for the time. */
    static Contestant onPostgreSql(String url) {
        HikariDataSource pool = RealDatabase.pool(url, BareJdbc.POOL_SIZE);
        return new ShedLock(
                pool,
                new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                        .withJdbcTemplate(new JdbcTemplate(pool))
                        .usingDbTime()
                        .build()));
    }

    static int call(LockProvider provider, String id) {
        return provider.lock(configuration(id)).map(lock -> run(lock, id)).orElse(LOCKED);
    }

    private static int run(SimpleLock lock, String id) {
        try {
            return Contestant.body(id);
        } finally {
            lock.unlock();
        }
    }

    private static LockConfiguration configuration(String id) {
        return new LockConfiguration(Instant.now(), "job-" + id, Duration.ofMillis(LEASE_MILLIS), Duration.ZERO);
    }

    @Override
    public int call(String id) {
        return call(provider, id);
    }

    @Override
    public void hold(String id) {
        held.add(renewing.lock(configuration(id)).orElseThrow());
    }

    @Override
    public void close() {
        renewal.shutdownNow();
        try {
            connections.close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
