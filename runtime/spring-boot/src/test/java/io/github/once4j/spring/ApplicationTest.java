package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.spring.shop.Journal;
import io.github.once4j.spring.shop.Orders;
import io.github.once4j.spring.shop.OrdersOnce;
import io.github.once4j.spring.shop.ShopApplication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances of an application on one Redis, over HTTP, with Actuator. */
@Timeout(120)
class ApplicationTest {
    private static final RealRedis REDIS = RealRedis.start();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext two;

    @BeforeAll
    static void start() {
        one = run();
        two = run("management.endpoint.once.access=unrestricted", "once4j.endpoint.show-keys=true");
    }

    private static ConfigurableApplicationContext run(String... properties) {
        return new SpringApplicationBuilder(ShopApplication.class)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "spring.data.redis.port=" + REDIS.port(),
                        "management.endpoints.web.exposure.include=once,health,prometheus",
                        "management.health.once.enabled=true",
                        "management.endpoint.health.show-details=always",
                        "once4j.close-timeout=1s",
                        Contexts.EXCLUDED)
                .properties(properties)
                .run();
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        REDIS.close();
    }

    private static Orders orders(ConfigurableApplicationContext node) {
        return node.getBean(Orders.class);
    }

    private static long runs(String run) {
        return one.getBean(Journal.class).count(run)
                + two.getBean(Journal.class).count(run);
    }

    private static HttpResponse<String> ask(ConfigurableApplicationContext node, String method, String path)
            throws IOException, InterruptedException {
        String port = Objects.requireNonNull(node.getEnvironment().getProperty("local.server.port"));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String path(String key) {
        return "/actuator/once/"
                + URLEncoder.encode(key, StandardCharsets.UTF_8)
                        .replace("%2F", "/")
                        .replace("+", "%20");
    }

    @Test
    void scheduledJobsRunOnOneInstance() {
        await().until(() -> runs("fast") > 0 && runs("twice") > 0 && runs("slow") > 0);
        MeterRegistry metrics = one.getBean(MeterRegistry.class);
        await().until(() -> List.of("fast", "twice", "slow").stream()
                .allMatch(method -> skipped(metrics, method) + skipped(two.getBean(MeterRegistry.class), method) > 2));
        assertThat(List.of(runs("fast"), runs("twice"), runs("slow"))).containsOnly(1L);
    }

    /** Of the slow job a run is under way; the others are kept by runs that have ended. */
    private static double skipped(MeterRegistry metrics, String method) {
        return Stream.of("skipped", "done")
                .flatMap(outcome ->
                        metrics.find("once.calls").tags("method", method, "outcome", outcome).counters().stream())
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void webhookIsGuardedPerOrderAcrossInstances() throws Exception {
        orders(one).close();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> {
            try {
                return ask(one, "POST", "/orders/7").body();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        assertThat(orders(one).awaitStart()).isTrue();
        assertThat(ask(two, "POST", "/orders/7").body()).isEqualTo("busy");
        assertThat(ask(two, "POST", "/orders/8").body()).isEqualTo("done pay 8");
        orders(one).open();
        assertThat(first.join()).isEqualTo("done pay 7");
        assertThat(ask(two, "POST", "/orders/7").body()).isEqualTo("done pay 7");
    }

    @Test
    void futureAsyncEventAndRetryAreGuarded() throws Exception {
        orders(one).close();
        CompletableFuture<String> shipped = orders(one).ship("1");
        assertThat(orders(one).awaitStart()).isTrue();
        assertThat(orders(two).ship("1").join()).isEqualTo("busy");
        orders(one).open();
        assertThat(shipped.join()).isEqualTo("shipped 1");

        orders(one).close();
        orders(one).mail("1");
        assertThat(orders(one).awaitStart()).isTrue();
        CompletableFuture<Void> event = CompletableFuture.runAsync(() -> one.publishEvent(new Orders.Paid("1")));
        await().until(() -> runs("event 1") == 1);
        two.publishEvent(new Orders.Paid("1"));
        orders(two).mail("1");
        await().until(() -> skipped(two.getBean(MeterRegistry.class), "mail") == 1);
        orders(one).open();
        event.join();
        assertThat(List.of(runs("mail 1"), runs("event 1"))).containsOnly(1L);

        orders(one).retry("1");
        assertThat(runs("retry")).isEqualTo(3);
    }

    @Test
    void constraintsAreChecked() {
        assertThatThrownBy(() -> orders(one).pay(" ")).isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void guardedClassIsTheOnlyBean() {
        assertThat(one.getBeansOfType(Orders.class).values()).singleElement().isInstanceOf(OrdersOnce.class);
    }

    @Test
    void endpointListsAndReadsAndReleasesKeys() throws Exception {
        OnceGuard guard = two.getBean(OnceGuard.class);
        String key = "tenant/ä b?x=1%2 50%";
        try (var lease = guard.tryAcquire(key)) {
            assertThat(lease).isNotNull();
            assertThat(ask(two, "GET", "/actuator/once").body()).contains("\"key\":\"" + key + "\"");
            assertThat(ask(one, "GET", "/actuator/once").body())
                    .contains("\"held\":[")
                    .doesNotContain("tenant");
            assertThat(ask(one, "GET", path(key)).body())
                    .contains("\"locked\":true")
                    .contains("\"pid\":" + ProcessHandle.current().pid());
            assertThat(ask(one, "DELETE", path(key)).statusCode())
                    .as("without write access")
                    .isBetween(400, 499);
            assertThat(guard.isLocked(key)).isTrue();
            assertThat(ask(two, "DELETE", path(key)).body()).contains("\"released\":true");
            assertThat(guard.isLocked(key)).isFalse();
            assertThat(lease.isHeld()).isFalse();
        }
        assertThat(ask(one, "GET", path(key)).body()).contains("\"locked\":false");
    }

    @Test
    void healthAsksTheBackend() throws Exception {
        assertThat(ask(one, "GET", "/actuator/health").body())
                .contains("\"once\":{")
                .contains("Redis at localhost");
    }

    @Test
    void metricsAreExported() throws Exception {
        assertThat(orders(one).pay("metrics")).isEqualTo("done pay metrics");
        assertThat(ask(one, "GET", "/actuator/prometheus").body())
                .contains(
                        "once_calls_total{class=\"io.github.once4j.spring.shop.Orders\",method=\"pay\",outcome=\"ran\"}")
                .contains("once_runs_seconds_count{class=\"io.github.once4j.spring.shop.Orders\",method=\"pay\"}")
                .contains("once_runs_active_seconds_")
                .contains("once_leases_held ")
                .doesNotContain("order-metrics");
    }

    @Test
    void closingWithARunningBodyTellsItAndReleasesItsKey() throws Exception {
        ConfigurableApplicationContext closing = run();
        Journal journal = closing.getBean(Journal.class);
        OnceGuard other = one.getBean(OnceGuard.class);
        orders(closing).close();
        CompletableFuture<Integer> body = CompletableFuture.supplyAsync(() -> {
            try {
                return closing.getBean(OrdersOnce.class).endless();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        });
        assertThat(orders(closing).awaitStart()).isTrue();
        assertThat(other.isLocked("endless")).isTrue();
        long began = System.nanoTime();

        closing.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(body.join()).isEqualTo(1);
        assertThat(journal.count("told")).isEqualTo(1);
        await().until(() -> !other.isLocked("endless"));
    }
}
