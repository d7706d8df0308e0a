package io.github.once4j.micronaut;

import io.github.once4j.Once;
import jakarta.inject.Singleton;

/** Secured as a class. */
@Singleton
@AdminOnly
public abstract class AdminReports {
    @Once(key = "admin-{tenant}", raiseOnLocked = true)
    public String build(String tenant) {
        return tenant;
    }
}
