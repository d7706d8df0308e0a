package io.github.once4j.lockbench;

import com.baomidou.lock.executor.RedisTemplateLockExecutor;
import com.baomidou.lock.spring.boot.autoconfigure.Lock4jProperties;
import java.util.UUID;
import org.springframework.data.redis.core.StringRedisTemplate;

/** lock4j's executor on Spring Data Redis. */
final class Lock4j implements Contestant {
    private final SpringRedis redis;
    private final RedisTemplateLockExecutor executor;

    Lock4j(String uri) {
        this.redis = new SpringRedis(uri);
        this.executor = new RedisTemplateLockExecutor(new StringRedisTemplate(redis.connections()), new Lock4jProperties());
    }

    @Override
    public int call(String id) {
        String key = "once:job-" + id;
        String token = UUID.randomUUID().toString();
        String held = executor.acquire(key, token, LEASE_MILLIS, 0);
        if (held == null) {
            return LOCKED;
        }
        try {
            return Contestant.body(id);
        } finally {
            executor.releaseLock(key, token, held);
        }
    }

    @Override
    public void hold(String id) {
        executor.acquire("once:job-" + id, UUID.randomUUID().toString(), 60 * LEASE_MILLIS, 0);
    }

    @Override
    public void close() {
        redis.close();
    }
}
