package io.github.once4j.runtime;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a key of one method is held on one guard, in nanoseconds. The formulas of the protocol stand here, and nowhere
 * else. Not final: the mutants of the simulation's test are subclasses with a wrong formula.
 */
class LeaseTimes {
    private static final long CLOCK_DRIFT_PARTS = 50; // clock rates may differ by 1 %, on either side

    /** The guard's lease that these were made for. */
    final Duration guardLease;

    /** What an acquisition asks the backend for. */
    final Duration acquireTtl;

    final long acquireTtlNanos;
    final long lease;
    final long holdAtLeast;
    final long holdAtMost;

    /** When a command counts as unanswered. */
    final long commandTimeout;

    /** When an acquisition gives up whose outcome is not known. */
    final long acquireTimeout;

    /** An acquisition whose answer came later is not accepted. */
    final long acceptWithin;

    /** The pause after a command that failed. */
    final long retry;

    LeaseTimes(
            Duration guardLease,
            @Nullable Duration ownLease,
            @Nullable Duration holdAtLeast,
            @Nullable Duration holdAtMost) {
        this.guardLease = guardLease;
        this.lease = (ownLease == null ? guardLease : ownLease).toNanos();
        this.holdAtLeast = holdAtLeast == null ? 0 : holdAtLeast.toNanos();
        this.holdAtMost = holdAtMost == null ? Long.MAX_VALUE : holdAtMost.toNanos();
        this.acquireTtlNanos = Math.min(Math.max(lease, this.holdAtLeast), this.holdAtMost);
        this.acquireTtl = Duration.ofNanos(acquireTtlNanos);
        this.commandTimeout = Math.min(Math.max(lease / 15, MILLISECONDS.toNanos(100)), MILLISECONDS.toNanos(2000));
        this.acquireTimeout = 2 * commandTimeout;
        this.acceptWithin = Math.min(lease, this.holdAtMost) / 3;
        this.retry = Math.min(lease / 20, MILLISECONDS.toNanos(500));
    }

    /**
     * Until when the holder of a key may believe that it holds it.
     *
     * @param sentAt when the command was handed over that set the key's time to live
     * @param ttl that time to live
     */
    long deadline(long sentAt, long ttl) {
        // The last renewals before holdAtMost ask for less and less; the signal takes as long as ever.
        long tenth = Math.min(lease, holdAtMost) / 10;
        long signal = Math.min(Math.max(MILLISECONDS.toNanos(100), ttl / 50), tenth);
        return sentAt + ttl - ttl / CLOCK_DRIFT_PARTS - Math.min(MILLISECONDS.toNanos(2), tenth) - signal;
    }

    /** When to renew a lease for the first time; never, if the key is to end before its lease does. */
    long firstRenewalAt(long sentAt, long seed) {
        return holdAtMost <= lease ? sentAt + HeldLease.NEVER : renewAt(sentAt, seed);
    }

    /**
     * When to renew a lease: after a third of it, ten per cent sooner or later, so that leases taken together are not
     * renewed together.
     */
    long renewAt(long sentAt, long seed) {
        long third = lease / 3;
        long spread = Math.floorMod((seed * 0x9E3779B97F4A7C15L) >>> 11, Math.max(1, third / 5));
        return sentAt + third - third / 10 + spread;
    }

    /** The time to live that a renewal asks for; zero or less when the key is to end as it is. */
    long renewalTtl(long startedAt, long sentAt) {
        long held = sentAt - startedAt;
        long ttl = Math.max(lease, holdAtLeast - held);
        return holdAtMost == Long.MAX_VALUE ? ttl : Math.min(ttl, holdAtMost - held);
    }

    /** Whether a lease that ended has ended since it was asked to: its holdAtMost is over, or nearly so. */
    boolean isOver(long startedAt, long now) {
        return holdAtMost != Long.MAX_VALUE && now - startedAt >= holdAtMost - holdAtMost / 4;
    }

    /** For how long a key is kept that is given back now. */
    Duration keep(long startedAt, long now) {
        long rest = holdAtLeast - (now - startedAt);
        return rest <= 0 ? Duration.ZERO : Duration.ofNanos(rest);
    }

    /** Makes the times of a method on a guard: these, or a mutant's. */
    interface Formulas {
        LeaseTimes of(
                Duration guardLease,
                @Nullable Duration ownLease,
                @Nullable Duration holdAtLeast,
                @Nullable Duration holdAtMost);
    }
}
