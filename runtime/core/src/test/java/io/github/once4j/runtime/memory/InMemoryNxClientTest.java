package io.github.once4j.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Expired keys are free, and forgotten. */
class InMemoryNxClientTest {
    @Test
    void keyIsKnownToBeHeldUntilItsTimeIsOver() {
        var now = new AtomicLong();
        var client = new InMemoryNxClient(now::get);
        client.acquire(new AcquireRequest("k", Token.of("t"), Duration.ofNanos(5), false));
        now.set(4);
        assertThat(client.isKnownHeld("k")).isTrue();
        now.set(5);
        assertThat(client.isKnownHeld("k")).isFalse();
        assertThat(client.holder("k")).isCompletedWithValue(Optional.empty());
        assertThat(client.size())
                .as("nothing is kept of a key that was asked for")
                .isZero();
    }

    @Test
    void keptKeysThatNobodyAsksForDoNotAccumulate() {
        var now = new AtomicLong();
        var client = new InMemoryNxClient(now::get);
        for (int i = 0; i < 10_000; i++) {
            client.acquire(new AcquireRequest("k" + i, Token.of("t"), Duration.ofSeconds(1), false));
            client.release(new ReleaseRequest("k" + i, Token.of("t"), Duration.ofMillis(1)));
            now.addAndGet(10_000_000);
        }
        assertThat(client.size()).isLessThan(200);
    }
}
