package io.github.once4j.spring.vault;

import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.aop.ObservedAspect;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.EnableAspectJAutoProxy;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

/** The application. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableAspectJAutoProxy(proxyTargetClass = true)
@EnableMethodSecurity(securedEnabled = true, jsr250Enabled = true)
public class VaultApplication {
    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    TimedAspect timed(MeterRegistry meters) {
        return new TimedAspect(meters);
    }

    @Bean
    ObservedAspect observed(ObservationRegistry observations) {
        return new ObservedAspect(observations);
    }
}
