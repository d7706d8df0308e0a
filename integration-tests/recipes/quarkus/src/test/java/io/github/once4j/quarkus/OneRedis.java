package io.github.once4j.quarkus;

import io.github.once4j.servers.RealRedis;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts a Redis for the application and for the other process of the tests. */
public final class OneRedis implements QuarkusTestResourceLifecycleManager {
    private RealRedis redis;

    @Override
    public Map<String, String> start() {
        redis = RealRedis.start();
        return Map.of("once4j.redis.url", redis.uri());
    }

    @Override
    public void stop() {
        redis.close();
    }
}
