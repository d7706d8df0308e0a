package io.github.once4j.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceLockedException;
import io.smallrye.mutiny.Multi;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** {@code keepAfterSuccess}, {@code waitAtMost}, {@code holdAtMost} and {@code interruptOnLost} on each reactive type. */
@Timeout(60)
class SettingsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** The methods of one setting, by their keys. */
    private static Map<String, Function<SettingsFeedOnce, Flux<String>>> methods(
            String setting,
            Function<SettingsFeedOnce, Flux<String>> mono,
            Function<SettingsFeedOnce, Flux<String>> flux,
            Function<SettingsFeedOnce, Multi<String>> uni,
            Function<SettingsFeedOnce, Multi<String>> multi) {
        Map<String, Function<SettingsFeedOnce, Flux<String>>> methods = new LinkedHashMap<>();
        methods.put(setting + "-mono", mono);
        methods.put(setting + "-flux", flux);
        methods.put(setting + "-uni", feed -> JdkFlowAdapter.flowPublisherToFlux(uni.apply(feed)));
        methods.put(setting + "-multi", feed -> JdkFlowAdapter.flowPublisherToFlux(multi.apply(feed)));
        return methods;
    }

    private static void awaitFree(OnceGuard guard, String key) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(guard.isLocked(key)).as(key).isFalse());
    }

    @ParameterizedTest
    @EnumSource
    void keyIsKeptAfterSuccessAndAfterNothingElse(Keys keys) {
        var methods = methods(
                "kept",
                feed -> feed.keptMono().flux(),
                SettingsFeedOnce::keptFlux,
                feed -> feed.keptUni().toMulti(),
                SettingsFeedOnce::keptMulti);
        try (OnceGuard guard = keys.guard().build()) {
            var feed = new SettingsFeedOnce(guard);
            methods.forEach((key, method) -> {
                feed.body = lease -> Flux.error(new IOException("broken"));
                assertThat(method.apply(feed).onErrorReturn("failed").blockLast(LONG))
                        .as(key)
                        .isEqualTo("failed");
                awaitFree(guard, key);

                var begun = new CountDownLatch(1);
                feed.body = lease -> Flux.<String>never().doOnSubscribe(subscription -> begun.countDown());
                Disposable run = method.apply(feed).subscribe();
                await().atMost(LONG).until(() -> begun.getCount() == 0);
                run.dispose();
                awaitFree(guard, key);

                feed.body = lease -> Flux.just("ran");
                assertThat(method.apply(feed).blockLast(LONG)).as(key).isEqualTo("ran");
                assertThat(guard.isLocked(key)).as(key).isTrue();
                assertThat(method.apply(feed)
                                .onErrorReturn(OnceLockedException.class, "locked")
                                .blockLast(LONG))
                        .isEqualTo("locked");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void callWaitsForItsKeyAndACancelEndsTheWait(Keys keys) {
        var methods = methods(
                "waits",
                feed -> feed.waitsMono().flux(),
                SettingsFeedOnce::waitsFlux,
                feed -> feed.waitsUni().toMulti(),
                SettingsFeedOnce::waitsMulti);
        try (OnceGuard guard = keys.guard().build()) {
            var feed = new SettingsFeedOnce(guard);
            methods.forEach((key, method) -> {
                CompletableFuture<String> waiting;
                try (Lease held = Objects.requireNonNull(guard.tryAcquire(key))) {
                    method.apply(feed).subscribe().dispose();
                    waiting = method.apply(feed).last().toFuture();
                    assertThat(waiting).as(key).isNotDone();
                    assertThat(held.isHeld()).isTrue();
                }
                assertThat(waiting).as(key).succeedsWithin(LONG).isEqualTo("ran");
                awaitFree(guard, key);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodyThatHangsIsStoppedAndItsKeyFreed(Keys keys) {
        var methods = methods(
                "bounded",
                feed -> feed.boundedMono().flux(),
                SettingsFeedOnce::boundedFlux,
                feed -> feed.boundedUni().toMulti(),
                SettingsFeedOnce::boundedMulti);
        try (OnceGuard guard = keys.guard().build()) {
            var feed = new SettingsFeedOnce(guard);
            var cancelled = new CountDownLatch(methods.size());
            feed.body = lease -> Flux.<String>never().doOnCancel(cancelled::countDown);
            List<CompletableFuture<Void>> runs = methods.values().stream()
                    .map(method -> method.apply(feed).then().toFuture())
                    .toList();
            await().atMost(LONG).until(() -> guard.held().size() == methods.size());
            assertThat(runs)
                    .allSatisfy(run -> assertThat(run)
                            .failsWithin(LONG)
                            .withThrowableThat()
                            .withCauseInstanceOf(OnceLeaseLostException.class));
            await().atMost(LONG).until(() -> cancelled.getCount() == 0);
            methods.keySet().forEach(key -> awaitFree(guard, key));
        }
    }
}
