package io.github.once4j.lockbench;

import io.lettuce.core.RedisURI;
import java.util.List;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Spring Data's connections to a server, for the contestants that stand on it. */
final class SpringRedis implements AutoCloseable {
    private final LettuceConnectionFactory factory;

    SpringRedis(String uri) {
        this(new RedisStandaloneConfiguration(
                RedisURI.create(uri).getHost(), RedisURI.create(uri).getPort()));
    }

    private SpringRedis(RedisConfiguration server) {
        this.factory = new LettuceConnectionFactory(server, LettuceClientConfiguration.defaultConfiguration());
        factory.afterPropertiesSet();
        factory.start();
    }

    static SpringRedis onCluster(String uri) {
        RedisURI address = RedisURI.create(uri);
        return new SpringRedis(new RedisClusterConfiguration(List.of(address.getHost() + ":" + address.getPort())));
    }

    RedisConnectionFactory connections() {
        return factory;
    }

    @Override
    public void close() {
        factory.destroy();
    }
}
