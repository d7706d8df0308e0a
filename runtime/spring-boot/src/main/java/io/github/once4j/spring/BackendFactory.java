package io.github.once4j.spring;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.spring.OnceProperties.Backend;
import io.github.once4j.spring.OnceProperties.Start;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Creates the client of the backend that is configured, or else found. */
final class BackendFactory {
    private static final String CONNECTION_FACTORY = "org.springframework.data.redis.connection.RedisConnectionFactory";
    private static final String LETTUCE = "io.lettuce.core.RedisClient";

    private final OnceProperties properties;
    private final ConfigurableListableBeanFactory beans;
    private final Environment environment;
    private final String beanName;

    BackendFactory(
            OnceProperties properties,
            ConfigurableListableBeanFactory beans,
            Environment environment,
            String beanName) {
        this.properties = properties;
        this.beans = beans;
        this.environment = environment;
        this.beanName = beanName;
    }

    NxClient create() {
        Backend backend = properties.backend() == null ? found() : properties.backend();
        return switch (backend) {
            case MEMORY -> new InMemoryNxClient();
            case JDBC -> JdbcBackend.client(beans, beanName, properties.jdbc(), isLazy());
            case REDIS -> redis();
        };
    }

    private Backend found() {
        if (properties.redis().url() != null || hasConnectionFactory()) {
            return Backend.REDIS;
        }
        if (JdbcBackend.isIn(beans)) {
            return Backend.JDBC;
        }
        throw new OnceStartException(
                "once4j found no backend for its locks: no RedisConnectionFactory, no once4j.redis.url, no DataSource.",
                "Do one of these:\n"
                        + "- add spring-boot-starter-data-redis to the pom, and set spring.data.redis.* if Redis is not on"
                        + " localhost;\n"
                        + "- set once4j.redis.url=redis://host:6379;\n"
                        + "- add spring-boot-starter-jdbc and the driver of a database, and set spring.datasource.url;\n"
                        + "- set once4j.backend=memory, which guards this process only;\n"
                        + "- declare a bean of type OnceGuard or NxClient;\n"
                        + "- set once4j.enabled=false.",
                null);
    }

    private NxClient redis() {
        if (!isPresent(LETTUCE)) {
            throw new OnceStartException(
                    "once4j locks on Redis through Lettuce, which is not on the class path.",
                    "Add io.lettuce:lettuce-core to the pom; its version is managed by Spring Boot.",
                    null);
        }
        String url = properties.redis().url();
        if (url != null) {
            return byUrl(url);
        }
        if (!hasConnectionFactory()) {
            throw new OnceStartException(
                    "once4j.backend is redis, but there is no RedisConnectionFactory, and once4j.redis.url is not set.",
                    "Add spring-boot-starter-data-redis to the pom, or set once4j.redis.url=redis://host:6379.",
                    null);
        }
        return new ConnectionFactorySource(beans, environment, beanName)
                .client(properties.redis().connectionFactory(), isLazy());
    }

    private NxClient byUrl(String url) {
        String[] nodes = url.split("\\s*,\\s*(?=rediss?://)");
        try {
            if (nodes.length > 1) {
                return isLazy() ? LettuceNxClient.lazyCluster(nodes) : LettuceNxClient.connectCluster(nodes);
            }
            return isLazy() ? LettuceNxClient.lazy(url) : LettuceNxClient.connect(url);
        } catch (OnceBackendException failed) {
            throw unreachable(failed, "once4j.redis.url");
        } catch (IllegalArgumentException wrong) {
            throw new OnceStartException(
                    "once4j.redis.url is not an address: " + wrong.getMessage(),
                    "Correct once4j.redis.url. The nodes of a cluster are written redis://host1,redis://host2.",
                    wrong);
        }
    }

    static OnceStartException unreachable(OnceBackendException failed, String settings) {
        return new OnceStartException(
                "once4j cannot use its backend: " + failed.getMessage(),
                "Start the server, or correct " + settings
                        + ". To start the application while the server is down, set once4j.start=lazy: guarded calls then"
                        + " fail until it is there.",
                failed);
    }

    private boolean isLazy() {
        return properties.start() == Start.LAZY;
    }

    private boolean hasConnectionFactory() {
        return isPresent(CONNECTION_FACTORY) && ConnectionFactorySource.isIn(beans);
    }

    private boolean isPresent(String className) {
        return ClassUtils.isPresent(className, beans.getBeanClassLoader());
    }
}
