package io.github.once4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Handlers that return a guarded {@code Uni} or {@code Multi}, over HTTP, beside another process. */
@QuarkusTest
@QuarkusTestResource(OneRedis.class)
class ReactiveTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource("/feed/")
    URI uri;

    @Inject
    Feed feed;

    @ConfigProperty(name = "once4j.redis.url")
    String redis;

    private CompletableFuture<String> load(String id) {
        return HTTP.sendAsync(
                        HttpRequest.newBuilder(uri.resolve("imports/" + id))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
    }

    private static void await(BooleanSupplier so) throws InterruptedException {
        for (int i = 0; !so.getAsBoolean() && i < 1_000; i++) {
            Thread.sleep(10);
        }
        assertThat(so.getAsBoolean()).isTrue();
    }

    @Test
    void uniIsGuardedUntilItHasEnded() throws Exception {
        try (var other =
                OnceGuard.builder().client(LettuceNxClient.connect(redis)).build()) {
            CompletableFuture<String> first = load("7");
            await(() -> other.isLocked("load-7"));
            assertThat(load("7").join()).isEqualTo("busy");
            feed.open();
            assertThat(first.join()).isEqualTo("loaded 7");
            assertThat(other.isLocked("load-7")).isFalse();
            try (var held = other.tryAcquire("load-8")) {
                assertThat(held).isNotNull();
                assertThat(load("8").join()).isEqualTo("busy");
            }
        }
    }

    @Test
    void multiIsGuardedUntilItsClientHangsUp() throws Exception {
        try (var other =
                OnceGuard.builder().client(LettuceNxClient.connect(redis)).build()) {
            HttpResponse<InputStream> stream = HTTP.send(
                    HttpRequest.newBuilder(uri.resolve("ticks/a")).build(), BodyHandlers.ofInputStream());
            try (InputStream body = stream.body()) {
                assertThat(new String(body.readNBytes(11))).isEqualTo("data:0 true");
                assertThat(other.isLocked("ticks-a")).isTrue();
            }
            await(() -> !other.isLocked("ticks-a"));
        }
        assertThat(feed.threads()).isNotEmpty().noneMatch(thread -> thread.contains("eventloop"));
    }
}
