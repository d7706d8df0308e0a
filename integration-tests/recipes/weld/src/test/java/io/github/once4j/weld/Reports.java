package io.github.once4j.weld;

import io.github.once4j.Once;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a container does around a method, on guarded methods. */
@ApplicationScoped
public abstract class Reports {
    private int eventRuns;

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
    public @Size(max = 5) String validated(@NotBlank String tenant) {
        return tenant;
    }

    @Once(key = "event-{request.tenant}")
    public void on(@Observes Request request) {
        eventRuns++;
    }

    public int eventRuns() {
        return eventRuns;
    }

    /** An event. */
    public record Request(String tenant) {}
}
