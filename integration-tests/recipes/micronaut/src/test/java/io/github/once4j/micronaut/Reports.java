package io.github.once4j.micronaut;

import io.github.once4j.Once;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotBlank;

/** What a container does around a method, on guarded methods. */
@Singleton
public abstract class Reports {
    int eventRuns;

    @Once(key = "plain-{tenant}", raiseOnLocked = true)
    public String build(String tenant, Runnable meanwhile) {
        meanwhile.run();
        return tenant;
    }

    @Once(key = "secured-{tenant}", raiseOnLocked = true)
    @AdminOnly
    public String secured(String tenant) {
        return tenant;
    }

    @Once(key = "valid-{tenant}", raiseOnLocked = true)
    public String validated(@NotBlank String tenant) {
        return tenant;
    }

    @Once(key = "event-{request.tenant}")
    public void on(Request request) {
        eventRuns++;
    }

    /** An event. */
    public record Request(String tenant) {}
}
