package io.github.once4j.spring;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A health indicator that asks the backend; off unless {@code management.health.once.enabled=true}. Its type moved in Boot 4. */
@AutoConfiguration(after = OnceAutoConfiguration.class)
@ConditionalOnProperty(prefix = "management.health.once", name = "enabled")
@ConditionalOnSingleCandidate(OnceGuard.class)
class OnceHealthAutoConfiguration {
    private static final String PROBE = "once4j.health";

    /** Throws if the backend does not reply. */
    private static void probe(OnceGuard guard) throws OnceBackendException {
        guard.isLocked(PROBE);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    static class Boot3 {
        @Bean
        @ConditionalOnMissingBean(name = "onceHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator onceHealthIndicator(OnceGuard guard) {
            return new org.springframework.boot.actuate.health.AbstractHealthIndicator() {
                @Override
                protected void doHealthCheck(org.springframework.boot.actuate.health.Health.Builder builder) {
                    probe(guard);
                    builder.up().withDetail("backend", guard.toString());
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    static class Boot4 {
        @Bean
        @ConditionalOnMissingBean(name = "onceHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator onceHealthIndicator(OnceGuard guard) {
            return new org.springframework.boot.health.contributor.AbstractHealthIndicator() {
                @Override
                protected void doHealthCheck(org.springframework.boot.health.contributor.Health.Builder builder) {
                    probe(guard);
                    builder.up().withDetail("backend", guard.toString());
                }
            };
        }
    }
}
