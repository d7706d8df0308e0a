package io.github.once4j.spring;

import io.github.once4j.runtime.OnceGuard;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The Actuator endpoint, where Actuator is there and the endpoint is exposed. */
@AutoConfiguration(after = OnceAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@EnableConfigurationProperties(OnceProperties.class)
class OnceEndpointAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(OnceGuard.class)
    @ConditionalOnAvailableEndpoint
    OnceEndpoint onceEndpoint(OnceGuard guard, OnceProperties properties) {
        return new OnceEndpoint(guard, properties.endpoint().showKeys());
    }
}
