package io.github.once4j.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.servers.RealRedis;
import io.micronaut.context.ApplicationContext;
import jakarta.validation.ConstraintViolationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A guarded bean is intercepted, validated, scheduled and notified as a plain one is: each once. Two contexts exclude each other. */
class MicronautTest {
    private static RealRedis redis;
    private static ApplicationContext context;

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
        context = ApplicationContext.run(Map.of("once4j.redis.url", redis.uri()));
    }

    @AfterAll
    static void stop() {
        context.close();
        redis.close();
    }

    @Test
    void twoContextsExcludeEachOther() {
        try (var second = ApplicationContext.run(Map.of("once4j.redis.url", redis.uri()))) {
            Reports here = context.getBean(Reports.class);
            Reports there = second.getBean(Reports.class);
            assertThat(here.build("acme", () -> assertThatThrownBy(() -> there.build("acme", () -> {}))
                            .isInstanceOf(OnceLockedException.class)))
                    .isEqualTo("acme");
            assertThat(there.build("acme", () -> assertThatThrownBy(() -> here.build("acme", () -> {}))
                            .isInstanceOf(OnceLockedException.class)))
                    .isEqualTo("acme");
        }
    }

    @Test
    void methodAndClassAreSecuredAndCheckedOnce() {
        Reports reports = context.getBean(Reports.class);
        AdminReports adminReports = context.getBean(AdminReports.class);
        AdminInterceptor security = context.getBean(AdminInterceptor.class);
        security.isAdmin = false;
        assertThatThrownBy(() -> reports.secured("acme")).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> adminReports.build("acme")).isInstanceOf(SecurityException.class);

        security.isAdmin = true;
        security.checks = 0;
        assertThat(reports.secured("acme")).isEqualTo("acme");
        assertThat(adminReports.build("acme")).isEqualTo("acme");
        assertThat(security.checks).isEqualTo(2);
    }

    @Test
    void parameterIsValidated() {
        Reports reports = context.getBean(Reports.class);
        assertThat(reports.validated("acme")).isEqualTo("acme");
        assertThatThrownBy(() -> reports.validated(" ")).isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void eventArrivesOnce() {
        context.getEventPublisher(Reports.Request.class).publishEvent(new Reports.Request("acme"));
        assertThat(context.getBean(Reports.class).eventRuns).isEqualTo(1);
    }

    @Test
    void scheduledJobIsGuarded() {
        Cleanup cleanup = context.getBean(Cleanup.class);
        Triggers triggers = context.getBean(Triggers.class);
        OnceGuard guard = context.getBean(OnceGuard.class);
        int runs;
        try (Lease held = guard.tryAcquire("cleanup", LockOptions.DEFAULTS.waitAtMost(Duration.ofSeconds(10)))) {
            assertThat(held).isNotNull();
            runs = cleanup.runs.get();
            int calls = triggers.ended.get() + 1; // one may have begun before
            await().until(() -> triggers.ended.get() > calls);
            assertThat(cleanup.runs).hasValue(runs);
            assertThat(held.isHeld()).isTrue();
        }
        await().until(() -> cleanup.runs.get() > runs);
    }
}
