package io.github.once4j.runtime.micrometer;

import io.github.once4j.runtime.OnceMethod;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** The meters of one guarded method. */
final class MethodMeters {
    final Tags tags;
    final Counter ran;
    final Counter skipped;
    final Counter done;
    final Counter failed;
    final Timer waits;
    final Timer runs;
    final LongTaskTimer active;

    private MethodMeters(MeterRegistry registry, Tags tags) {
        this.tags = tags;
        this.ran = calls(registry, "ran");
        this.skipped = calls(registry, "skipped");
        this.done = calls(registry, "done");
        this.failed = calls(registry, "failed");
        this.waits = Timer.builder("once.waits")
                .description("Calls, until their key was acquired or found held")
                .tags(tags)
                .register(registry);
        this.runs = Timer.builder("once.runs")
                .description("Runs, from the grant of the key to its release or loss")
                .tags(tags)
                .register(registry);
        this.active = LongTaskTimer.builder("once.runs.active")
                .description("Runs that hold their key now")
                .tags(tags)
                .register(registry);
    }

    static MethodMeters of(MeterRegistry registry, Tags common, OnceMethod method) {
        return new MethodMeters(
                registry, common.and("class", method.type().getName()).and("method", method.name()));
    }

    private Counter calls(MeterRegistry registry, String outcome) {
        return Counter.builder("once.calls")
                .description("Calls of guarded methods")
                .tags(tags.and("outcome", outcome))
                .register(registry);
    }
}
