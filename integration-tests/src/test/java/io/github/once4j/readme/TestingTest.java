package io.github.once4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.test.OnceTestKit;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How an application tests its guarded classes. */
final class TestingTest {
    private final ReportService.Order order = new ReportService.Order(7);

    // README
    @Test
    void aReportIsNotBuiltTwiceAtATime() {
        try (OnceGuard guard = OnceGuard.inMemory()) {
            var reports = new ReportServiceOnce(guard);
            guard.tryRun(
                    "report-acme-7",
                    () -> assertThat(reports.build("acme", order)).isEmpty());
            assertThat(reports.build("acme", order)).isPresent();
        }
    }

    @Test
    void thePlainBodyIsTestedWithoutAGuard() {
        var service = new ReportService() {};
        assertThat(service.build("acme", order)).isPresent();
    }
    // end

    // README
    @Test
    void anImportStopsWhenItLosesItsKey() {
        try (var kit = OnceTestKit.create()) {
            var imports = new ImportServiceOnce(kit.guard());
            var rows = Stream.of("x", "y", "z").peek(row -> {
                if (row.equals("y")) {
                    kit.takeAway("import-a.csv"); // another process has it now
                }
            });
            assertThat(imports.importRows("a.csv", rows.iterator())).isEqualTo(2);
            kit.assertRanOnce(ImportService.class, "importRows");
        }
    }

    @Test
    void aReportThatIsBuiltElsewhereIsSkippedHere() {
        try (var kit = OnceTestKit.create()) {
            var reports = new ReportServiceOnce(kit.guard());
            kit.hold("report-acme-7");
            assertThat(reports.build("acme", order)).isEmpty();
            kit.free("report-acme-7");
            assertThat(reports.build("acme", order)).isPresent();
            kit.assertRanOnce("report-acme-7");
        }
    }

    @Test
    void aLeaseThatCannotBeRenewedIsLostInTime() {
        try (var kit = OnceTestKit.create();
                Lease lease = Objects.requireNonNull(kit.guard().tryAcquire("nightly"))) {
            kit.advance(Duration.ofHours(1)); // renewed, without waiting for an hour
            assertThat(lease.isHeld()).isTrue();
            kit.disconnect();
            kit.advance(Duration.ofSeconds(30));
            assertThat(lease.isHeld()).isFalse();
        }
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
