package io.github.once4j.weld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.servers.RealRedis;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.validation.ConstraintViolationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A guarded bean is intercepted, validated and notified as a plain one is: each once. Two containers exclude each other. */
class WeldTest {
    private static RealRedis redis;
    private static SeContainer container;

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
        GuardProducer.url = redis.uri();
        container = SeContainerInitializer.newInstance().initialize();
    }

    @AfterAll
    static void stop() {
        container.close();
        redis.close();
    }

    @Test
    void twoContainersExcludeEachOther() {
        try (SeContainer second = SeContainerInitializer.newInstance().initialize()) {
            Reports here = container.select(Reports.class).get();
            Reports there = second.select(Reports.class).get();
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
        Reports reports = container.select(Reports.class).get();
        AdminReports adminReports = container.select(AdminReports.class).get();
        AdminInterceptor.isAdmin = false;
        assertThatThrownBy(() -> reports.secured("acme")).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> adminReports.build("acme")).isInstanceOf(SecurityException.class);

        AdminInterceptor.isAdmin = true;
        AdminInterceptor.checks = 0;
        assertThat(reports.secured("acme")).isEqualTo("acme");
        assertThat(adminReports.build("acme")).isEqualTo("acme");
        assertThat(AdminInterceptor.checks).isEqualTo(2);
    }

    @Test
    void parameterAndResultAreValidated() {
        Reports reports = container.select(Reports.class).get();
        assertThat(reports.validated("acme")).isEqualTo("acme");
        assertThatThrownBy(() -> reports.validated(" ")).isInstanceOf(ConstraintViolationException.class);
        assertThatThrownBy(() -> reports.validated("too long")).isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void eventArrivesOnce() {
        container.getBeanManager().getEvent().fire(new Reports.Request("acme"));
        assertThat(container.select(Reports.class).get().eventRuns()).isEqualTo(1);
    }
}
