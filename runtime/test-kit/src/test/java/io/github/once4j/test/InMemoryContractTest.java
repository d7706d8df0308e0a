package io.github.once4j.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.test.NxClientContract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The client in memory keeps the contract, and forgets what is over. */
class InMemoryNxClientTest extends NxClientContract {
    private final InMemoryNxClient backend = new InMemoryNxClient();

    @Override
    protected NxClient open() {
        return backend;
    }

    @Test
    void keptKeysThatNobodyAsksForDoNotStay() {
        var now = new AtomicLong();
        var client = new InMemoryNxClient(now::get);
        for (int i = 0; i < 10_000; i++) {
            client.acquire(new AcquireRequest("k" + i, Token.of("t"), Duration.ofSeconds(1), false));
            client.release("k" + i, Token.of("t"), Duration.ofMillis(1));
            now.addAndGet(10_000_000);
        }
        assertThat(client.size()).isLessThan(200);
    }
}
