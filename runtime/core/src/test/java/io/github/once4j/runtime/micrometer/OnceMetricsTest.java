package io.github.once4j.runtime.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import io.github.once4j.runtime.memory.InMemoryNxClient;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.BlockingNxClient;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a meter registry has when calls ran, were skipped, failed, or lost their lease. */
@Timeout(30)
class OnceMetricsTest {
    private static final GuardedMethod IMPORT = GuardedMethod.of(OnceMetricsTest.class, "importFile", "import-{file}");
    private static final String NAME = OnceMetricsTest.class.getName();

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final InMemoryNxClient backend = new InMemoryNxClient();
    private final OnceMetrics metrics = new OnceMetrics(registry);
    private final OnceGuard guard =
            OnceGuard.builder().sharedClient(backend).listener(metrics).build();

    private final OnceGuard failing = OnceGuard.builder()
            .client(NxClient.blocking(new Failing(), Runnable::run))
            .listener(metrics)
            .build();

    /** A backend that is not there. */
    private static final class Failing implements BlockingNxClient {
        @Override
        public AcquireResult acquire(AcquireRequest request) {
            throw new NotExecutedException("not there");
        }

        @Override
        public boolean renew(RenewRequest request) {
            throw new NotExecutedException("not there");
        }

        @Override
        public boolean release(ReleaseRequest request) {
            throw new NotExecutedException("not there");
        }

        @Override
        public Optional<StoredLock> holder(String key) {
            throw new NotExecutedException("not there");
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        guard.close(Duration.ZERO);
        failing.close(Duration.ZERO);
        backend.close();
    }

    private static Tags method(String... more) {
        return Tags.of("class", NAME, "method", "importFile").and(more);
    }

    private double value(String name, Statistic statistic, Iterable<Tag> tags) {
        Meter meter = registry.find(name).tags(tags).meter();
        return meter == null
                ? 0
                : StreamSupport.stream(meter.measure().spliterator(), false)
                        .filter(each -> each.getStatistic() == statistic)
                        .mapToDouble(each -> each.getValue())
                        .sum();
    }

    private double calls(String outcome) {
        return value("once.calls", Statistic.COUNT, method("outcome", outcome));
    }

    private void awaitValue(double expected, String name, Statistic statistic, Iterable<Tag> tags) {
        await().untilAsserted(
                        () -> assertThat(value(name, statistic, tags)).as(name).isCloseTo(expected, within(1e-9)));
    }

    private void run(String key, Runnable body) {
        try (var lease = IMPORT.tryAcquire(guard, key)) {
            if (lease != null) {
                body.run();
                lease.succeeded();
            }
        }
    }

