package io.github.once4j.processor.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a key is held.
 *
 * @param lease how long the lock outlives its process; {@code null} for the guard's default
 * @param holdAtLeast or {@code null}
 * @param holdAtMost or {@code null}
 */
public record Timing(
        @Nullable Duration lease,
        @Nullable Duration holdAtLeast,
        @Nullable Duration holdAtMost) {}
