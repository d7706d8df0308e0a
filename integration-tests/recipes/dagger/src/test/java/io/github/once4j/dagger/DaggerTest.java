package io.github.once4j.dagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.servers.RealRedis;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two components, as in two processes, exclude each other on one Redis. */
class DaggerTest {
    private Application here;
    private Application there;

    @Test
    void twoComponentsExcludeEachOther() {
        try (RealRedis redis = RealRedis.start()) {
            here = DaggerApplication.factory()
                    .create(redis.uri(), id -> "sent while there: "
                            + there.invoices().send(id));
            there = DaggerApplication.factory().create(redis.uri(), id -> "sent");

            assertThat(here.invoices().send(7)).contains("sent while there: " + Optional.empty());
            assertThat(there.invoices().send(7)).contains("sent");

            here.guard().close();
            there.guard().close();
        }
    }
}
