package io.github.once4j.spring;

import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.OnceGuard;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The application: the guard is its only bean definition, all else is found. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan
@EnableScheduling
class TickApplication {
    @Bean
    OnceGuard onceGuard(@Value("${redis}") String redis) {
        return OnceGuard.builder().client(LettuceNxClient.connect(redis)).build();
    }
}
