package io.github.once4j.lockbench;

import io.lettuce.core.RedisURI;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Spring Data's connections to a server, for the contestants that stand on it. */
final class SpringRedis implements AutoCloseable {
    private final LettuceConnectionFactory factory;

    SpringRedis(String uri) {
        RedisURI address = RedisURI.create(uri);
        this.factory =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration(address.getHost(), address.getPort()));
        factory.afterPropertiesSet();
        factory.start();
    }

    RedisConnectionFactory connections() {
        return factory;
    }

    @Override
    public void close() {
        factory.destroy();
    }
}
