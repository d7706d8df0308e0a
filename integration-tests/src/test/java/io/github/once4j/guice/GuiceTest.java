package io.github.once4j.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import org.junit.jupiter.api.Test;

/** Two injectors on one Redis: the module knows of the guard, and of nothing else. */
final class GuiceTest {
    @Test
    void injectedJobRunsOnceOnTwoInjectorsWithOneRedis() {
        try (var redis = RealRedis.start();
                NxClient client = LettuceNxClient.connect(redis.uri());
                NxClient otherClient = LettuceNxClient.connect(redis.uri())) {
            NightlyReport job = job(client);
            NightlyReport other = job(otherClient);

            assertThat(job.send("acme", () -> {
                        assertThat(other.send("acme", () -> {})).isEmpty();
                        assertThat(other.send("globex", () -> {})).contains("sent to globex");
                    }))
                    .contains("sent to acme");
            assertThat(other.send("acme", () -> {})).contains("sent to acme");
        }
    }

    private static NightlyReport job(NxClient client) {
        return Guice.createInjector(new GuardModule(client)).getInstance(NightlyReportOnce.class);
    }

    private static final class GuardModule extends AbstractModule {
        private final NxClient client;

        GuardModule(NxClient client) {
            this.client = client;
        }

        @Provides
        @Singleton
        OnceGuard guard() {
            return OnceGuard.builder().sharedClient(client).build();
        }
    }
}
