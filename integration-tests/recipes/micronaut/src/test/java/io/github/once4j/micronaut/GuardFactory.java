package io.github.once4j.micronaut;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;

/** The wiring that Micronaut needs: the guard, on Redis, closed with the context. */
@Factory
public final class GuardFactory {
    @Bean(preDestroy = "close")
    @Context // connects at the start, and fails there if Redis is down
    OnceGuard guard(@Value("${once4j.redis.url}") String url) {
        return OnceGuard.builder().client(LettuceNxClient.connect(url)).build();
    }
}
