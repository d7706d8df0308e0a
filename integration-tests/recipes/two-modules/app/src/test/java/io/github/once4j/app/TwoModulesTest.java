package io.github.once4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.api.Invoices;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import org.junit.jupiter.api.Test;

/** Two guards, as of two processes, exclude each other on one Redis. */
class TwoModulesTest {
    @Test
    void twoGuardsExcludeEachOther() {
        try (RealRedis redis = RealRedis.start();
                OnceGuard one = guard(redis);
                OnceGuard another = guard(redis)) {
            Invoices there = MailedInvoices.guarded(another, () -> "sent");
            Invoices here = MailedInvoices.guarded(one, () -> {
                assertThat(there.send(7)).isEmpty();
                return "sent";
            });

            assertThat(here.send(7)).contains("7: sent");
            assertThat(there.send(7)).contains("7: sent");
        }
    }

    private static OnceGuard guard(RealRedis redis) {
        return OnceGuard.builder().client(LettuceNxClient.connect(redis.uri())).build();
    }
}
