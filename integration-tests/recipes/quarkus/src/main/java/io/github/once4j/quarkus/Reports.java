package io.github.once4j.quarkus;

import io.github.once4j.Once;
import io.micrometer.core.annotation.Counted;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.concurrent.atomic.AtomicInteger;

/** What a container does around a method, on guarded methods. */
@ApplicationScoped
public abstract class Reports {
    private final AtomicInteger eventRuns = new AtomicInteger();

    @Once(key = "plain-{tenant}", raiseOnLocked = true)
    public String build(String tenant, Runnable meanwhile) {
        meanwhile.run();
        return tenant;
    }

    @Once(key = "allowed-{tenant}", raiseOnLocked = true)
    @RolesAllowed("admin")
    public String allowed(String tenant) {
        return tenant;
    }

    @Once(key = "denied-{tenant}", raiseOnLocked = true)
    @DenyAll
    public String denied(String tenant) {
        return tenant;
    }

    @Once(key = "audited-{tenant}", raiseOnLocked = true)
    @Audited
    public String audited(String tenant) {
        return tenant;
    }

    @Once(key = "counted-{tenant}", raiseOnLocked = true)
    @Counted("reports")
    public String counted(String tenant) {
        return tenant;
    }

    @Once(key = "valid-{tenant}", raiseOnLocked = true)
    public @Size(max = 5) String validated(@NotBlank String tenant) {
        return tenant;
    }

    @Once(key = "event-{request.tenant}")
    public void on(@Observes Request request) {
        eventRuns.incrementAndGet();
    }

    public int eventRuns() {
        return eventRuns.get();
    }

    /** An event. */
    public record Request(String tenant) {}
}
