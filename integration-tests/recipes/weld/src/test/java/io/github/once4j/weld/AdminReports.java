package io.github.once4j.weld;

import io.github.once4j.Once;
import jakarta.enterprise.context.ApplicationScoped;

/** Secured as a class. */
@ApplicationScoped
@AdminOnly
public abstract class AdminReports {
    @Once(key = "admin-{tenant}", raiseOnLocked = true)
    public String build(String tenant) {
        return tenant;
    }
}
