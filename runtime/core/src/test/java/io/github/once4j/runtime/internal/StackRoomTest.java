package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A recursion that calls a guarded method at each depth until the stack ends. */
class StackRoomTest {
    /** A fraction of those that a client is promised: frames are of different sizes before and after they are compiled. */
    private static final int FRAMES = 60;

    private final AtomicInteger overflows = new AtomicInteger();

    private final CountedClient client = new CountedClient(new InMemoryNxClient()) {
        @Override
        void fail() {
            try {
                descend(FRAMES, 1, 2, 3, 4);
            } catch (StackOverflowError noRoom) {
                overflows.incrementAndGet();
            }
        }

        @Override
        public Duration localHoldCacheTime() {
            return Duration.ofSeconds(1); // as that of a client on a network
        }
    };

    @Test
    void clientIsNotAskedWhereTheStackHasNoRoomForIt() throws Exception {
        try (OnceGuard guard = OnceGuard.builder().client(client).build()) {
            var ended = new AtomicInteger();
            var deep = new Thread(
                    null,
                    () -> {
                        try {
                            callAtEachDepth(guard, 0);
                        } catch (StackOverflowError expected) {
                            ended.incrementAndGet();
                        }
                    },
                    "deep",
                    500_000);
            deep.start();
            deep.join();
            assertThat(ended).hasValue(1);
            assertThat(client.acquired).hasPositiveValue();
            assertThat(overflows).hasValue(0);
        }
    }

    private static int callAtEachDepth(OnceGuard guard, int depth) {
        guard.tryRun("k" + depth, () -> {});
        return callAtEachDepth(guard, depth + 1) + 1;
    }

    private static long descend(int frames, long a, long b, long c, long d) {
        return frames == 0 ? a : descend(frames - 1, b, c, d, a) + (a ^ b) * c - d;
    }
}
