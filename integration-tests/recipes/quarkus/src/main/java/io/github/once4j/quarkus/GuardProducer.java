package io.github.once4j.quarkus;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one line of wiring that CDI needs: the guard, on Redis, closed with the application. */
class GuardProducer {
    // README
    @Produces
    @Singleton
    OnceGuard guard(@ConfigProperty(name = "once4j.redis.url") String url) {
        return OnceGuard.builder().client(LettuceNxClient.connect(url)).build();
    }

    void close(@Disposes OnceGuard guard) {
        guard.close();
    }
    // end
}
