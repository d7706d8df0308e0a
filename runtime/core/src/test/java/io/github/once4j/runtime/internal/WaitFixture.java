package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.Optional;

/** Calls that wait for a key, which the test says is held. */
abstract class WaitFixture extends PhaseFixture {
    static final MethodSettings WAITS = waits(5_000);

    /** Moves the clock until so many requests were sent, or a call has an outcome. */
    final void ask(int number) {
        int before = settled;
        for (long now = clock.millis(); client.acquires.size() < number && settled == before; now++) {
            assertThat(now).isLessThan(60_000);
            clock.moveTo(now);
        }
    }

    final void held(int ask, long remainingMillis) {
        client.acquires.get(ask).reply().complete(busy("another", remainingMillis));
    }

    static AcquireResult busy(String value, long remainingMillis) {
        return new AcquireResult.Busy(new StoredLock("once:k", value, Optional.of(Duration.ofMillis(remainingMillis))));
    }
}
