package io.github.once4j.scenario;

import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;

/** Keys on a Redis of its own. */
final class RedisBackend extends Backend {
    private final RealRedis redis = RealRedis.start();
    private final NxClient client = connect();

    @Override
    NxClient client() {
        return client;
    }

    @Override
    NxClient connect() {
        return LettuceNxClient.connect(redis.uri());
    }

    @Override
    Backend another() {
        return new RedisBackend();
    }

    @Override
    void stop() {
        redis.stop();
    }

    @Override
    public void close() {
        client.close();
        redis.close();
    }

    @Override
    public String toString() {
        return "Redis";
    }
}
