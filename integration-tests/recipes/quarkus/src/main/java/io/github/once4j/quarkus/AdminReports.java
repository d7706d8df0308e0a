package io.github.once4j.quarkus;

import io.github.once4j.Once;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;

/** Secured and audited as a class. */
@ApplicationScoped
@RolesAllowed("admin")
@Audited
public abstract class AdminReports {
    @Once(key = "admin-{tenant}", raiseOnLocked = true)
    public String build(String tenant) {
        return tenant;
    }
}
