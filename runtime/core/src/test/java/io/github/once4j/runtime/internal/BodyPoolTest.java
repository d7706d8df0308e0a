package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that block, for which the pool of a guard was not made, end all the same. */
@Timeout(60)
class BodyPoolTest {
    private static final GuardedMethod METHOD = GuardedMethod.of(BodyPoolTest.class, "run", "{key}");

    @Test
    void bodiesThatBlockDoNotKeepOthersFromBeginning() {
        try (OnceGuard guard = OnceGuard.inMemory()) {
            var begun = new CountDownLatch(60);
            List<CompletableFuture<Boolean>> results = calls(guard, 60, lease -> {
                begun.countDown();
                return CompletableFuture.completedFuture(begun.await(30, TimeUnit.SECONDS));
            });
            assertThat(results).allSatisfy(each -> assertThat(each.join()).isTrue());
        }
    }

    @Test
    void moreBodiesThanThePoolHasThreadsMayEachWaitForAnotherGuardedCall() {
        try (OnceGuard guard = OnceGuard.inMemory()) {
            var begun = new CountDownLatch(100);
            List<CompletableFuture<Boolean>> results = calls(guard, 100, lease -> {
                begun.countDown();
                CompletableFuture<Boolean> inner =
                        METHOD.runAsync(guard, () -> "inner-" + lease.key(), other -> whenZero(begun), false);
                return CompletableFuture.completedFuture(inner.join());
            });
            assertThat(results).allSatisfy(each -> assertThat(each.join()).isTrue());
        }
    }

    /** Completes when all have counted down, on a thread that is none of the pool's. */
    private static CompletableFuture<Boolean> whenZero(CountDownLatch latch) {
        var result = new CompletableFuture<Boolean>();
        var waiting = new Thread(() -> {
            try {
                result.complete(latch.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException stop) {
                result.completeExceptionally(stop);
            }
        });
        waiting.setDaemon(true);
        waiting.start();
        return result;
    }

    private static List<CompletableFuture<Boolean>> calls(
            OnceGuard guard, int count, GuardedMethod.AsyncBody<Boolean> body) {
        return IntStream.range(0, count)
                .mapToObj(i -> METHOD.runAsync(guard, () -> "k" + i, body, false))
                .toList();
    }
}
