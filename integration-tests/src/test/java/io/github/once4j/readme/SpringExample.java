package io.github.once4j.readme;

import io.github.once4j.Once;
import io.github.once4j.runtime.LettuceNxClient;
import io.github.once4j.runtime.OnceGuard;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Spring: the guard is the only bean to define. The application of {@code SpringTest} runs the same. */
final class SpringExample {
    private SpringExample() {}

    // README
    @Configuration
    static class GuardConfiguration {
        @Bean
        OnceGuard onceGuard(@Value("${redis}") String redis) {
            return OnceGuard.builder().client(LettuceNxClient.connect(redis)).build();
        }
    }

    @Service // copied to the generated class, as @Scheduled is: the container sees only the guarded one
    abstract static class Cleanup {
        @Scheduled(cron = "0 0 3 * * *") // on every node; the body runs on one
        @Once(key = "cleanup", holdAtLeast = "1m")
        public void cleanUp() {
            System.out.println("cleaning up");
        }
    }
    // end
}
