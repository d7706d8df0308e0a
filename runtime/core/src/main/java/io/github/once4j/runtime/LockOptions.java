package io.github.once4j.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of a call by key: those of an annotated method, see {@code @Once}. Immutable; each method returns a copy.
 *
 * <pre>{@code
 * guard.tryRun("import-a.csv", LockOptions.DEFAULTS.waitAtMost(ofSeconds(5)).keepAfterSuccess(ofDays(1)), this::importFile);
 * }</pre>
 *
 * @param lease how long the lock outlives a process that died; {@code null} for the guard's
 * @param holdAtLeast how long the key is held at least, from the request for it; {@code null} for no minimum
 * @param holdAtMost how long the key is held at most, from the request for it; {@code null} for no maximum
 * @param waitAtMost how long the call waits for a held key; {@code null} not to wait
 * @param keepAfterSuccess how long the key is kept after a run that ended normally; {@code null} not to keep it
 */
public record LockOptions(
        @Nullable Duration lease,
        @Nullable Duration holdAtLeast,
        @Nullable Duration holdAtMost,
        @Nullable Duration waitAtMost,
        @Nullable Duration keepAfterSuccess) {
    /** The guard's lease, and nothing else. */
    public static final LockOptions DEFAULTS = new LockOptions(null, null, null, null, null);

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /**
     * Creates options.
     *
     * @param lease how long the lock outlives a process that died, or {@code null}
     * @param holdAtLeast how long the key is held at least, or {@code null}
     * @param holdAtMost how long the key is held at most, or {@code null}
     * @param waitAtMost how long the call waits, or {@code null}
     * @param keepAfterSuccess how long the key is kept, or {@code null}
     * @throws OnceException if a duration is out of range
     */
    public LockOptions {
        check("lease", lease, Duration.ofSeconds(1), LONGEST);
        check("holdAtLeast", holdAtLeast, Duration.ofMillis(1), LONGEST);
        check("holdAtMost", holdAtMost, Duration.ofMillis(1), LONGEST);
        check("waitAtMost", waitAtMost, Duration.ofMillis(1), LONGEST_WAIT);
        check("keepAfterSuccess", keepAfterSuccess, Duration.ofMillis(1), LONGEST);
        if (holdAtLeast != null && holdAtMost != null && holdAtLeast.compareTo(holdAtMost) > 0) {
            throw new OnceException(
                    "holdAtLeast (" + holdAtLeast + ") is longer than holdAtMost (" + holdAtMost + ").");
        }
    }

    private static void check(String name, @Nullable Duration value, Duration least, Duration most) {
        if (value != null && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
            throw new OnceException(name + " is " + value + ", but must be from " + least + " to " + most + ".");
        }
    }

    /**
     * Returns a copy with another lease.
     *
     * @param lease from one second to 365 days; {@code null} for the guard's
     * @return the copy
     */
    public LockOptions lease(@Nullable Duration lease) {
        return new LockOptions(lease, holdAtLeast, holdAtMost, waitAtMost, keepAfterSuccess);
    }

    /**
     * Returns a copy with another minimum.
     *
     * @param holdAtLeast up to 365 days; {@code null} for no minimum
     * @return the copy
     */
    public LockOptions holdAtLeast(@Nullable Duration holdAtLeast) {
        return new LockOptions(lease, holdAtLeast, holdAtMost, waitAtMost, keepAfterSuccess);
    }

    /**
     * Returns a copy with another maximum.
     *
     * @param holdAtMost up to 365 days; {@code null} for no maximum
     * @return the copy
     */
    public LockOptions holdAtMost(@Nullable Duration holdAtMost) {
        return new LockOptions(lease, holdAtLeast, holdAtMost, waitAtMost, keepAfterSuccess);
    }

    /**
     * Returns a copy that waits.
     *
     * @param waitAtMost up to an hour; {@code null} not to wait
     * @return the copy
     */
    public LockOptions waitAtMost(@Nullable Duration waitAtMost) {
        return new LockOptions(lease, holdAtLeast, holdAtMost, waitAtMost, keepAfterSuccess);
    }

    /**
     * Returns a copy that keeps the key after a run that ended normally.
     *
     * @param keepAfterSuccess up to 365 days, from the end of the run; {@code null} not to keep it
     * @return the copy
     */
    public LockOptions keepAfterSuccess(@Nullable Duration keepAfterSuccess) {
        return new LockOptions(lease, holdAtLeast, holdAtMost, waitAtMost, keepAfterSuccess);
    }
}
