package io.github.once4j.lockbench;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Spring Integration's {@code RedisLockRegistry}. */
final class SpringIntegration implements Contestant {
    private static final int MOST_LOCKS = 1_000_000;

    private final SpringRedis redis;
    private final RedisLockRegistry plain;
    private final RedisLockRegistry renewing;
    private final ThreadPoolTaskScheduler renewal = new ThreadPoolTaskScheduler();

    SpringIntegration(String uri) {
        this.redis = new SpringRedis(uri);
        this.plain = new RedisLockRegistry(redis.connections(), "once", LEASE_MILLIS);
        this.renewing = new RedisLockRegistry(redis.connections(), "once", LEASE_MILLIS);
        renewal.setPoolSize(4);
        renewal.initialize();
        renewing.setCacheCapacity(MOST_LOCKS);
        renewing.setRenewalTaskScheduler(renewal);
    }

    @Override
    public int call(String id) {
        Lock lock = plain.obtain("job-" + id);
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
        if (!renewing.obtain("job-" + id).tryLock(Duration.ZERO, Duration.ofMillis(LEASE_MILLIS))) {
            throw new IllegalStateException(id + " is held");
        }
    }

    @Override
    public void close() {
        renewal.shutdown();
        redis.close();
    }
}
