package io.github.once4j.runtime.micrometer;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceMethod;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records the events of guards in a meter registry. Thread-safe; one object may listen to several guards.
 *
 * <pre>{@code
 * OnceGuard.builder().client(client).listener(new OnceMetrics(registry)).build()
 * }</pre>
 *
 * <table>
 * <caption>Meters; a key is never a tag</caption>
 * <tr><th>name</th><th>type</th><th>tags</th><th>meaning</th></tr>
 * <tr><td>{@code once.calls}</td><td>counter</td><td>{@code class}, {@code method}, {@code outcome}</td>
 *     <td>calls that {@code ran}, were {@code skipped} since their key was held by a run, found that their work was {@code done}
 *     since a finished run keeps the key, or {@code failed} since the backend did</td></tr>
 * <tr><td>{@code once.waits}</td><td>timer</td><td>{@code class}, {@code method}</td>
 *     <td>calls, until their key was acquired or found held: with {@code waitAtMost}, how long they waited</td></tr>
 * <tr><td>{@code once.runs}</td><td>timer</td><td>{@code class}, {@code method}</td>
 *     <td>runs, from the grant of the key to its release or loss</td></tr>
 * <tr><td>{@code once.runs.active}</td><td>long task timer</td><td>{@code class}, {@code method}</td><td>runs that hold their
 *     key now</td></tr>
 * <tr><td>{@code once.leases.held}</td><td>gauge</td><td></td><td>keys that are held now</td></tr>
 * <tr><td>{@code once.leases.lost}</td><td>counter</td><td>{@code class}, {@code method}, {@code reason}</td>
 *     <td>leases that were lost while their body ran</td></tr>
 * <tr><td>{@code once.backend.failures}</td><td>counter</td><td>{@code operation}</td><td>commands that failed</td></tr>
 * </table>
 */
public final class OnceMetrics implements OnceListener {
    private final MeterRegistry registry;
    private final Tags common;
    private final Map<OnceMethod, MethodMeters> methods = new ConcurrentHashMap<>();
    private final Map<Lease, LongTaskTimer.Sample> active = new ConcurrentHashMap<>();

    /**
     * Records in a registry. Guards that record in the same registry share one object of this class, or have objects whose tags
     * differ: a registry has one gauge of a name.
     *
     * @param registry the registry
     */
    public OnceMetrics(MeterRegistry registry) {
        this(registry, List.of());
    }

    /**
     * Records in a registry, with tags of the caller's on each meter.
     *
     * @param registry the registry
     * @param tags the tags, such as the name of a guard
     */
    public OnceMetrics(MeterRegistry registry, Iterable<Tag> tags) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.common = Tags.of(Objects.requireNonNull(tags, "tags"));
        Gauge.builder("once.leases.held", active, Map::size)
                .description("Keys that are held now")
                .tags(common)
                .register(registry);
    }

    @Override
    public void acquired(Acquired event) {
        MethodMeters meters = meters(event.method());
        meters.ran.increment();
        meters.waits.record(event.waited());
        if (!active.containsKey(event.lease())) { // added to the guard twice: a second sample would never be stopped
            active.put(event.lease(), meters.active.start());
        }
    }

    @Override
    public void locked(Locked event) {
        MethodMeters meters = meters(event.method());
        (event.holder().finished() ? meters.done : meters.skipped).increment();
        meters.waits.record(event.waited());
    }

    @Override
    public void released(Released event) {
        ended(event.lease());
        meters(event.method()).runs.record(event.held());
    }

    @Override
    public void leaseLost(LeaseLost event) {
        ended(event.lease());
        MethodMeters meters = meters(event.method());
        meters.runs.record(event.held());
        registry.counter(
                        "once.leases.lost",
                        meters.tags.and("reason", event.reason().name().toLowerCase(Locale.ROOT)))
                .increment();
    }

    @Override
    public void backendFailed(BackendFailed event) {
        registry.counter(
                        "once.backend.failures",
                        common.and("operation", event.operation().name().toLowerCase(Locale.ROOT)))
                .increment();
        if (event.operation() == BackendFailed.Operation.ACQUIRE) {
            meters(event.method()).failed.increment();
        }
    }

    private void ended(Lease lease) {
        LongTaskTimer.Sample sample = active.remove(lease);
        if (sample != null) {
            sample.stop();
        }
    }

    private MethodMeters meters(OnceMethod method) {
        MethodMeters known = methods.get(method);
        return known != null ? known : methods.computeIfAbsent(method, each -> MethodMeters.of(registry, common, each));
    }
}
