package io.github.once4j.weld;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The wiring that CDI needs: the guard, on Redis, closed with the container. */
@ApplicationScoped
public class GuardProducer {
    static String url = "redis://localhost";

    @Produces
    @Singleton
    OnceGuard guard() {
        return OnceGuard.builder().client(LettuceNxClient.connect(url)).build();
    }

    void close(@Disposes OnceGuard guard) {
        guard.close();
    }
}
