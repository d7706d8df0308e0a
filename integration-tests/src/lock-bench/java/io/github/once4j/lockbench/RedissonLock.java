package io.github.once4j.lockbench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.redisson.Redisson;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Redisson's {@code RLock}. */
final class RedissonLock implements Contestant {
    private static final long WATCHDOG = -1;

    private final RedissonClient client;
    private final long leaseMillis;
    private final AtomicLong callers = new AtomicLong(1L << 40);

    private RedissonLock(Config config, long leaseMillis) {
        this.client = Redisson.create(config);
        this.leaseMillis = leaseMillis;
    }

    private static Config single(String uri) {
        var config = new Config();
        config.useSingleServer().setAddress(uri);
        return config;
    }

    /** With a lease that is not renewed. */
    static Contestant lease(String uri) {
        return new RedissonLock(single(uri), LEASE_MILLIS);
    }

    /** With its watchdog. */
    static Contestant watchdog(String uri) {
        Config config = single(uri);
        config.setLockWatchdogTimeout(LEASE_MILLIS);
        return new RedissonLock(config, WATCHDOG);
    }

    /** As {@link #lease}. */
    static Contestant onCluster(String uri) {
        var config = new Config();
        config.useClusterServers().addNodeAddress(uri);
        return new RedissonLock(config, LEASE_MILLIS);
    }

    @Override
    public int call(String id) throws InterruptedException {
        RLock lock = client.getLock("once:job-" + id);
        if (!lock.tryLock(0, leaseMillis, TimeUnit.MILLISECONDS)) {
            return LOCKED;
        }
        try {
            return Contestant.body(id);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<Integer> callAsync(String id) {
        RLock lock = client.getLock("once:job-" + id);
        long caller = callers.incrementAndGet(); // it knows the owner by a thread's number
        return lock.tryLockAsync(0, leaseMillis, TimeUnit.MILLISECONDS, caller)
                .thenCompose(held -> held
                        ? lock.unlockAsync(caller).thenApply(done -> Contestant.body(id))
                        : CompletableFuture.completedFuture(LOCKED));
    }

    @Override
    public void hold(String id) throws InterruptedException {
        if (!client.getLock("once:job-" + id).tryLock(0, WATCHDOG, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(id + " is held");
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
