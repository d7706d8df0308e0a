package io.github.once4j.lockbench;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Spring Integration's {@code RedisLockRegistry}. */
final class SpringIntegration implements Contestant {
    private static final int MOST_LOCKS = 1_000_000;

    private final SpringRedis redis;
    private final RedisLockRegistry locks;
    private final Duration heldFor;
    private final ThreadPoolTaskScheduler renewal = new ThreadPoolTaskScheduler();

    private SpringIntegration(SpringRedis redis, Duration heldFor) {
        this.redis = redis;
        this.locks = new RedisLockRegistry(redis.connections(), "once", LEASE_MILLIS);
        this.heldFor = heldFor;
        locks.setCacheCapacity(MOST_LOCKS);
    }

    /** As it comes: locks are not renewed, and what {@link #hold} takes lives for an hour. */
    static Contestant plain(String uri) {
        return new SpringIntegration(new SpringRedis(uri), Duration.ofHours(1));
    }

    /** As {@link #plain}. */
    static Contestant onCluster(String uri) {
        return new SpringIntegration(SpringRedis.onCluster(uri), Duration.ofHours(1));
    }

    /** With a scheduler, by which locks are renewed. */
    static Contestant renewing(String uri) {
        var renewing = new SpringIntegration(new SpringRedis(uri), Duration.ofMillis(LEASE_MILLIS));
        renewing.renewal.setPoolSize(4);
        renewing.renewal.initialize();
        renewing.locks.setRenewalTaskScheduler(renewing.renewal);
        return renewing;
    }

    @Override
    public int call(String id) {
        return call(locks, id);
    }

    static int call(LockRegistry<? extends Lock> locks, String id) {
        Lock lock = locks.obtain("job-" + id);
        if (!lock.tryLock()) {
            return LOCKED;
        }
        try {
            return Contestant.body(id);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void hold(String id) throws InterruptedException {
        if (!locks.obtain("job-" + id).tryLock(Duration.ZERO, heldFor)) {
            throw new IllegalStateException(id + " is held");
        }
    }

    @Override
    public void close() {
        renewal.shutdown();
        redis.close();
    }
}
