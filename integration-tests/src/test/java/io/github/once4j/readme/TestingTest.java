package io.github.once4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How an application tests its guarded classes. */
final class TestingTest {
    private final Order order = new Order(7);

    // README
    @Test
    void aReportIsNotBuiltTwiceAtATime() {
        try (OnceGuard guard = OnceGuard.inMemory()) {
            var reports = new ReportServiceOnce(guard);
            guard.tryRun(
                    "report-acme-7",
                    () -> assertThat(reports.build("acme", order)).isNull());
            assertThat(reports.build("acme", order)).isNotNull();
        }
    }

    @Test
    void thePlainBodyIsTestedWithoutAGuard() {
        var service = new ReportService() {};
        assertThat(Objects.requireNonNull(service.build("acme", order)).tenantId())
                .isEqualTo("acme");
    }
    // end

    @Test
    void thePlainBodyGetsALeaseThatIsHeld() {
        // README
        var imports = new ImportService() {};
        int rows = imports.importRows("a.csv", List.of("x", "y").iterator(), Lease.unguarded());
        // end
        assertThat(rows).isEqualTo(2);
    }
}
