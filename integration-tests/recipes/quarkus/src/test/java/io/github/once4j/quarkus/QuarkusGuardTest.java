package io.github.once4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockOptions;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.OnceLockedException;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A guarded bean is secured, intercepted, validated, counted and notified as a plain one is: each once. */
@QuarkusTest
@QuarkusTestResource(OneRedis.class)
class QuarkusGuardTest {
    @Inject
    Reports reports;

    @Inject
    AdminReports adminReports;

    @Inject
    NightlyJob job;

    @Inject
    Cleanup cleanup;

    @Inject
    Event<Reports.Request> requests;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "once4j.redis.url")
    String redis;

    @Test
    void anotherProcessIsExcluded() {
        try (var other =
                OnceGuard.builder().client(LettuceNxClient.connect(redis)).build()) {
            var theirs = new ReportsOnce(other);
            assertThat(reports.build("acme", () -> assertThatThrownBy(() -> theirs.build("acme", () -> {}))
                            .isInstanceOf(OnceLockedException.class)))
                    .isEqualTo("acme");
            assertThat(theirs.build("acme", () -> assertThatThrownBy(() -> reports.build("acme", () -> {}))
                            .isInstanceOf(OnceLockedException.class)))
                    .isEqualTo("acme");
        }
    }

    @Test
    void nobodyIsRefused() {
        assertThatThrownBy(() -> reports.allowed("acme")).isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> reports.denied("acme")).isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> adminReports.build("acme")).isInstanceOf(UnauthorizedException.class);
    }

    @Test
    @TestSecurity(user = "ann", roles = "reader")
    void readerIsRefused() {
        assertThatThrownBy(() -> reports.allowed("acme")).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> reports.denied("acme")).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> adminReports.build("acme")).isInstanceOf(ForbiddenException.class);
    }

    @Test
    @TestSecurity(user = "ann", roles = "admin")
    void adminIsLetIn() {
        assertThat(reports.allowed("acme")).isEqualTo("acme");
        assertThatThrownBy(() -> reports.denied("acme")).isInstanceOf(ForbiddenException.class);
        int before = AuditInterceptor.CALLS.get();
        assertThat(adminReports.build("acme")).isEqualTo("acme");
        assertThat(AuditInterceptor.CALLS.get() - before).isEqualTo(1);
    }

    @Test
    void interceptorRunsOnce() {
        int before = AuditInterceptor.CALLS.get();
        reports.audited("acme");
        assertThat(AuditInterceptor.CALLS.get() - before).isEqualTo(1);
    }

    @Test
    void callIsCountedOnce() {
        reports.counted("acme");
        assertThat(meters.get("reports").counter().count()).isEqualTo(1);
    }

    @Test
    void parameterAndResultAreValidated() {
        assertThat(reports.validated("acme")).isEqualTo("acme");
        assertThatThrownBy(() -> reports.validated(" ")).isInstanceOf(ConstraintViolationException.class);
        assertThatThrownBy(() -> reports.validated("too long")).isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void eventArrivesOnce() {
        requests.fire(new Reports.Request("acme"));
        assertThat(reports.eventRuns()).isEqualTo(1);
    }

    /** The concrete bean with the schedule calls the guarded one, whose body does not run while another process holds the key. */
    @Test
    void scheduledJobIsGuarded() {
        int runs;
        try (var other =
                        OnceGuard.builder().client(LettuceNxClient.connect(redis)).build();
                Lease held = other.tryAcquire("cleanup", LockOptions.DEFAULTS.waitAtMost(Duration.ofSeconds(10)))) {
            assertThat(held).isNotNull();
            runs = cleanup.runs();
            int calls = job.ended() + 1; // one may have begun before
            await().until(() -> job.ended() > calls);
            assertThat(cleanup.runs()).isEqualTo(runs);
            assertThat(held.isHeld()).isTrue();
        }
        await().until(() -> cleanup.runs() > runs);
    }
}
