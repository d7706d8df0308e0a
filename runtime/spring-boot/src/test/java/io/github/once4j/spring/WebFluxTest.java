package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.spring.feed.Feed;
import io.github.once4j.spring.feed.FeedApplication;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances of an application on WebFlux and one Redis, over HTTP. */
@Timeout(60)
class WebFluxTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext one = run();
    private final ConfigurableApplicationContext two = run();

    private static ConfigurableApplicationContext run() {
        return new SpringApplicationBuilder(FeedApplication.class)
                .web(WebApplicationType.REACTIVE)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "spring.data.redis.port=" + RealRedis.shared().port(),
                        "once4j.prefix=webflux:",
                        Contexts.EXCLUDED)
                .run();
    }

    /** Not kept for the other test: after a client has hung up, Tomcat may close the connection of another request unanswered. */
    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext node, String path) {
        String port = Objects.requireNonNull(node.getEnvironment().getProperty("local.server.port"));
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static CompletableFuture<String> load(ConfigurableApplicationContext node) {
        return HTTP.sendAsync(
                        request(node, "/imports/7")
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
    }

    @Test
    void monoIsGuardedAcrossInstancesUntilItHasEnded() {
        OnceGuard guard = two.getBean(OnceGuard.class);
        CompletableFuture<String> first = load(one);
        await().until(() -> first.isDone() || guard.isLocked("import-7"));
        assertThat(first).as("the import, whose body waits").isNotDone();
        assertThat(load(two).join()).isEqualTo("busy");
        one.getBean(Feed.class).open();
        assertThat(first.join()).as("with the context of the request").isEqualTo("loaded 7 ann");
        assertThat(guard.isLocked("import-7")).isFalse();
    }

    @Test
    void fluxIsGuardedUntilItsClientHangsUp() throws Exception {
        OnceGuard guard = one.getBean(OnceGuard.class);
        HttpResponse<InputStream> stream = HTTP.send(request(one, "/ticks/a").build(), BodyHandlers.ofInputStream());
        try (InputStream body = stream.body()) {
            assertThat(new String(body.readNBytes(14))).isEqualTo("data:0 true\n\nd");
            HttpResponse<String> second = HTTP.send(request(two, "/ticks/a").build(), BodyHandlers.ofString());
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(guard.isLocked("ticks-a")).isTrue();
        }
        await().until(() -> !guard.isLocked("ticks-a"));
        assertThat(Stream.of(one, two).flatMap(node -> node.getBean(Feed.class).threads().stream()))
                .isNotEmpty()
                .noneMatch(thread -> thread.contains("http") || thread.contains("lettuce"));
    }
}
