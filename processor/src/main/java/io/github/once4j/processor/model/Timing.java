package io.github.once4j.processor.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a key is held.
 *
 * @param lease how long the lock outlives its process; {@code null} for the guard's default
 * @param holdAtLeast or {@code null}
 * @param holdAtMost or {@code null}
 * @param waitAtMost or {@code null}
 * @param keepAfterSuccess or {@code null}
 */
public record Timing(
        @Nullable Setting lease,
        @Nullable Setting holdAtLeast,
        @Nullable Setting holdAtMost,
        @Nullable Setting waitAtMost,
        @Nullable Setting keepAfterSuccess) {

    /**
     * A duration of the annotation.
     *
     * @param property the name of the property that it is configured with; empty if it is not
     * @param value the duration; of one that is configured, the default
     */
    public record Setting(String property, Duration value) {}
}
