package io.github.once4j.fault;

import java.time.Duration;

/**
 * The protocol's times for a lease, written down here once more: the tests do not ask the engine for what it owes.
 *
 * @param lease T
 */
record Bounds(Duration lease) {
    /** For threads that a busy machine lets wait. */
    static final Duration SLACK = Duration.ofMillis(1200);

    /** C. */
    Duration commandTimeout() {
        return millis(Math.min(Math.max(lease.toMillis() / 15, 100), 2000));
    }

    /** D, from the last command that succeeded. */
    Duration deadline() {
        return millis(lease.toMillis() * 98 / 100 - 2 - Math.max(100, lease.toMillis() / 50));
    }

    /** R at its longest. */
    Duration renewal() {
        return millis(lease.toMillis() * 11 / 30);
    }

    /** How long a loss may go unnoticed that the server can tell of. */
    Duration noticed() {
        return renewal().plus(commandTimeout()).plus(SLACK);
    }

    /** How long an acquisition may take, whatever happens: its time-out, one more command, a pause. */
    Duration acquisition() {
        return commandTimeout().multipliedBy(4).plus(SLACK);
    }

    Duration release() {
        return commandTimeout().plus(SLACK);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
