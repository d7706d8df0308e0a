package io.github.once4j.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.servers.RealRedis;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two injectors, as in two processes, exclude each other on one Redis. */
class GuiceTest {
    private Invoices here;
    private Invoices there;

    @Test
    void twoInjectorsExcludeEachOther() {
        try (RealRedis redis = RealRedis.start()) {
            Injector first = injector(redis, id -> "sent while there: " + there.send(id));
            Injector second = injector(redis, id -> "sent");
            here = first.getInstance(Invoices.class);
            there = second.getInstance(Invoices.class);

            assertThat(here.send(7)).contains("sent while there: " + Optional.empty());
            assertThat(there.send(7)).contains("sent");

            first.getInstance(OnceGuard.class).close();
            second.getInstance(OnceGuard.class).close();
        }
    }

    private static Injector injector(RealRedis redis, Mail mail) {
        return Guice.createInjector(new InvoiceModule(redis.uri()), new AbstractModule() {
            @Override
            protected void configure() {
                bind(Mail.class).toInstance(mail);
            }
        });
    }
}
