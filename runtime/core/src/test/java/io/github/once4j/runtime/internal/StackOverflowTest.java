package io.github.once4j.runtime.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A recursion that calls guarded methods until the stack ends, inside the guard or inside a body: each key is free after its
 * lease at most. {@code -Plong -Doverflows=600} for many: with 3000, leases are lost that a machine of two cores cannot renew, and
 * the end of a body after the loss of its lease may be missed.
 */
class StackOverflowTest {
    private static final GuardedMethod METHOD = GuardedMethod.builder(StackOverflowTest.class, "run", "{key}")
            .lease(Duration.ofSeconds(1))
            .build();
    private static final int OVERFLOWS = Integer.getInteger("overflows", 60);
    private static final Logger[] LOGS = {Logger.getLogger("io.github.once4j"), Logger.getLogger("io.netty")};

    private final Random random = new Random(7);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger overflows = new AtomicInteger();

    @BeforeEach
    void quiet() {
        for (Logger each : LOGS) {
            each.setLevel(Level.OFF);
        }
    }

    @AfterEach
    void loud() {
        for (Logger each : LOGS) {
            each.setLevel(null);
        }
    }

    @ParameterizedTest
    @CsvSource({"MEMORY, false", "MEMORY, true", "REDIS, false", "REDIS, true"})
    void everyKeyIsFreeAfterItsLease(LeakTest.Backend backend, boolean async) throws Exception {
        try (OnceGuard guard = OnceGuard.builder()
                .client(backend.open())
                .prefix("overflow:")
                .lease(Duration.ofSeconds(1))
                .build()) {
            var deep = new Thread(null, () -> overflow(guard, async), "deep", 300_000);
            deep.start();
            deep.join();
            LockEngine engine = ((EngineGuard) guard).engine();
            await().atMost(15, SECONDS).until(engine::isIdle);
            assertThat(overflows).hasValue(OVERFLOWS);
            await().ignoreExceptions().atMost(15, SECONDS).until(() -> guard.tryRun("afterwards", () -> {}));
            Deque<String> keys = new ArrayDeque<>();
            for (int i = 0; i < calls.get(); i += 1 + calls.get() / 200) {
                keys.add("k" + i);
            }
            await().ignoreExceptions()
                    .pollDelay(Duration.ZERO)
                    .atMost(5, SECONDS)
                    .until(() -> {
                        while (!keys.isEmpty() && !guard.isLocked(keys.element())) {
                            keys.remove();
                        }
                        return keys.isEmpty();
                    });
        }
    }

    /** Bodies whose stages complete in the last frames of a stack, wherever in the guard that ends; and that lose their leases then. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAsyncBodyThatEndsAtTheEndOfAStackKeepsNoKey(boolean isLost) throws Exception {
        try (OnceGuard guard = OnceGuard.builder()
                .client(new InMemoryNxClient())
                .lease(Duration.ofSeconds(1))
                .build()) {
            Queue<CompletableFuture<String>> bodies = new ConcurrentLinkedQueue<>();
            List<CompletableFuture<String>> results = new ArrayList<>();
            for (int i = 0; i < 60 * OVERFLOWS; i++) {
                String key = "end" + i;
                results.add(METHOD.runAsync(
                        guard,
                        () -> key,
                        lease -> {
                            var body = new CompletableFuture<String>();
                            bodies.add(body);
                            return body;
                        },
                        "locked"));
            }
            await().until(() -> bodies.size() // and calls that a busy machine has refused
                            + results.stream().filter(CompletableFuture::isDone).count()
                    == results.size());
            var deep = new Thread(null, () -> completeAtTheEnd(bodies), "deep", 300_000);
            List<CompletableFuture<String>> all = List.copyOf(bodies);
            deep.start();
            deep.join();
            for (int i = 0; isLost && i < results.size(); i++) {
                guard.release("end" + i);
            }
            all.forEach(each -> each.complete("late")); // those that were not reached, or met the end themselves
            await().atMost(15, SECONDS).until(((EngineGuard) guard).engine()::isIdle);
            results.forEach(each -> assertThat(each).isDone());
        }
    }

    private static void completeAtTheEnd(Queue<CompletableFuture<String>> bodies) {
        int deepest = depth(Integer.MAX_VALUE, new ArrayDeque<>());
        for (int i = 0; i < OVERFLOWS; i++) {
            deepest = Math.max(deepest - 500, depth(deepest - 40, bodies));
        }
    }

    /** Descends until the stack ends, and completes a body in each frame from one on; returns how deep it was. */
    private static int depth(int completesFrom, Queue<CompletableFuture<String>> bodies) {
        int[] depth = new int[1];
        try {
            descend(depth, completesFrom, bodies);
        } catch (StackOverflowError expected) {
            return depth[0];
        }
        return depth[0];
    }

    private static void descend(int[] depth, int completesFrom, Queue<CompletableFuture<String>> bodies) {
        if (++depth[0] > completesFrom) {
            CompletableFuture<String> body = bodies.poll();
            if (body != null) {
                body.complete("ran");
            }
        }
        descend(depth, completesFrom, bodies);
    }

    private void overflow(OnceGuard guard, boolean async) {
        for (int i = 0; i < OVERFLOWS; i++) {
            try {
                descend(guard, async, random.nextInt(100));
            } catch (StackOverflowError expected) {
                overflows.incrementAndGet();
            }
        }
    }

    private int descend(OnceGuard guard, boolean async, int depth) {
        if (depth % 100 != 0) {
            return descend(guard, async, depth + 1) + 1;
        }
        String key = "k" + calls.getAndIncrement();
        if (async) {
            METHOD.runAsync(guard, () -> key, lease -> CompletableFuture.completedFuture("ran"), "locked");
            return descend(guard, true, depth + 1) + 1;
        }
        try (Lease lease = METHOD.tryAcquire(guard, key)) {
            return descend(guard, false, depth + 1) + (lease == null ? 0 : 1);
        } catch (OnceBackendException broken) { // what the client's own code left behind at an earlier overflow
            return descend(guard, false, depth + 1);
        }
    }
}
