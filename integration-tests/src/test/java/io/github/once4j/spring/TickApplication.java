package io.github.once4j.spring;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
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
    SkipCounter skipCounter() {
        return new SkipCounter();
    }

    @Bean
    OnceGuard onceGuard(@Value("${redis}") String redis, SkipCounter skips) {
        return OnceGuard.builder()
                .client(LettuceNxClient.connect(redis))
                .listener(skips)
                .build();
    }
}
