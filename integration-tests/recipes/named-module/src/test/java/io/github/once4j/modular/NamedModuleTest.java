package io.github.once4j.modular;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import org.junit.jupiter.api.Test;

/** On the module path, two guards, as of two processes, exclude each other on one Redis. */
class NamedModuleTest {
    @Test
    void twoGuardsExcludeEachOther() {
        try (RealRedis redis = RealRedis.start();
                OnceGuard one = guard(redis);
                OnceGuard another = guard(redis)) {
            Invoices there = new InvoicesOnce(another, () -> "sent");
            Invoices here = new InvoicesOnce(one, () -> {
                assertThat(there.send(7)).isEmpty();
                return "sent";
            });

            assertThat(here.send(7)).contains("7: sent");
            assertThat(there.send(7)).contains("7: sent");
        }
    }

    @Test
    void modulesAreNamed() {
        assertThat(InvoicesOnce.class.getModule().getName()).isEqualTo("io.github.once4j.modular");
        assertThat(OnceGuard.class.getModule().getName()).isEqualTo("io.github.once4j.runtime");
    }

    private static OnceGuard guard(RealRedis redis) {
        return OnceGuard.builder().client(LettuceNxClient.connect(redis.uri())).build();
    }
}
