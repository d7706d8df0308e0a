package io.github.once4j.lockbench;

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
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import net.javacrumbs.shedlock.support.KeepAliveLockProvider;

/** ShedLock's provider of Spring Data Redis, which runs on Lettuce. */
final class ShedLock implements Contestant {
    private final SpringRedis redis;
    private final LockProvider provider;
    private final LockProvider renewing;
    private final ScheduledExecutorService renewal = Executors.newScheduledThreadPool(4);
    private final Queue<SimpleLock> held = new ConcurrentLinkedQueue<>();

    private ShedLock(String uri, boolean safe) {
        this.redis = new SpringRedis(uri);
        ExtensibleLockProvider own = new RedisLockProvider.Builder(redis.connections())
                .safeUpdate(safe)
                .build();
        this.provider = own;
        this.renewing = new KeepAliveLockProvider(own, renewal);
    }

    /** As it comes: the release deletes the key, whoever's it is. */
    static Contestant plain(String uri) {
        return new ShedLock(uri, false);
    }

    /** Compares before it deletes. */
    static Contestant safe(String uri) {
        return new ShedLock(uri, true);
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
        redis.close();
    }
}
