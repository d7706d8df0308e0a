package io.github.once4j.readme;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring: the one bean to define. The application of {@code SpringTest} runs the same. */
// README
@Configuration
class GuardConfiguration {
    @Bean
    OnceGuard onceGuard(@Value("${redis}") String redis) {
        return OnceGuard.builder().client(LettuceNxClient.connect(redis)).build();
    }
}
// end
