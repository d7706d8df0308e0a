package io.github.once4j.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceGuard;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** A subscriber that cancels at the moment at which its key is granted; as often as {@code -Plong -Donce4j.cancels} says. */
class CancelRaceTest {
    private static final int CALLS = Integer.getInteger("once4j.cancels", 2_000);

    @ParameterizedTest
    @EnumSource
    void noKeyIsLeftBehind(Keys keys) throws Exception {
        ExecutorService cancelling = Executors.newSingleThreadExecutor();
        var begun = new AtomicInteger();
        try (OnceGuard guard = keys.guard().build()) {
            var feed = new FeedOnce(guard);
            feed.mono = lease -> {
                begun.incrementAndGet();
                return Mono.never();
            };
            for (int i = 0; i < CALLS; i++) {
                var subscriber = new BaseSubscriber<String>() {};
                int spins = ThreadLocalRandom.current().nextInt(keys == Keys.MEMORY ? 2_000 : 40_000);
                var cancelled = cancelling.submit(() -> {
                    for (int spin = 0; spin < spins; spin++) {
                        Thread.onSpinWait();
                    }
                    subscriber.cancel();
                });
                feed.strict("race-" + i % 4).onErrorComplete().subscribe(subscriber);
                cancelled.get();
            }
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(guard.held()).isEmpty();
                for (int key = 0; key < 4; key++) {
                    assertThat(guard.isLocked("mono-race-" + key)).isFalse();
                }
            });
        } finally {
            cancelling.shutdownNow();
        }
        assertThat(begun).hasValueGreaterThan(0).hasValueLessThan(CALLS);
    }
}
