package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** Contexts with the auto-configurations of the starter and of Redis, on each line of Boot. */
final class Contexts {
    private static final String[] REDIS = {
        "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration",
        "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"
    };

    /** The property that leaves out the auto-configurations of databases and of security for web requests. */
    static final String EXCLUDED = "spring.autoconfigure.exclude="
            + "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
            + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration,"
            + "org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration";

    private Contexts() {}

    static ApplicationContextRunner runner(String... properties) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class,
                        redis(),
                        OnceAutoConfiguration.class,
                        OnceEndpointAutoConfiguration.class,
                        OnceHealthAutoConfiguration.class,
                        OnceMetricsAutoConfiguration.class))
                .withPropertyValues(properties);
    }

    private static Class<?> redis() {
        return Stream.of(REDIS)
                .filter(name -> ClassUtils.isPresent(name, Contexts.class.getClassLoader()))
                .map(name -> ClassUtils.resolveClassName(name, Contexts.class.getClassLoader()))
                .findFirst()
                .orElseThrow();
    }

    /** What a person reads whose application does not start. */
    static AbstractStringAssert<?> assertFailure(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        return assertAnalysis(Objects.requireNonNull(context.getStartupFailure()));
    }

    static AbstractStringAssert<?> assertAnalysis(Throwable failure) {
        FailureAnalysis analysis = new OnceStartFailureAnalyzer().analyze(failure);
        assertThat(analysis).as(() -> "analysis of " + failure).isNotNull();
        return assertThat(analysis.getDescription() + "\n=> " + analysis.getAction());
    }
}
