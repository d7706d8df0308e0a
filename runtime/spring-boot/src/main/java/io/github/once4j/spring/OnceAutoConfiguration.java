package io.github.once4j.spring;

import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseGate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Gives an application its {@link OnceGuard}, on a backend of its own that is found out or configured. A bean of the application
 * of type {@link OnceGuard} or {@link NxClient} takes its place.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@ConditionalOnProperty(prefix = "once4j", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(OnceProperties.class)
class OnceAutoConfiguration {
    private static final String CONTEXT_PROPAGATION = "io.micrometer.context.ContextSnapshotFactory";

    /** Lazy: an application with guards of its own has this client only if they use it. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    NxClient onceClient(OnceProperties properties, ConfigurableListableBeanFactory beans, Environment environment) {
        return new BackendFactory(properties, beans, environment, "onceClient").create();
    }

    /** For a client on a data source: Spring Boot creates this bean after Flyway, Liquibase and its own scripts have run. */
    @Bean
    @Lazy
    @DependsOnDatabaseInitialization
    JdbcBackend.Migrated onceMigratedDatabase() {
        return new JdbcBackend.Migrated();
    }

    /** A new builder for each guard, with all but a client: for applications that have several guards. */
    @Bean
    @Scope("prototype")
    @ConditionalOnMissingBean
    OnceGuard.Builder onceGuardBuilder(
            OnceProperties properties,
            ConfigurableListableBeanFactory beans,
            Environment environment,
            ObjectProvider<OnceListener> listeners,
            ObjectProvider<ReleaseGate> gate) {
        OnceGuard.Builder builder = OnceGuard.builder().placeholders(environment::getProperty);
        set("prefix", () -> builder.prefix(properties.prefix()));
        set("lease", () -> builder.lease(properties.lease()));
        listeners.orderedStream().forEach(builder::listener);
        gate.ifAvailable(builder::releaseGate);
        if (ClassUtils.isPresent(CONTEXT_PROPAGATION, beans.getBeanClassLoader())) {
            builder.taskDecorator(new ContextCarrier());
        }
        return builder;
    }

    private static void set(String property, Runnable setting) {
        try {
            setting.run();
        } catch (OnceException wrong) {
            throw new OnceStartException(
                    "once4j." + property + " cannot be used: " + wrong.getMessage(),
                    "Correct once4j." + property + " in the application's configuration.",
                    wrong);
        }
    }

    /** The client is a bean: the container closes it after the guard. */
    @Bean
    @ConditionalOnMissingBean
    OnceGuard onceGuard(OnceGuard.Builder builder, NxClient client) {
        return builder.sharedClient(client).build();
    }

    @Bean
    OnceLifecycle onceLifecycle(ConfigurableListableBeanFactory beans, OnceProperties properties) {
        return new OnceLifecycle(beans, properties.closeTimeout());
    }

    @Bean
    static UnguardedCheck onceUnguardedCheck() {
        return new UnguardedCheck();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.transaction.support.TransactionSynchronizationManager")
    @ConditionalOnProperty(prefix = "once4j", name = "transactions", havingValue = "hold", matchIfMissing = true)
    static class TransactionConfiguration {
        @Bean
        @ConditionalOnMissingBean
        ReleaseGate onceTransactions() {
            return new OnceTransactions();
        }

        @Bean
        static GateSetter onceGateSetter(ObjectProvider<ReleaseGate> gate) {
            return new GateSetter(gate);
        }
    }
}
