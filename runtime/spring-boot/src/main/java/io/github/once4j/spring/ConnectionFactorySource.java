package io.github.once4j.spring;

import io.github.once4j.runtime.spi.NxClient;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Finds the application's connection factory whose settings the locks use. */
final class ConnectionFactorySource {
    private final ConfigurableListableBeanFactory beans;
    private final Environment environment;
    private final String beanName;

    ConnectionFactorySource(ConfigurableListableBeanFactory beans, Environment environment, String beanName) {
        this.beans = beans;
        this.environment = environment;
        this.beanName = beanName;
    }

    static boolean isIn(ConfigurableListableBeanFactory beans) {
        return names(beans).length > 0;
    }

    private static String[] names(ConfigurableListableBeanFactory beans) {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, RedisConnectionFactory.class);
    }

    NxClient client(@Nullable String name, boolean lazy) {
        RedisConnectionFactory factory = name == null ? unique() : named(name);
        String found = name(factory);
        if (!(factory instanceof LettuceConnectionFactory lettuce)) {
            throw refused(found, "is a " + factory.getClass().getName() + ", not a LettuceConnectionFactory");
        }
        beans.registerDependentBean(found, beanName); // the client is closed before the factory
        return new LettuceSettings(lettuce, found, environment).client(lazy);
    }

    private RedisConnectionFactory unique() {
        RedisConnectionFactory unique =
                beans.getBeanProvider(RedisConnectionFactory.class).getIfUnique();
        if (unique == null) {
            throw new OnceStartException(
                    "There are several RedisConnectionFactory beans, and none is primary: "
                            + String.join(", ", names(beans)) + ".",
                    "Set once4j.redis.connection-factory to the name of one of them, or once4j.redis.url.",
                    null);
        }
        return unique;
    }

    private RedisConnectionFactory named(String name) {
        if (!Arrays.asList(names(beans)).contains(name)) {
            throw new OnceStartException(
                    "once4j.redis.connection-factory is `" + name
                            + "`, but no RedisConnectionFactory bean has that name.",
                    "Set it to one of: " + String.join(", ", names(beans)) + ".",
                    null);
        }
        return beans.getBean(name, RedisConnectionFactory.class);
    }

    private String name(RedisConnectionFactory factory) {
        return Arrays.stream(names(beans))
                .filter(name -> beans.getBean(name) == factory)
                .findFirst()
                .orElse("redisConnectionFactory");
    }

    static OnceStartException refused(String name, String why) {
        return new OnceStartException(
                "The settings of the RedisConnectionFactory bean `" + name + "` cannot be used for locks: it " + why
                        + ".",
                "Set once4j.redis.url to the address of the master, or once4j.redis.connection-factory to the name of another"
                        + " bean.",
                null);
    }
}