    @Test
    void runThatEnds() {
        run("import-a", () -> {
            awaitValue(1, "once.leases.held", Statistic.VALUE, Tags.empty());
            awaitValue(1, "once.runs.active", Statistic.ACTIVE_TASKS, method());
            clock.add(3, TimeUnit.SECONDS);
            assertThat(value("once.runs.active", Statistic.DURATION, method())).isEqualTo(3);
            pause();
        });
        awaitValue(1, "once.runs", Statistic.COUNT, method());
        assertThat(value("once.runs", Statistic.TOTAL_TIME, method())).isBetween(0.02, 20.0);
        assertThat(value("once.leases.held", Statistic.VALUE, Tags.empty())).isZero();
        assertThat(value("once.runs.active", Statistic.ACTIVE_TASKS, method())).isZero();
        assertThat(calls("ran")).isEqualTo(1);
        assertThat(calls("skipped")).isZero();
        assertThat(calls("failed")).isZero();
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void callThatWaits() throws Exception {
        var waiting = GuardedMethod.builder(OnceMetricsTest.class, "waiting", "import-{file}")
                .waitAtMost(Duration.ofSeconds(20))
                .build();
        var acquired = new AtomicBoolean();
        var caller = new Thread(() -> {
            try (var lease = waiting.tryAcquire(guard, "import-a")) {
                acquired.set(lease != null);
            }
        });
        run("import-a", () -> {
            caller.start();
            await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
            pause();
        });
        caller.join();
        assertThat(acquired).isTrue();
        Tags tags = Tags.of("class", NAME, "method", "waiting");
        awaitValue(1, "once.waits", Statistic.COUNT, tags);
        assertThat(value("once.waits", Statistic.TOTAL_TIME, tags)).isBetween(0.02, 20.0);
    }

    @Test
    void callThatIsSkipped() {
        run("import-a", () -> {
            run("import-a", () -> {});
            run("import-a", () -> {});
        });
        await().untilAsserted(() -> assertThat(calls("skipped")).isEqualTo(2));
        assertThat(calls("ran")).isEqualTo(1);
    }

    @Test
    void callWhoseWorkIsDoneIsNotOneThatFindsItRunning() {
        GuardedMethod keeps = GuardedMethod.builder(OnceMetricsTest.class, "importFile", "import-{file}")
                .keepAfterSuccess(Duration.ofMinutes(5))
                .build();
        try (Lease lease = Objects.requireNonNull(keeps.tryAcquire(guard, "import-a"))) {
            run("import-a", () -> {});
            lease.succeeded();
        }
        run("import-a", () -> {});
        run("import-a", () -> {});
        await().untilAsserted(() -> assertThat(calls("done")).isEqualTo(2));
        assertThat(calls("skipped")).isEqualTo(1);
    }

    @Test
    void callThatFailsSinceTheBackendDoes() {
        assertThatThrownBy(() -> IMPORT.tryAcquire(failing, "import-a")).isInstanceOf(OnceBackendException.class);
        awaitValue(1, "once.backend.failures", Statistic.COUNT, Tags.of("operation", "acquire"));
        assertThat(calls("failed")).isEqualTo(1);
        assertThat(calls("ran")).isZero();
        assertThat(value("once.leases.held", Statistic.VALUE, Tags.empty())).isZero();
    }

    /** By the application and by its container, for example. */
    @Test
    void aListenerThatWasAddedTwiceLeavesNoRunThatNeverEnds() {
        var twice = new OnceMetrics(registry, Tags.of("guard", "twice"));
        try (var other = OnceGuard.builder()
                .sharedClient(backend)
                .listener(twice)
                .listener(twice)
                .build()) {
            Objects.requireNonNull(IMPORT.tryAcquire(other, "import-a")).close();
        }
        assertThat(value("once.runs.active", Statistic.ACTIVE_TASKS, method("guard", "twice")))
                .isZero();
    }

    @Test
    void leaseThatIsLostIsARunThatEndsOnce() {
        var lost = new CountDownLatch(1);
        run("import-a", () -> {
            Objects.requireNonNull(guard.held().get(0));
            guard.release("import-a");
            awaitValue(1, "once.leases.lost", Statistic.COUNT, method("reason", "released_by_force"));
            lost.countDown();
        });
        assertThat(lost.getCount()).isZero();
        awaitValue(1, "once.runs", Statistic.COUNT, method());
        assertThat(value("once.leases.held", Statistic.VALUE, Tags.empty())).isZero();
        assertThat(value("once.runs.active", Statistic.ACTIVE_TASKS, method())).isZero();
    }

    @Test
    void tagsOfTheCallersAreOnEachMeter() {
        try (var tagged = OnceGuard.builder()
                .sharedClient(backend)
                .listener(new OnceMetrics(registry, Tags.of("guard", "second")))
                .build()) {
            tagged.tryRun("k", () -> {});
            tagged.tryRun("k", () -> tagged.release("k"));
        }
        await().until(() -> registry.find("once.leases.lost").counter() != null);
        assertThat(registry.getMeters())
                .filteredOn(meter -> "second".equals(meter.getId().getTag("guard")))
                .extracting(meter -> meter.getId().getName())
                .contains(
                        "once.calls",
                        "once.waits",
                        "once.runs",
                        "once.runs.active",
                        "once.leases.held",
                        "once.leases.lost");
    }

    /** Every event of every kind, with keys of their own: what the registry has depends on methods and reasons alone. */
    @Test
    void noTagHasMoreValuesWithMoreKeys() {
        everything(0, 10);
        Set<Meter.Id> few = meters();
        everything(10, 300);
        assertThat(meters()).as("meters after more keys").isEqualTo(few);
        assertThat(few)
                .hasSizeGreaterThan(9)
                .flatExtracting(Meter.Id::getTags)
                .extracting(Tag::getValue)
                .noneMatch(value -> value.contains("key-"));
    }

    private Set<Meter.Id> meters() {
        return registry.getMeters().stream().map(Meter::getId).collect(Collectors.toSet());
    }

    private void everything(int from, int to) {
        for (int i = from; i < to; i++) {
            String key = "key-" + i;
            run(key, () -> run(key, () -> {}));
            run(key, () -> guard.release(key));
            guard.tryRun(key + "-plain", () -> guard.tryRun(key + "-plain", () -> {}));
            assertThatThrownBy(() -> IMPORT.tryAcquire(failing, key)).isInstanceOf(OnceBackendException.class);
        }
        double expected = to;
        await().untilAsserted(() -> assertThat(
                        value("once.leases.lost", Statistic.COUNT, method("reason", "released_by_force")))
                .isEqualTo(expected));
    }
}
